from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "bildungsnetz.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pass
