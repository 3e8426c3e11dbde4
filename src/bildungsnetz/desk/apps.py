from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bildungsnetz.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
