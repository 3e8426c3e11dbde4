from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "bildungsnetz.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.intake import importers, permissions, wording
        from bildungsnetz.partners.importer import SchoolImporter
        from bildungsnetz.partners.permissions import import_scopes
        from bildungsnetz.partners.wording import SENTENCES

        importers.register(SchoolImporter())
        permissions.register_scopes(import_scopes)
        wording.add_sentences(SENTENCES)
