from datetime import timedelta

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "bildungsnetz.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.governance import history, upkeep
        from bildungsnetz.governance.models import Decision, Meeting
        from bildungsnetz.governance.services.evaluations import close_due_surveys
        from bildungsnetz.journal import checks, erasure, subjects, ticks

        ticks.register("governance: forget", upkeep.forget_old, every=timedelta(hours=24))
        ticks.register("governance: close surveys", close_due_surveys, every=timedelta(hours=1))
        checks.register("governance: check sums", history.wrong_check_sums)
        subjects.register(Decision, visible=history.decisions_with_history, words=history.WORDS)
        subjects.register(Meeting, visible=history.meetings_with_history, words=history.WORDS)
        erasure.register("governance", upkeep.forget_person)
