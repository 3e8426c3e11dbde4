from django.apps import AppConfig


class InclusionConfig(AppConfig):
    name = "bildungsnetz.inclusion"
    label = "inclusion"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.inclusion.importer import SUPPLY_KIND, CountsImporter, SupplyImporter, open_supply
        from bildungsnetz.inclusion.wording import OBSTACLES, SENTENCES
        from bildungsnetz.intake import importers, wording
        from bildungsnetz.networks.wording import register_words

        importers.register(SupplyImporter())
        importers.register_opener(SUPPLY_KIND, open_supply)
        importers.register(CountsImporter())
        wording.add_sentences(SENTENCES)
        register_words(dict(OBSTACLES))
