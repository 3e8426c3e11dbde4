"""The outsider: sees published tables and hierarchies only, and tries to recover what they hide.

Imports nothing of the rest of this program; an import contract keeps it so.
"""

from bildungsnetz.engines.disclosure_check.attack.attacking import Attack, Public, Seen, attack, look
from bildungsnetz.engines.disclosure_check.attack.changes import Change
from bildungsnetz.engines.disclosure_check.attack.csv_files import Unreadable
from bildungsnetz.engines.disclosure_check.attack.files import read_public
from bildungsnetz.engines.disclosure_check.attack.knowledge import Contradiction, cells_of
from bildungsnetz.engines.disclosure_check.attack.programs import AttackFailed
from bildungsnetz.engines.disclosure_check.attack.releases import Blur, Release, release_of

__all__ = [
    "Attack",
    "AttackFailed",
    "Blur",
    "Change",
    "Contradiction",
    "Public",
    "Release",
    "Seen",
    "Unreadable",
    "attack",
    "cells_of",
    "look",
    "read_public",
    "release_of",
]
