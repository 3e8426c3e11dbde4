from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "bildungsnetz.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.intake import importers, permissions, wording
        from bildungsnetz.intake.models import ImportRun
        from bildungsnetz.journal import backlinks, subjects, ticks
        from bildungsnetz.networks.models import Network, Region, Town
        from bildungsnetz.networks.wording import register_words
        from bildungsnetz.partners import references, upkeep
        from bildungsnetz.partners.importer import SchoolImporter
        from bildungsnetz.partners.list_importer import PartnerListImporter
        from bildungsnetz.partners.models import Institution, School
        from bildungsnetz.partners.obstacles import WORDS
        from bildungsnetz.partners.permissions import import_scopes
        from bildungsnetz.partners.services.lists import forget_old_uploads
        from bildungsnetz.partners.wording import PARTNER_SENTENCES, SENTENCES

        register_words(WORDS)
        importers.register(SchoolImporter())
        importers.register(PartnerListImporter())
        permissions.register_scopes(import_scopes)
        wording.add_sentences(SENTENCES)
        wording.add_sentences(PARTNER_SENTENCES)
        subjects.register(Institution, visible=upkeep.institutions_with_history, words=upkeep.WORDS)
        ticks.register("partners: forget persons", upkeep.forget_old_persons, every=timedelta(hours=24))
        ticks.register("partners: forget circulars", upkeep.forget_old_circulars, every=timedelta(hours=24))
        ticks.register("partners: lists nobody assigned", forget_old_uploads, every=timedelta(hours=1))
        backlinks.register(Network, references.schools_of_network)
        backlinks.register(Network, references.partners_of_network)
        backlinks.register(School, references.partnership_of_school)
        backlinks.register(Region, references.schools_of_region)
        backlinks.register(Town, references.schools_of_town)
        backlinks.register(ImportRun, references.schools_of_import)
