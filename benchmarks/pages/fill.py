"""Make a database with the register and a school list."""

from pathlib import Path


def fill(path: str) -> None:
    """Create the tables, load the state's register and import the schools."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bildungsnetz.intake.services import apply_import, preview_import
    from bildungsnetz.networks.services.register import load_register

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    load_register(by=None, at=now)
    run = preview_import(name="schools.csv", content=Path(path).read_bytes(), by=None, at=now)
    apply_import(run=run, by=None, at=now)
