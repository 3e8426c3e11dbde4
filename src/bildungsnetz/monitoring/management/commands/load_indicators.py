"""The command that brings the catalogue of indicators into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bildungsnetz.monitoring.services.catalogue import load_catalogue


class Command(BaseCommand):
    """Load or renew the catalogue; safe to run again."""

    help = "Load the catalogue of indicators with their definitions."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and report the count."""
        added = load_catalogue(at=timezone.now())
        self.stdout.write(f"Catalogue of indicators: {added} definitions added.")
