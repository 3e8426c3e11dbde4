"""Fill an empty database with the invented network of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bildungsnetz.desk.demo_network import make_demo


class Command(BaseCommand):
    """``seed_demo``: for ``bildungsnetz demo`` and for tests; the frame is real, people and schools are invented."""

    help = "Fill an empty database with the invented network of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make everything in one transaction."""
        make_demo(at=timezone.now())
        self.stdout.write("The demonstration is ready.")
