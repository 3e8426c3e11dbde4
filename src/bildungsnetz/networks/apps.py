from datetime import timedelta

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "bildungsnetz.networks"
    label = "networks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bildungsnetz.journal import checks, erasure, subjects, ticks
        from bildungsnetz.networks import upkeep
        from bildungsnetz.networks.models import ContractVersion

        ticks.register("networks: in force", upkeep.bring_due_into_force, every=timedelta(minutes=5))
        ticks.register("networks: forget roles", upkeep.forget_old_roles, every=timedelta(hours=24))
        checks.register("networks: check sums", upkeep.wrong_check_sums)
        erasure.register("networks", upkeep.forget_person)
        subjects.register(ContractVersion, visible=upkeep.versions_with_history, words=upkeep.WORDS)
