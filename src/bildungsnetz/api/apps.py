from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bildungsnetz.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.api.oparl.upkeep import refresh_all
        from bildungsnetz.journal import ticks

        ticks.register("api: public objects of the bodies", refresh_all, every=timedelta(minutes=5))
