"""What an edition of a list would change: pure, from what is known and what the file says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bildungsnetz.intake.importers import Addition, Change, Plan
from bildungsnetz.intake.reading import FileRefused, Finding, Level
from bildungsnetz.partners.directory.merging import PLAIN_FIELDS, POINT_FIELDS, Merged, covers, merge
from bildungsnetz.partners.directory.records import Record, SchoolItem, Source

# A list that lacks this many of the schools it should name is taken for incomplete, not for news.
SHARE_LOST, LEAST_LOST = 0.2, 20

FIELDS = (*PLAIN_FIELDS, "type", "social_index_edition", *POINT_FIELDS)
_POINT = ("lat", "lon", "point_origin")
_SHOWN = tuple(name for name in FIELDS if name not in POINT_FIELDS)


@dataclass
class Known:
    """A school as stored: its values by field (absent = empty), its records, and the days of its listing."""

    values: Mapping[str, Any]
    records: dict[Source, Record]
    last_listed_on: date | None = None
    missing_since: date | None = None

    @property
    def label(self) -> str:
        """A name to recognise the school by."""
        return str(self.values.get("short_name") or self.values.get("name") or "")


@dataclass(frozen=True)
class Outcome:
    """What to write: merged schools by number, the records to keep, the editions by region."""

    source: Source
    reference_date: date
    merged: Mapping[str, Merged]
    new_records: Mapping[str, Mapping[str, Any]]
    regions: Sequence[str]


@dataclass
class _Tally:
    added: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    merged: dict[str, Merged] = field(default_factory=dict)
    unchanged: int = 0
    lost: int = 0
    kept: int = 0


def plan_edition(
    *,
    source: Source,
    reference_date: date,
    items: Sequence[SchoolItem],
    known: Mapping[str, Known],
    editions: Mapping[str, Mapping[Source, date]],
    outside: int = 0,
) -> Plan:
    """Say what this edition adds and changes.

    ``known``: stored schools by number; ``editions``: per region key (5 digits) the reference date of each source's
    newest list; ``outside``: rows that do not concern the scope.
    Raises: FileRefused if so many schools are missing that the list cannot be complete.
    """
    named = {item.number: item for item in items}
    regions = sorted({str(item.said["town"])[:5] for item in items})
    after = _editions_after(editions, regions, source, reference_date)
    new_records = {
        item.number: item.said for item in items if _is_news(known.get(item.number), item, source, reference_date)
    }
    tally = _Tally()
    for number in sorted(named.keys() | known.keys()):
        _compare(number, named.get(number), known.get(number), source, reference_date, after, tally)
    if tally.lost >= LEAST_LOST and tally.lost > SHARE_LOST * (tally.lost + tally.kept):
        total = str(tally.lost + tally.kept)
        raise FileRefused([Finding(Level.FATAL, "list_incomplete", found=str(tally.kept), expected=total)])
    newer = max(
        (day for found in editions.values() if (day := found.get(source, date.min)) > reference_date), default=None
    )
    if newer:
        note = Finding(
            Level.NOTE, "newer_edition_known", found=f"{reference_date:%d.%m.%Y}", expected=f"{newer:%d.%m.%Y}"
        )
        tally.findings.insert(0, note)
    return Plan(
        added=tally.added,
        changes=tally.changes,
        unchanged=tally.unchanged,
        outside=outside,
        findings=tally.findings,
        payload=Outcome(source, reference_date, tally.merged, new_records, regions),
    )


def _editions_after(
    editions: Mapping[str, Mapping[Source, date]], regions: Iterable[str], source: Source, reference_date: date
) -> dict[str, dict[Source, date]]:
    after = {region: dict(found) for region, found in editions.items()}
    for region in regions:
        found = after.setdefault(region, {})
        found[source] = max(found.get(source, date.min), reference_date)
    return after


def _is_news(known: Known | None, item: SchoolItem, source: Source, reference_date: date) -> bool:
    """Say whether the row is to be kept: an older edition never replaces a newer one of the same source."""
    held = known.records.get(source) if known else None
    if held is None:
        return True
    if held.reference_date == reference_date:
        return dict(held.said) != dict(item.said)
    return held.reference_date < reference_date


def _compare(
    number: str,
    item: SchoolItem | None,
    known: Known | None,
    source: Source,
    reference_date: date,
    editions: Mapping[str, Mapping[Source, date]],
    tally: _Tally,
) -> None:
    records = dict(known.records) if known else {}
    if item is not None and _is_news(known, item, source, reference_date):
        records[source] = Record(source, reference_date, item.said)
    if not records:
        return
    merged = merge(records.values(), editions=editions)
    if known is None:
        _add(number, item, merged, tally)
        return
    changes = list(_changes(number, item, known, merged))
    tally.changes += changes
    tally.unchanged += not changes and item is not None
    if changes or merged.last_listed_on != known.last_listed_on or _values(merged) != dict(known.values):
        tally.merged[number] = merged
    _note_listing(number, item, known, merged, source, tally)


def _add(number: str, item: SchoolItem | None, merged: Merged, tally: _Tally) -> None:
    label, line = (item.label, item.line) if item else ("", 0)
    tally.added.append(Addition(number, label, line))
    tally.merged[number] = merged
    if merged.missing_since:
        since = f"{merged.missing_since:%d.%m.%Y}"
        tally.findings.append(
            Finding(Level.NOTE, "school_already_missing", line, key=number, found=since, params={"label": label})
        )


def _note_listing(
    number: str, item: SchoolItem | None, known: Known, merged: Merged, source: Source, tally: _Tally
) -> None:
    params = {"label": known.label}
    if merged.missing_since and not known.missing_since:
        tally.lost += item is None
        last = f"{merged.last_listed_on:%d.%m.%Y}"
        tally.findings.append(Finding(Level.CHECK, "school_vanished", key=number, found=last, params=params))
    elif known.missing_since and not merged.missing_since:
        line = item.line if item else None
        tally.findings.append(Finding(Level.NOTE, "school_back", line, key=number, params=params))
    values = merged.values
    is_covered = covers(source, school_type=values.get("type", ""), operating_code=values.get("operating_code", ""))
    tally.kept += item is not None and is_covered


def _values(merged: Merged) -> dict[str, Any]:
    return {name: merged.values[name] for name in FIELDS if name in merged.values}


def _changes(number: str, item: SchoolItem | None, known: Known, merged: Merged) -> Iterable[Change]:
    line = item.line if item else None
    label = known.label or (item.label if item else "")
    for name in _SHOWN:
        before, after = known.values.get(name), merged.values.get(name)
        if before != after:
            yield Change(number, label, line, name, _text(before), _text(after))
    before_point, after_point = (tuple(values.get(name) for name in _POINT) for values in (known.values, merged.values))
    if before_point != after_point:
        yield Change(number, label, line, "point", _point_text(before_point), _point_text(after_point))
    if known.missing_since != merged.missing_since:
        yield Change(number, label, line, "missing_since", _text(known.missing_since), _text(merged.missing_since))


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _point_text(point: tuple[Any, ...]) -> str:
    lat, lon, _origin = point
    return "" if lat is None else f"{lat:.5f}, {lon:.5f}"
