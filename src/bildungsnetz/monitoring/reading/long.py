"""Long lists: one row per figure, with the columns of the published format or with columns somebody has named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.monitoring.reading.cells import Unreadable, read_cell
from bildungsnetz.monitoring.reading.places import Places, is_elsewhere
from bildungsnetz.monitoring.reading.records import WITH_VALUE, Figure, Status, place_kind

REQUIRED = ("indicator", "region", "period", "value")
OPTIONAL = (
    "numerator", "denominator", "status", "source", "grouping", "group", "rounded_to", "origin", "note",
)  # fmt: skip
MEANINGS = (*REQUIRED, *OPTIONAL)
GROUPINGS = ("SEX", "CITIZENSHIP", "SCHOOL_TYPE", "SOCIAL_INDEX", "OTHER")
ORIGINS = ("OFFICIAL", "OWN", "PRESS", "EXAMPLE")
PERIOD = re.compile(r"(19|20)\d{2}(/\d{2})?")
SIX = Decimal("0.000001")
# A share and the one made from its counts may differ by what four digits leave out.
SHARE_TOLERANCE = Decimal("0.001")


@dataclass(frozen=True)
class Kind:
    """What a long list must know of an indicator: whether its figures are shares, and whether they are whole."""

    is_share: bool
    is_whole: bool


def is_long(header: tuple[str, ...]) -> bool:
    """Say whether the columns of the published format are all there."""
    return set(REQUIRED) <= {name.strip().lower() for name in header}


def read_long(
    table: Table, *, kinds: Mapping[str, Kind], places: Places, last_year: int, meaning: Mapping[str, str] | None = None
) -> tuple[list[Figure], list[Finding], int]:
    """Return figures, findings, and how many rows are of other states.

    ``kinds``: the indicators that are known; ``last_year``: no figure can be of a later one; ``meaning``: meaning ->
    name of the column, or ``=text`` where it is the same in every row; None = the columns are called as they mean.
    Raises: FileRefused if shares are written as per cent.
    """
    reader = _Reader(kinds, places, last_year, _columns(table, meaning))
    figures: list[Figure] = []
    findings: list[Finding] = []
    elsewhere = 0
    for line, cells in table.records():
        said = reader.said(cells)
        if is_elsewhere(said["region"]) and place_kind(said["region"]):
            elsewhere += 1
            continue
        try:
            figures.append(reader.figure(line, said))
        except _Refused as problem:
            findings.append(replace(problem.finding, line=line, raw=tuple(cells.values())))
    percent = [one for one in findings if one.code == "share_above_one"]
    if percent:
        # One such row tells that the whole column is written so, also where 0.8 means 0.8 per cent.
        raise FileRefused([replace(one, level=Level.FATAL, code="percent_for_shares") for one in percent])
    return figures, [*findings, *_twice(figures)], elsewhere


def _columns(table: Table, meaning: Mapping[str, str] | None) -> dict[str, str]:
    if meaning is not None:
        return dict(meaning)
    known = {name.strip().lower(): name for name in table.header}
    missing = [name for name in REQUIRED if name not in known]
    if missing:
        raise FileRefused([fatal("column_missing", line=table.header_line, expected=name) for name in missing])
    return {name: known[name] for name in MEANINGS if name in known}


class _Refused(Exception):
    def __init__(self, code: str, column: str, found: str, expected: str = "", key: str = "") -> None:
        super().__init__(code)
        self.finding = Finding(
            Level.REFUSED, code, column=column, found=found[:200], expected=expected[:200], key=key[:80]
        )


@dataclass(frozen=True)
class _Reader:
    kinds: Mapping[str, Kind]
    places: Places
    last_year: int
    columns: Mapping[str, str]

    def said(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return the cells of a row by meaning; a constant answer counts for every row."""
        found = dict.fromkeys(MEANINGS, "")
        for meaning, column in self.columns.items():
            found[meaning] = column[1:] if column.startswith("=") else cells.get(column, "").strip()
        return found

    def figure(self, line: int, said: Mapping[str, str]) -> Figure:
        code = said["indicator"]
        if code not in self.kinds:
            raise _Refused("unknown_indicator", "indicator", code, "abgehende-ohne-abschluss")
        place, period = self._place(said, line), self._period(said)
        grouping, group = self._group(said)
        kind = self.kinds[code]
        numerator, denominator = self._count(said, "numerator"), self._count(said, "denominator")
        value, status = self._value(said, kind)
        rounded = self._rounded(said)
        if rounded and status is Status.VALUE:
            status = Status.ROUNDED
        if status is Status.ROUNDED and not rounded:
            raise _Refused("rounded_to_what", "rounded_to", "", "5")
        if numerator is not None and denominator is not None:
            value, status = self._rate(numerator, denominator, value, status, said, kind)
        return Figure(
            line, code, place, period, value, status, grouping, group, numerator, denominator, rounded,
            said["origin"] or "OFFICIAL", said["source"][:200], said["note"][:200],
        )  # fmt: skip

    def _place(self, said: Mapping[str, str], line: int) -> str:
        place = said["region"]
        if place_kind(place) == "SCHOOL":
            return place
        if found := self.places.finding(place, line=line, period=said["period"]):
            raise _Refused(found.code, "region", place, found.expected, place)
        return place

    def _period(self, said: Mapping[str, str]) -> str:
        period = said["period"]
        if not PERIOD.fullmatch(period):
            raise _Refused("period", "period", period, "2023 | 2023/24", said["region"])
        if int(period[:4]) > self.last_year:
            raise _Refused("period_in_future", "period", period, f"≤ {self.last_year}", said["region"])
        if len(period) == 7 and int(period[5:]) != (int(period[:4]) + 1) % 100:
            raise _Refused("period", "period", period, "2023/24", said["region"])
        return period

    def _group(self, said: Mapping[str, str]) -> tuple[str, str]:
        grouping, group = said["grouping"].upper(), said["group"]
        if bool(grouping) != bool(group) or (grouping and grouping not in GROUPINGS):
            raise _Refused("grouping", "grouping", f"{grouping} {group}".strip(), " | ".join(GROUPINGS))
        if said["origin"] and said["origin"] not in ORIGINS:
            raise _Refused("origin", "origin", said["origin"], " | ".join(ORIGINS))
        return grouping, group[:60]

    def _count(self, said: Mapping[str, str], name: str) -> Decimal | None:
        if not said[name]:
            return None
        return self._cell(said, name, whole=True)[0]

    def _rounded(self, said: Mapping[str, str]) -> int | None:
        if not said["rounded_to"]:
            return None
        if not said["rounded_to"].isdecimal() or not 1 < int(said["rounded_to"]) <= 1000:
            raise _Refused("rounded_to_what", "rounded_to", said["rounded_to"], "5")
        return int(said["rounded_to"])

    def _cell(self, said: Mapping[str, str], name: str, *, whole: bool) -> tuple[Decimal | None, Status]:
        try:
            return read_cell(said[name], whole=whole)
        except Unreadable as problem:
            raise _Refused(problem.code, name, said[name], problem.expected, said["region"]) from None

    def _value(self, said: Mapping[str, str], kind: Kind) -> tuple[Decimal | None, Status]:
        wanted = said["status"].upper()
        if wanted and wanted not in Status.__members__:
            raise _Refused("status", "status", said["status"], " | ".join(Status.__members__), said["region"])
        if not said["value"]:
            if wanted and Status(wanted) not in WITH_VALUE:
                return None, Status(wanted)
            if said["numerator"] and said["denominator"]:
                return None, Status.VALUE
            raise _Refused("value_missing", "value", "", "1234 | - | . | x | ... | /", said["region"])
        value, status = self._cell(said, "value", whole=kind.is_whole)
        if kind.is_share and value is not None and value > 1:
            raise _Refused("share_above_one", "value", said["value"], "0 … 1", said["region"])
        if wanted:
            if (Status(wanted) in WITH_VALUE) != (value is not None):
                raise _Refused("status_beside_value", "status", f"{wanted} {said['value']}", "", said["region"])
            status = Status(wanted)
        if value is not None and value and status is Status.ZERO:
            raise _Refused("status_beside_value", "status", f"{wanted} {said['value']}", "", said["region"])
        return (None if value is None else value.quantize(SIX, ROUND_HALF_UP)), status

    def _rate(
        self,
        numerator: Decimal,
        denominator: Decimal,
        value: Decimal | None,
        status: Status,
        said: Mapping[str, str],
        kind: Kind,
    ) -> tuple[Decimal | None, Status]:
        """Make the rate of its counts, or hold the one given against them."""
        if kind.is_share and numerator > denominator:
            raise _Refused("part_exceeds_whole", "numerator", str(numerator), f"≤ {denominator}", said["region"])
        if not denominator:
            return None, Status.NOT_MEANINGFUL
        made = (numerator / denominator * (1 if kind.is_share else 100)).quantize(SIX, ROUND_HALF_UP)
        if value is None:
            return made, (status if made or status is not Status.VALUE else Status.ZERO)
        if kind.is_share and abs(made - value) > SHARE_TOLERANCE and status not in (Status.ROUNDED, Status.ESTIMATED):
            raise _Refused("rate_beside_counts", "value", str(value), f"{made.normalize():f}", said["region"])
        return value, status


def _twice(figures: list[Figure]) -> list[Finding]:
    """Refuse figures that are there twice: which one holds is not ours to say."""
    seen: dict[tuple[str, ...], list[Figure]] = {}
    for one in figures:
        seen.setdefault(one.address, []).append(one)
    double = [one for same in seen.values() if len(same) > 1 for one in same]
    for one in double:
        figures.remove(one)
    return [
        Finding(Level.REFUSED, "figure_twice", line=one.line, key=one.place, found=" ".join(filter(None, one.address)))
        for one in double
    ]
