from datetime import timedelta

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "bildungsnetz.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.journal import erasure, subjects, ticks
        from bildungsnetz.media import upkeep
        from bildungsnetz.media.models import Concept
        from bildungsnetz.media.wording import ACTIONS, WORDS
        from bildungsnetz.networks.wording import register_words

        register_words(WORDS)
        subjects.register(Concept, visible=upkeep.concepts_with_history, words=ACTIONS)
        ticks.register("media: forget", upkeep.forget_old, every=timedelta(hours=24))
        erasure.register("media", upkeep.forget_person)
