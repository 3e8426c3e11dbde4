"""The official tables that are known, and how their rows become figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bildungsnetz.intake.reading import FileRefused, Finding, Level
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.intake.reading.tables import Row
from bildungsnetz.monitoring.reading.cells import Content, Unreadable, read_cell
from bildungsnetz.monitoring.reading.genesis import GenesisTable
from bildungsnetz.monitoring.reading.places import DISSOLVED, Places, is_elsewhere
from bildungsnetz.monitoring.reading.plausibility import Sum, row_findings, sign_findings, table_findings
from bildungsnetz.monitoring.reading.records import WITH_VALUE, Figure, Status

SIX = Decimal("0.000001")
LEAVERS = "Absolvierende/Abgehende allgemeinbildender Schulen nach dem Abschluss"
PUPILS = "Schülerinnen und Schüler an allgemeinbildenden Schulen"
GRADES = "Klassenstufe / Jahrgangsstufe / Schulbesuchsjahr"
ALL_TYPES = "Insgesamt"
# Above this share of refused rows it is not single rows that are wrong but the file.
TOO_MANY_REFUSED = 0.2


@dataclass(frozen=True)
class Take:
    """What one column says: a count, or with ``of`` (another column) the numerator of a rate."""

    column: int
    indicator: str
    grouping: str = ""
    group: str = ""
    of: int | None = None


@dataclass(frozen=True)
class KnownTable:
    """A table by its number: the header it must have, what its columns say, what its rows must keep to.

    ``types``: column that names the type of school; ``rounded``: columns the statistical office of the state rounds to
    5; ``parts``: columns (part, whole); ``sums``: columns that together make another; ``subsets``: columns that are a
    part of one of these; ``until``: last day of a period.
    """

    number: str
    title: str
    header: tuple[str, ...]
    takes: tuple[Take, ...]
    until: tuple[int, int]
    types: int | None = None
    rounded: frozenset[int] = frozenset()
    parts: tuple[tuple[int, int], ...] = ()
    sums: tuple[Sum, ...] = ()
    subsets: tuple[int, ...] = ()


def _leaver_header() -> tuple[str, ...]:
    kinds = (
        "ohne Hauptschulabschluss", "mit Hauptschulabschluss", "mit Mittlerem Abschluss",
        "dar. schulischer Teil der Fachhochschulreife", "mit Fachhochschulreife", "mit allgemeiner Hochschulreife",
    )  # fmt: skip
    parted = tuple(f"{LEAVERS} | {kind} | {sex}" for kind in kinds for sex in ("Insgesamt", "weiblich"))
    return ("", "", "", f"{LEAVERS} | Insgesamt", f"{LEAVERS} | Insgesamt | weiblich", *parted)


TABLES = (
    KnownTable(
        number="21111-02-06-4",
        title="Absolvierende und Abgehende allgemeinbildender Schulen nach Geschlecht und Abschlussarten",
        header=_leaver_header(),
        until=(7, 31),
        takes=(
            Take(3, "abgehende"), Take(4, "abgehende", "SEX", "weiblich"),
            Take(5, "abgehende-ohne-abschluss", of=3), Take(6, "abgehende-ohne-abschluss", "SEX", "weiblich", of=4),
            Take(7, "abgehende-mit-erstem-abschluss", of=3),
            Take(8, "abgehende-mit-erstem-abschluss", "SEX", "weiblich", of=4),
            Take(9, "abgehende-mit-mittlerem-abschluss", of=3),
            Take(10, "abgehende-mit-mittlerem-abschluss", "SEX", "weiblich", of=4),
            Take(15, "abgehende-mit-hochschulreife", of=3),
            Take(16, "abgehende-mit-hochschulreife", "SEX", "weiblich", of=4),
        ),
        rounded=frozenset(range(3, 17)),
        parts=((4, 3), (5, 3), (6, 4), (7, 3), (9, 3), (15, 3), (16, 4)),
        # "dar." is a part of another column and is not added.
        sums=(Sum(3, (5, 7, 9, 13, 15)),),
        subsets=(11,),
    ),
    KnownTable(
        number="21111-01-03-4",
        title="Schulen, Schülerinnen und Schüler nach Schularten",
        header=(
            "", "", "", "", "Allgemeinbildende Schulen | Anzahl", f"{PUPILS} | Geschlecht | Insgesamt | Anzahl",
            f"{PUPILS} | Geschlecht | weiblich | Anzahl", f"{PUPILS} | Nationalität | ausländisch | Anzahl",
            f"{PUPILS} | {GRADES} | 7. Klassenstufe | Anzahl",
            f"{PUPILS} | {GRADES} | 11. Jahrgangsstufe / Einführungsphase | Anzahl",
        ),
        until=(10, 15),
        types=3,
        takes=(
            Take(4, "schulen"), Take(5, "schuelerinnen-und-schueler"), Take(6, "anteil-maedchen", of=5),
            Take(7, "anteil-auslaendisch", of=5), Take(8, "klasse-7"), Take(9, "stufe-11"),
        ),
        rounded=frozenset((5, 6, 7, 8, 9)),
        parts=((6, 5), (7, 5), (8, 5), (9, 5)),
    ),
    KnownTable(
        number="82411-01-03-4",
        title="Verfügbares Einkommen der privaten Haushalte",
        header=(
            "", "", "", "verfügbares Einkommen der privaten Haushalte | Tsd. EUR",
            "verfüg. Einkommen der priv. Haushalte je Einwohner | EUR",
        ),
        until=(12, 31),
        takes=(Take(3, "einkommen"), Take(4, "einkommen-je-einwohner")),
        parts=((4, 3),),
    ),
)  # fmt: skip


def known_table(table: GenesisTable) -> KnownTable:
    """Return the known table with this number.

    Raises: FileRefused if the number is unknown, the header is that of another table, or the year lies after the day
    the table was made.
    """
    known = next((one for one in TABLES if one.number == table.number), None)
    if known is None:
        numbers = ", ".join(one.number for one in TABLES)
        raise FileRefused([fatal("unknown_official_table", line=1, found=table.number, expected=numbers)])
    if table.header != known.header:
        raise FileRefused(list(_other_columns(table, known)))
    made = table.state_of
    late = [row for row in table.rows if made and int(row.cells[0]) > made.year]
    if made and late:
        raise FileRefused(
            [fatal("year_after_making", line=late[0].line, column="1", found=late[0].cells[0], expected=f"≤ {made:%Y}")]
        )
    return known


def _other_columns(table: GenesisTable, known: KnownTable) -> Iterator[Finding]:
    if len(table.header) != len(known.header):
        found, expected = str(len(table.header)), str(len(known.header))
        yield fatal("other_table_width", line=table.header_line, found=found, expected=expected, number=known.number)
        return
    for place, (found, expected) in enumerate(zip(table.header, known.header, strict=True), start=1):
        if found != expected:
            yield fatal(
                "other_table_column", line=table.header_line, column=str(place), found=found, expected=expected,
                number=known.number,
            )  # fmt: skip


def read_official(table: GenesisTable, known: KnownTable, places: Places) -> tuple[list[Figure], list[Finding], int]:
    """Return the figures, what is remarkable, and how many rows are of other states. Raises: FileRefused."""
    findings = [
        Finding(Level.REFUSED, "footnote_as_data", line=row.line, found=" ".join(row.cells)[:200], raw=tuple(row.cells))
        for row in table.stray
    ]
    figures: list[Figure] = []
    taken: list[tuple[Row, list[Content]]] = []
    elsewhere = 0
    for row in table.rows:
        if is_elsewhere(row.cells[1].strip()):
            elsewhere += 1
            continue
        problems, contents = _contents(row, known, places)
        findings += problems
        if any(one.level is Level.REFUSED for one in problems) or contents is None:
            continue
        taken.append((row, contents))
        figures += _figures(row, contents, known)
    refused = sum(one.level is Level.REFUSED for one in findings) - len(table.stray)
    if refused > TOO_MANY_REFUSED * max(refused + len(taken), 1):
        raise FileRefused([Finding(Level.FATAL, "columns_swapped", found=str(refused)), *_as_fatal(findings)])
    findings += table_findings(taken, sums=known.sums, regions=places.regions, types=known.types)
    findings += sign_findings([row for row, _contents in taken], first=3 if known.types is None else 4)
    findings += [Finding(Level.NOTE, "subset_not_added", found=_last(known.header[column])) for column in known.subsets]
    return figures, findings, elsewhere


def reference_date(table: GenesisTable, known: KnownTable) -> date:
    """Return the last day the newest figures of a table speak of."""
    month, day = known.until
    return date(max(int(row.cells[0]) for row in table.rows), month, day)


def _contents(row: Row, known: KnownTable, places: Places) -> tuple[list[Finding], list[Content] | None]:
    year, key, name = (cell.strip() for cell in row.cells[:3])
    first = 3 if known.types is None else 4
    contents: list[Content] = [Content(None, Status.LATER)] * first
    problems: list[Finding] = []
    for place, cell in enumerate(row.cells[first:], start=first):
        try:
            contents.append(read_cell(cell, whole=True))
        except Unreadable as problem:
            column = _last(known.header[place])
            problems.append(
                Finding(
                    Level.REFUSED,
                    problem.code,
                    line=row.line,
                    column=column,
                    key=key,
                    found=cell[:200],
                    expected=problem.expected,
                    raw=tuple(row.cells),
                )
            )
    if problems:
        return problems, None
    if key in DISSOLVED and all(one.value in (None, 0) for one in contents):
        return [Finding(Level.NOTE, "dissolved_and_empty", line=row.line, key=key, found=name)], None
    wrong_place = places.finding(key, line=row.line, period=year, name=name, column="2")
    found = [wrong_place] if wrong_place else []
    return [
        *found,
        *row_findings(row, contents, parts=known.parts, rounded=known.rounded, header=known.header),
    ], contents


def _figures(row: Row, contents: Sequence[Content], known: KnownTable) -> Iterator[Figure]:
    year, place = row.cells[0].strip(), row.cells[1].strip()
    kind = "" if known.types is None else row.cells[known.types].strip()
    in_state = place.startswith("05")
    for take in known.takes:
        grouping, group = take.grouping, take.group
        if kind not in ("", ALL_TYPES):
            grouping, group = "SCHOOL_TYPE", kind
        rounded = 5 if in_state and take.column in known.rounded else None
        source = f"Regionaldatenbank Deutschland, Tabelle {known.number}"
        content = contents[take.column]
        if take.of is None:
            status = Status.ROUNDED if rounded and content.status is Status.VALUE else content.status
            if rounded and row.cells[take.column].strip() == "0":
                status = Status.ROUNDED  # a nought of a rounded table stands for 0 to 2
            yield Figure(
                row.line, take.indicator, place, year, content.value, status, grouping, group,
                rounded_to=rounded, source=source,
            )  # fmt: skip
            continue
        yield _rate(
            Figure(
                row.line, take.indicator, place, year, None, Status.LATER, grouping, group, rounded_to=rounded,
                source=source,
            ),
            content,
            contents[take.of],
        )  # fmt: skip


def _rate(frame: Figure, part: Content, whole: Content) -> Figure:
    """Return the rate of two cells; where one has no value, the rate has its status."""
    values: dict[str, object] = {name: getattr(frame, name) for name in frame.__slots__}
    without = next((one.status for one in (part, whole) if one.status not in WITH_VALUE), None)
    if without is not None:
        values |= {"status": without}
    elif not whole.value or part.value is None:
        values |= {"status": Status.NOT_MEANINGFUL, "numerator": part.value, "denominator": whole.value}
    else:
        value = (part.value / whole.value).quantize(SIX, ROUND_HALF_UP)
        status = Status.ROUNDED if frame.rounded_to else Status.VALUE if value else Status.ZERO
        values |= {"value": value, "status": status, "numerator": part.value, "denominator": whole.value}
    return Figure(**values)  # type: ignore[arg-type]  # the names are the class's own


def _last(path: str) -> str:
    return path.split(" | ", 1)[-1]


def _as_fatal(findings: Sequence[Finding]) -> list[Finding]:
    return [
        Finding(Level.FATAL, one.code, one.line, one.column, one.key, one.found, one.expected, one.params)
        for one in findings
        if one.level is Level.REFUSED
    ]
