"""Code lists of the school directory, with validity (half-open) where the source gives one.

Sources: ``Schulform`` and ``Betriebsschluessel`` catalogues of the open school administration server SVWS
(github.com/SVWS-NRW/SVWS-Server, BSD-3-Clause, commit 1304a56); abbreviations from its ``Schulform.json``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2025-09"


@dataclass(frozen=True)
class SchoolType:
    """A school type (Schulform): key, abbreviation, name; ``is_school`` is False for offices and places of learning."""

    code: str
    abbreviation: str
    title: str | Promise
    ended_on: date | None = None
    is_school: bool = True


_TYPES = (
    SchoolType("02", "G", _("Primary school")),
    SchoolType("04", "H", _("Hauptschule")),
    SchoolType("06", "V", _("Volksschule")),
    SchoolType("08", "S", _("Special school (primary and Hauptschule level)")),
    SchoolType("10", "R", _("Realschule")),
    SchoolType("13", "PS", _("PRIMUS school")),
    SchoolType("14", "SK", _("Sekundarschule")),
    SchoolType("15", "GE", _("Comprehensive school")),
    SchoolType("16", "GM", _("Gemeinschaftsschule"), ended_on=date(2023, 8, 1)),
    SchoolType("17", "FW", _("Waldorf school")),
    SchoolType("18", "HI", _("Hibernia school")),
    SchoolType("19", "WF", _("Waldorf special school")),
    SchoolType("20", "GY", _("Gymnasium")),
    SchoolType("25", "WB", _("Adult education college")),
    SchoolType("30", "BK", _("Vocational college")),
    SchoolType("83", "KS", _("Hospital school")),
    SchoolType("85", "SR", _("Special school (Realschule)")),
    SchoolType("87", "SG", _("Special school (Gymnasium)")),
    SchoolType("88", "SB", _("Special school (vocational college)")),
    # Not school types, yet they stand in the open data under a school number:
    SchoolType("0A", "", _("School supervision"), is_school=False),
    SchoolType("81", "", _("Place of learning"), is_school=False),
)
SCHOOL_TYPES: Mapping[str, SchoolType] = {school_type.code: school_type for school_type in _TYPES}
SUPERVISION = "0A"
NO_SCHOOL_CODES = tuple(code for code, school_type in SCHOOL_TYPES.items() if not school_type.is_school)

# The yearly directory names types in words and draws some codes together; the first code stands for the group
# unless another source knows better.
TYPE_TEXTS: Mapping[str, tuple[str, ...]] = {
    "Grundschule": ("02",),
    "Hauptschule": ("04",),
    "Volksschule": ("06",),
    "Förderschule Grund-/Hauptschule": ("08", "83"),
    "Realschule": ("10",),
    "PRIMUS-Schule": ("13",),
    "Sekundarschule": ("14",),
    "Gesamtschule": ("15",),
    "Gemeinschaftsschule": ("16",),
    "Freie Waldorfschule": ("17", "18", "19"),
    "Gymnasium": ("20",),
    "Weiterbildungskolleg": ("25",),
    "Berufskolleg": ("30",),
    "Förderschule Realschule/Gymnasium": ("85", "87"),
    "Förderschule Berufskolleg": ("88",),
}

OPERATING_CODES: Mapping[str, str | Promise] = {
    "0": _("will be dissolved at the end of the school year"),
    "1": _("in operation"),
    "2": _("will be dissolved later"),
    "3": _("will open"),
    "4": _("operation rests"),
    "5": _("deleted, kept for the register of posts"),
    "6": _("in operation, takes part in some surveys only"),
    "9": _("dissolved, kept for statistics"),
}
SOME_SURVEYS_ONLY = "6"

LEGAL_FORMS: Mapping[str, str] = {
    "1": "PUBLIC", "2": "PRIVATE", "öffentlich": "PUBLIC", "privat": "PRIVATE",
}  # fmt: skip


def type_title(code: str) -> str:
    """Return the name of a school type in the reader's language; an unknown code speaks for itself."""
    known = SCHOOL_TYPES.get(code)
    return str(known.title) if known else code
