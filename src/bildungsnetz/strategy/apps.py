from datetime import timedelta

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "bildungsnetz.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.journal import backlinks, checks, ticks
        from bildungsnetz.monitoring.models import ReleaseTable
        from bildungsnetz.strategy import references, upkeep
        from bildungsnetz.strategy.services import agreeing

        backlinks.register(ReleaseTable, references.aims_of_table)
        ticks.register("strategy: in force", agreeing.bring_due_into_force, every=timedelta(minutes=5))
        checks.register("strategy: check sums", upkeep.wrong_check_sums)
