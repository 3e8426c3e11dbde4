"""``python -m bildungsnetz.cli`` is the same as ``bildungsnetz``."""

import sys

from bildungsnetz.cli import main

if __name__ == "__main__":
    sys.exit(main())
