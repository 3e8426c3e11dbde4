"""The command that brings the state's register into the database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bildungsnetz.networks.services.register import load_register


class Command(BaseCommand):
    """Load or correct the register; safe to run again."""

    help = "Load the state's register: districts, regions, towns, networks and their memberships."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and report the counts."""
        loaded = load_register(by=None, at=timezone.now())
        self.stdout.write(f"Register: {loaded.added} added, {loaded.changed} changed, {loaded.unchanged} unchanged.")
