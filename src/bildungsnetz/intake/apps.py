from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "bildungsnetz.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.intake import jobs, upkeep
        from bildungsnetz.intake.models import ImportRun
        from bildungsnetz.journal import subjects, ticks

        subjects.register(ImportRun, visible=upkeep.runs_with_history, words=upkeep.WORDS)
        ticks.register("intake: forgotten previews", upkeep.discard_forgotten, every=timedelta(days=1))
        ticks.register("intake: jobs without a worker", jobs.give_up_lost, every=timedelta(minutes=1))
        ticks.register("intake: jobs out of the queue", jobs.queue_again, every=timedelta(hours=1))
        ticks.register("intake: finished jobs", jobs.forget_finished, every=timedelta(days=1))
