from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "bildungsnetz.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.intake import upkeep
        from bildungsnetz.intake.models import ImportRun
        from bildungsnetz.journal import subjects, ticks

        subjects.register(ImportRun, visible=upkeep.runs_with_history, words=upkeep.WORDS)
        ticks.register("intake: forgotten previews", upkeep.discard_forgotten, every=timedelta(days=1))
