from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "bildungsnetz.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.intake import importers, wording
        from bildungsnetz.partners.importer import SchoolImporter
        from bildungsnetz.partners.wording import SENTENCES

        importers.register(SchoolImporter())
        wording.add_sentences(SENTENCES)
