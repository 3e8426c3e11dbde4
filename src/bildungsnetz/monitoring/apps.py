from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class MonitoringConfig(AppConfig):
    name = "bildungsnetz.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.intake import importers, wording
        from bildungsnetz.journal import checks, subjects, ticks
        from bildungsnetz.monitoring import import_wording, release_upkeep
        from bildungsnetz.monitoring.importer import KIND, FigureImporter, open_figures
        from bildungsnetz.monitoring.models.releases import Release
        from bildungsnetz.monitoring.models.report import ReportEdition
        from bildungsnetz.monitoring.services import protecting, receiving, releases
        from bildungsnetz.monitoring.services.catalogue import CodeTaken
        from bildungsnetz.networks.wording import register_words

        register_words({CodeTaken: gettext_lazy("There is an indicator with this part of the address already.")})
        importers.register(FigureImporter())
        importers.register_opener(KIND, open_figures)
        wording.add_sentences(import_wording.SENTENCES)
        ticks.register("monitoring: files without named columns", receiving.forget_old, every=timedelta(hours=1))
        ticks.register("monitoring: publish", releases.publish_due, every=timedelta(minutes=1))
        ticks.register("monitoring: protections without a worker", protecting.give_up_lost, every=timedelta(minutes=5))
        checks.register("monitoring: check sums", release_upkeep.wrong_check_sums)
        subjects.register(Release, visible=release_upkeep.releases_with_history, words=release_upkeep.WORDS)
        subjects.register(ReportEdition, visible=release_upkeep.editions_with_history, words=release_upkeep.WORDS)
