from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "bildungsnetz.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from bildungsnetz.api.oparl.composing import current_objects
        from bildungsnetz.api.oparl.upkeep import refresh_all
        from bildungsnetz.governance.services.mirroring import tell_machines_by
        from bildungsnetz.journal import ticks

        tell_machines_by(lambda network, at: current_objects(network, at=at))
        # What begins or ends by the day alone changes nothing anybody saves: it is looked for now and then.
        ticks.register("api: public objects of the bodies", refresh_all, every=timedelta(minutes=5))
