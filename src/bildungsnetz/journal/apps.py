from datetime import timedelta

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "bildungsnetz.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.journal import checks, ticks, upkeep, verification

        checks.register("journal: chains", verification.chain_problems)
        checks.register("journal: rules of the database", verification.missing_rules)
        ticks.register("accounts: forget", upkeep.forget_sign_ins, every=timedelta(hours=1))
