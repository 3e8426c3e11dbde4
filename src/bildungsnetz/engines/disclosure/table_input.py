"""Reading the table itself: up to millions of rows, added up while they stream by."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from bildungsnetz.engines.disclosure.csv_input import WHOLE, Dialect, columns_wanted, dialect_of, rows_of
from bildungsnetz.engines.disclosure.sensitive import Contributions
from bildungsnetz.engines.disclosure.spec import TOTAL, CellCodes, Problem, Refused

MOST_BYTES = 2_000_000_000
# As many different rows may name contributors.
MOST_CONTRIBUTIONS = 2_000_000
MEMORY = "400MB"
WHOLE_PATTERN = r"[0-9]{1,12}"
NUMBER_PATTERN = r"[0-9]{1,15}([.][0-9]+)?"
NUMBER = "a number >= 0 with a decimal point"


@dataclass(frozen=True)
class TableColumns:
    """Which columns of the table mean what; ``value`` and ``contributor`` may be empty."""

    dimensions: tuple[str, ...]
    count: str
    value: str = ""
    contributor: str = ""


@dataclass(frozen=True)
class Table:
    """The table added up: ``counts`` per innermost codes; ``contributions`` per contributor where one is named.

    ``unknown_columns`` were there but nobody asked for them; ``rows`` were read.
    """

    counts: dict[CellCodes, int]
    contributions: Contributions
    unknown_columns: tuple[str, ...]
    rows: int


def read_table(
    path: Path, columns: TableColumns, *, leaves: Mapping[str, frozenset[str]], most: int = 250_000
) -> Table:
    """Add up the rows of a table.

    ``leaves``: the innermost codes of each dimension that has a hierarchy; other dimensions take every code but
    ``Total``. ``most``: so many different combinations of codes may there be. The rows stream through with bounded
    memory.
    Raises: Refused with the first hundred problems, by line.
    """
    if not path.is_file():
        raise Refused([Problem(path.name, 0, "", "", "a readable CSV file in UTF-8")])
    if path.stat().st_size > MOST_BYTES:
        raise Refused(
            [Problem(path.name, 0, "", f"{path.stat().st_size} bytes", "at most {} bytes", (str(MOST_BYTES),))]
        )
    dialect = dialect_of(path)
    wanted = [*columns.dimensions, columns.count, *filter(None, (columns.value, columns.contributor))]
    columns_wanted(path.name, dialect, wanted)
    groups = _groups(path, dialect, columns, max(most, MOST_CONTRIBUTIONS) if columns.contributor else most)
    if groups is None or any(_is_odd(group, columns, leaves) for group in groups):
        problems = list(islice(_problems(path, dialect, columns, leaves), 100))
        raise Refused(problems or [Problem(path.name, 0, "", "", "rows that can be told apart")])
    unknown = tuple(name for name in dialect.header if name not in wanted)
    return _table(groups, columns, unknown)


def _groups(path: Path, dialect: Dialect, columns: TableColumns, most: int) -> list[tuple] | None:
    """Rows of equal codes: codes, contributor, sum of counts, sum of values, odd rows, rows; None if unreadable."""
    names = {f"c{place}": "VARCHAR" for place in range(len(dialect.header))}
    at = {name: f"c{place}" for place, name in enumerate(dialect.header)}
    keys = [f"coalesce(trim({at[name]}), '')" for name in columns.dimensions]
    keys.append(f"coalesce(trim({at[columns.contributor]}), '')" if columns.contributor else "''")
    count, weight = at[columns.count], at[columns.value or columns.count]
    fine = f"coalesce(regexp_full_match(trim({count}), '{WHOLE_PATTERN}'), false)"
    weighed = f"coalesce(regexp_full_match(trim({weight}), '{NUMBER_PATTERN}'), false)"
    # The names are made here and the patterns are constants: nothing of the file enters the statement.
    statement = (
        f"SELECT {', '.join(keys)}, sum(CASE WHEN {fine} THEN trim({count})::BIGINT END)::BIGINT, "  # noqa: S608
        f"sum(CASE WHEN {weighed} THEN trim({weight})::DOUBLE END), "
        f"count(*) FILTER (NOT ({fine} AND {weighed})), count(*) "
        f"FROM read_csv(?, delim=?, header=false, skip=?, columns=?, quote='\"', escape='\"', auto_detect=false, "
        f"strict_mode=true) GROUP BY ALL ORDER BY ALL LIMIT {most + 1}"
    )
    with duckdb.connect(config={"threads": 1, "memory_limit": MEMORY}) as connection:
        try:
            found = connection.execute(statement, [str(path), dialect.delimiter, dialect.skipped, names]).fetchall()
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return None
    if len(found) > most:
        raise Refused([Problem(path.name, 0, "", f"> {most}", "at most {} different rows", (str(most),))])
    return found


def _is_odd(group: tuple, columns: TableColumns, leaves: Mapping[str, frozenset[str]]) -> bool:
    codes = group[: len(columns.dimensions)]
    return bool(group[-2]) or any(
        _code_expected(code, leaves.get(column)) for column, code in zip(columns.dimensions, codes, strict=True)
    )


def _code_expected(code: str, leaves: frozenset[str] | None) -> str:
    """What should stand in the place of a code; empty if it may stay."""
    if code in ("", TOTAL):
        return "an innermost code; {} is the program's word for the sum"
    return "an innermost code of the hierarchy" if leaves is not None and code not in leaves else ""


def _problems(
    path: Path, dialect: Dialect, columns: TableColumns, leaves: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """The slow way through the file, only gone when something is wrong: name each place."""
    at = {name: place for place, name in enumerate(dialect.header)}
    numbers: list[tuple[str, Callable[[str], str]]] = [(columns.count, _count_expected)]
    if columns.value:
        numbers.append((columns.value, _value_expected))
    for line, values in rows_of(path, dialect):
        if len(values) != len(dialect.header):
            expected = "{} values in a row"
            yield Problem(path.name, line, "", str(len(values)), expected, (str(len(dialect.header)),))
            continue
        for column in columns.dimensions:
            code = values[at[column]].strip()
            if expected := _code_expected(code, leaves.get(column)):
                yield Problem(path.name, line, column, code, expected, (TOTAL,))
        for column, check in numbers:
            if expected := check(values[at[column]].strip()):
                yield Problem(path.name, line, column, values[at[column]], expected)


def _count_expected(found: str) -> str:
    if re.fullmatch(WHOLE_PATTERN, found):
        return ""
    return _no_comma(found) or WHOLE


def _value_expected(found: str) -> str:
    if re.fullmatch(NUMBER_PATTERN, found):
        return ""
    return _no_comma(found) or NUMBER


def _no_comma(found: str) -> str:
    is_decimal = re.fullmatch(r"-?[0-9]+,[0-9]+", found)
    return "a decimal point, not a decimal comma" if is_decimal else ""


def _table(groups: Sequence[tuple], columns: TableColumns, unknown: tuple[str, ...]) -> Table:
    counts: dict[CellCodes, int] = {}
    contributions: dict[CellCodes, dict[str, float]] = {}
    width, rows = len(columns.dimensions), 0
    for *keys, count, weight, _odd, found in groups:
        codes, contributor = tuple(keys[:width]), keys[width]
        counts[codes] = counts.get(codes, 0) + count
        rows += found
        if columns.contributor:
            contributions.setdefault(codes, {})[contributor] = float(weight)
    return Table(counts, contributions, unknown, rows)
