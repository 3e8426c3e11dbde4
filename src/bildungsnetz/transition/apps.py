from django.apps import AppConfig


class TransitionConfig(AppConfig):
    name = "bildungsnetz.transition"
    label = "transition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.journal import erasure, ticks
        from bildungsnetz.networks.wording import register_words
        from bildungsnetz.transition import upkeep, wording
        from bildungsnetz.transition.services import knocking

        register_words(wording.SIMPLE)
        ticks.register("transition: lost runs", upkeep.give_up_lost, every=timedelta(minutes=5))
        ticks.register("transition: tell companies", upkeep.tell_companies, every=timedelta(minutes=5))
        ticks.register("transition: forget wrong codes", knocking.forget_old, every=timedelta(hours=6))
        erasure.register("transition", upkeep.forget_person)
