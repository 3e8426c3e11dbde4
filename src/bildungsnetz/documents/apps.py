from datetime import timedelta

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "bildungsnetz.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils import timezone

        from bildungsnetz.documents.selectors import changed_files
        from bildungsnetz.documents.services.forgetting import erase_person, remove_orphaned_files
        from bildungsnetz.documents.services.sealing import seal_problems
        from bildungsnetz.journal import checks, erasure, ticks

        checks.register("documents: files", changed_files)
        checks.register("documents: seal", lambda: seal_problems(at=timezone.now()))
        ticks.register("documents: files without owner", remove_orphaned_files, every=timedelta(days=1))
        erasure.register("documents", erase_person)
