from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "bildungsnetz.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.accounts.sections import register_section
        from bildungsnetz.desk.account import roles_and_mandates

        register_section(roles_and_mandates)
