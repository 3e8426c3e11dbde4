"""From what each source says to one school: a pure function of the set of records, whatever their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bildungsnetz.partners.directory.codes import SOME_SURVEYS_ONLY, SUPERVISION
from bildungsnetz.partners.directory.records import PRIORITY, Record, Source

UTM = "UTM"
NOMINATIM = "NOMINATIM"

PLAIN_FIELDS = (
    "name", "short_name", "legal_form", "body_number", "town", "street", "postcode", "place", "phone", "fax", "email",
    "web", "operating_code", "operating_on", "pupils", "social_index",
)  # fmt: skip
POINT_FIELDS = ("lat", "lon", "point_origin", "point_town")


@dataclass(frozen=True)
class Origin:
    """Which source a value comes from and for which day it holds."""

    source: Source
    reference_date: date


@dataclass(frozen=True)
class Merged:
    """A school as all sources together say: values by field, and where each comes from.

    ``last_listed_on``: newest reference date of a list that names it; ``missing_since``: reference date of the oldest
    newer list that should name it and does not, None while it is listed.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, Origin]
    last_listed_on: date
    missing_since: date | None = None
    differing: Mapping[str, tuple[tuple[Any, Origin], ...]] = field(default_factory=dict)


def merge(records: Iterable[Record], *, editions: Mapping[str, Mapping[Source, date]]) -> Merged:
    """Merge what the sources say about one school (at least one does).

    Per field the source with the later reference date that says anything wins; points follow :func:`_take_point`.
    ``editions``: per region key (5 digits) the reference date of each source's newest list.
    """
    newest_first = sorted(records, key=lambda one: (one.reference_date, PRIORITY[one.source]), reverse=True)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    differing: dict[str, tuple[tuple[Any, Origin], ...]] = {}
    for name in PLAIN_FIELDS:
        told = [(one.said[name], Origin(one.source, one.reference_date)) for one in newest_first if name in one.said]
        if told:
            values[name], origins[name] = told[0]
            if any(value != told[0][0] for value, _ in told[1:]):
                differing[name] = tuple(told[1:])
    _take_type(newest_first, values, origins)
    _take_index_edition(newest_first, values, origins)
    _take_point(newest_first, values, origins)
    last_listed_on = newest_first[0].reference_date
    missing_since = _missing_since(values, last_listed_on, editions.get(values["town"][:5], {}))
    return Merged(values, origins, last_listed_on, missing_since, differing)


def covers(source: Source, *, school_type: str, operating_code: str) -> bool:
    """Say whether a list of ``source`` should name a school of this type and operating state.

    Seen in the lists of 2021, 2023 and 2024: only the ministry's open data name offices of the school supervision
    (0A); the yearly directory rests on the school statistics, in which places of learning (81) and schools with
    operating code 6 take no part. Everything else stands in all three.
    """
    if source is Source.SCHULDATEN:
        return True
    if source is Source.SVWS:
        return school_type != SUPERVISION
    return school_type not in (SUPERVISION, "81") and operating_code != SOME_SURVEYS_ONLY


def _take_type(newest_first: list[Record], values: dict[str, Any], origins: dict[str, Origin]) -> None:
    """Take the newest type; where it stands for a group of codes, the newest exact code within the group."""
    telling = [one for one in newest_first if "type" in one.said]
    if not telling:
        return
    best = telling[0]
    if among := best.said.get("type_among"):
        exact = [one for one in telling if "type_among" not in one.said and one.said["type"] in among]
        best = exact[0] if exact else best
    values["type"], origins["type"] = best.said["type"], Origin(best.source, best.reference_date)


def _take_index_edition(newest_first: list[Record], values: dict[str, Any], origins: dict[str, Origin]) -> None:
    """Let the edition of the social index come from the source the level comes from."""
    origin = origins.get("social_index")
    for one in newest_first:
        if origin == Origin(one.source, one.reference_date) and "social_index_edition" in one.said:
            values["social_index_edition"], origins["social_index_edition"] = one.said["social_index_edition"], origin


def _take_point(newest_first: list[Record], values: dict[str, Any], origins: dict[str, Origin]) -> None:
    """Take the newest point of the ministry; else a geocoded one, if it lies in the town the source names.

    Geocoding by street name has put schools of this state into Basel and Normandie; the ministry's points are
    surveyed, and the two that lie across a border are reported but kept.
    """
    ministry = [one for one in newest_first if one.said.get("point_origin") == UTM]
    geocoded = [
        one
        for one in newest_first
        if one.said.get("point_origin") == NOMINATIM and one.said.get("point_town") == one.said.get("town")
    ]
    for one in [*ministry, *geocoded][:1]:
        for name in POINT_FIELDS:
            if name in one.said:
                values[name], origins[name] = one.said[name], Origin(one.source, one.reference_date)


def _missing_since(values: Mapping[str, Any], last_listed_on: date, editions: Mapping[Source, date]) -> date | None:
    school_type, operating_code = values.get("type", ""), values.get("operating_code", "")
    silent = [
        edition
        for source, edition in editions.items()
        if edition > last_listed_on and covers(source, school_type=school_type, operating_code=operating_code)
    ]
    return min(silent, default=None)
