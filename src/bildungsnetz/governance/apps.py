from datetime import timedelta

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "bildungsnetz.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.governance import upkeep
        from bildungsnetz.governance.services.evaluations import close_due_surveys
        from bildungsnetz.journal import erasure, ticks

        ticks.register("governance: forget", upkeep.forget_old, every=timedelta(hours=24))
        ticks.register("governance: close surveys", close_due_surveys, every=timedelta(hours=1))
        erasure.register("governance", upkeep.forget_person)
