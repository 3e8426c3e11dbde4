from datetime import timedelta

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "bildungsnetz.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.documents.selectors import changed_files
        from bildungsnetz.documents.services.forgetting import erase_person, remove_orphaned_files
        from bildungsnetz.journal import checks, erasure, ticks

        checks.register("documents: files", changed_files)
        ticks.register("documents: files without owner", remove_orphaned_files, every=timedelta(days=1))
        erasure.register("documents", erase_person)
