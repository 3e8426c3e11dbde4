"""What one source says about one school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Source(StrEnum):
    """The three official lists; a later one in this order wins if reference dates are equal."""

    SCHULDATEN = "SCHULDATEN"
    SVWS = "SVWS"
    DIRECTORY = "DIRECTORY"


PRIORITY = {source: place for place, source in enumerate(Source)}


@dataclass(frozen=True)
class Record:
    """What the newest edition of ``source`` that names a school says about it.

    ``said`` maps fields to values; a field that is missing was empty there, which is not zero. Keys: ``name``,
    ``short_name``, ``type``, ``type_among`` (codes the source draws together), ``legal_form``, ``body_number``,
    ``town`` (AGS, 8 digits), ``street``, ``postcode``, ``place``, ``phone``, ``fax``, ``email``, ``web``,
    ``operating_code``, ``operating_on`` (ISO date), ``pupils`` (count, rounded to 5), ``social_index`` (1-9),
    ``social_index_edition``, ``lat`` and ``lon`` (degrees, WGS84), ``point_origin`` and ``point_town`` (AGS).
    """

    source: Source
    reference_date: date
    said: Mapping[str, Any]


@dataclass(frozen=True)
class SchoolItem:
    """One school as a row of a file names it."""

    number: str
    line: int
    said: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Return a name to recognise the school by."""
        return str(self.said.get("short_name") or self.said.get("name") or self.number)
