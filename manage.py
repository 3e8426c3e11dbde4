"""Django's management commands, for developers; operators use ``bildungsnetz``."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")
    os.environ.setdefault("BILDUNGSNETZ_MODE", "development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
