from datetime import timedelta

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "bildungsnetz.post"
    label = "post"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.journal import erasure
        from bildungsnetz.journal import ticks as registry
        from bildungsnetz.post import ticks
        from bildungsnetz.post.services import erase_person

        registry.register("post: deliver", ticks.deliver)
        registry.register("post: forget", ticks.forget, every=timedelta(hours=1))
        erasure.register("post", erase_person)
