"""Reading SPEC.json and the files it names."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bildungsnetz.engines.disclosure.csv_input import read_earlier, read_hierarchy
from bildungsnetz.engines.disclosure.hierarchy import tree_of
from bildungsnetz.engines.disclosure.spec import (
    CELL_KEY,
    METHODS,
    ROUNDING,
    SUPPRESSION,
    Dimension,
    Dominance,
    Earlier,
    Method,
    Problem,
    Refused,
    Rule,
    Spec,
)
from bildungsnetz.engines.disclosure.table_input import TableColumns

# Key -> kind of value; what is not here is unknown and refused, since a mistyped rule would protect nobody.
KEYS: Mapping[str, tuple[type, ...]] = {
    "count": (str,), "value": (str,), "contributor": (str,), "dimensions": (list,), "tables": (list,), "rule": (dict,),
    "method": (str,), "base": (int,), "key": (str,), "already_published": (list,), "superseded": (list,),
}  # fmt: skip
RULE_KEYS: Mapping[str, tuple[type, ...]] = {
    "minimum_count": (int,), "zero_is_safe": (bool,), "dominance": (dict,), "singletons": (bool,),
    "zeros_may_hide": (bool,),
}  # fmt: skip
# Columns of the output; a dimension of the same name could not be told apart from them.
RESERVED = ("value", "status", "witness", "change", "serves", "low", "high", "")
KINDS = {str: "a text", list: "a list", dict: "an object", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True)
class Request:
    """All that a spec asks for. ``hierarchies`` are the files of the dimensions that have one.

    ``already_published`` and ``superseded`` are the files named; ``earlier`` is what stands in them.
    """

    spec: Spec
    columns: TableColumns
    hierarchies: Mapping[str, Path]
    already_published: tuple[Path, ...]
    superseded: tuple[Path, ...]
    earlier: tuple[Earlier, ...]

    def leaves(self) -> dict[str, frozenset[str]]:
        """Innermost codes of each dimension that has a hierarchy."""
        given = [dimension for dimension in self.spec.dimensions if dimension.parents is not None]
        return {dimension.column: tree_of(dimension, found=()).leaves for dimension in given}


def read_request(path: Path) -> Request:
    """Read a spec; paths in it are relative to it.

    Raises: Refused with every unknown key, wrong kind of value and problem of the files named.
    """
    given = _object(path)
    problems = [*_kind_problems(path.name, given, KEYS, "")]
    rule = given.get("rule")
    problems += [*_kind_problems(path.name, rule, RULE_KEYS, "rule.")] if isinstance(rule, dict) else []
    if not problems:
        problems = [*_content_problems(path.name, given)]
    if problems:
        raise Refused(problems)
    return _request(path, given)


def _object(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as problem:
        raise Refused([Problem(path.name, problem.lineno, str(problem.colno), problem.msg, "valid JSON")]) from None
    except (OSError, UnicodeDecodeError):
        raise Refused([Problem(path.name, 0, "", "", "a readable JSON file in UTF-8")]) from None
    if not isinstance(given, dict):
        raise Refused([Problem(path.name, 1, "", type(given).__name__, "an object")])
    return given


def _kind_problems(
    file: str, given: dict[str, Any], keys: Mapping[str, tuple[type, ...]], prefix: str
) -> Iterator[Problem]:
    for key, value in given.items():
        if key not in keys:
            yield Problem(file, 0, prefix + key, key, "one of {}", (", ".join(sorted(keys)),))
        elif not isinstance(value, keys[key]) or (isinstance(value, bool) and bool not in keys[key]):
            yield Problem(file, 0, prefix + key, json.dumps(value)[:80], KINDS[keys[key][0]])


def _content_problems(file: str, given: dict[str, Any]) -> Iterator[Problem]:
    if not given.get("count"):
        yield Problem(file, 0, "count", "", "the name of the count column")
    columns = []
    for place, dimension in enumerate(given.get("dimensions") or [{}]):
        column = dimension.get("column") if isinstance(dimension, dict) else None
        if not isinstance(column, str) or column in RESERVED or column in columns:
            expected = "a column, each once and none of the output's own"
            yield Problem(file, 0, f"dimensions[{place}].column", json.dumps(column), expected)
        elif not isinstance(dimension.get("hierarchy", ""), str):
            yield Problem(file, 0, f"dimensions[{place}].hierarchy", "", "a text")
        columns.append(column)
    for place, table in enumerate(given.get("tables", [])):
        if not isinstance(table, list) or not table or any(name not in columns for name in table):
            yield Problem(file, 0, f"tables[{place}]", json.dumps(table), "columns of the dimensions")
    yield from _rule_problems(file, given)
    for key in ("already_published", "superseded"):
        for place, name in enumerate(given.get(key, [])):
            if not isinstance(name, str):
                yield Problem(file, 0, f"{key}[{place}]", json.dumps(name), "a text")


def _rule_problems(file: str, given: dict[str, Any]) -> Iterator[Problem]:
    rule = given.get("rule", {})
    if not 1 <= rule.get("minimum_count", 3) <= 1000:
        yield Problem(file, 0, "rule.minimum_count", str(rule["minimum_count"]), "a whole number from 1 to 1000")
    yield from _method_problems(file, given, minimum_count=rule.get("minimum_count", 3))
    dominance = rule.get("dominance")
    if dominance is None:
        return
    n, k = dominance.get("n"), dominance.get("k")
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        yield Problem(file, 0, "rule.dominance.n", json.dumps(n), "a whole number >= 1")
    if not isinstance(k, int | float) or isinstance(k, bool) or not 0 < k <= 100:
        yield Problem(file, 0, "rule.dominance.k", json.dumps(k), "a percentage above 0 and up to 100")
    if not given.get("contributor"):
        yield Problem(file, 0, "contributor", "", "the column of the contributors, since there is a dominance rule")


def _method_problems(file: str, given: dict[str, Any], *, minimum_count: int) -> Iterator[Problem]:
    method, base = given.get("method", SUPPRESSION), given.get("base", 5)
    if method not in METHODS:
        yield Problem(file, 0, "method", method, "one of {}", (", ".join(METHODS),))
    if method == ROUNDING and not 3 <= base <= 1000:
        yield Problem(file, 0, "base", str(base), "a whole number from 3 to 1000")
    if method == CELL_KEY and not minimum_count <= base <= 100:
        expected = "a whole number from {} (the minimum count) to 100"
        yield Problem(file, 0, "base", str(base), expected, (str(minimum_count),))
    if method == CELL_KEY and not given.get("key"):
        yield Problem(file, 0, "key", "", "the office's secret, from which all changes are drawn")
    if method in (ROUNDING, CELL_KEY) and given.get("superseded"):
        yield Problem(file, 0, "superseded", method, "corrections with method suppression")
    if method in (ROUNDING, CELL_KEY) and given.get("rule", {}).get("singletons"):
        yield Problem(file, 0, "rule.singletons", method, "singletons with method suppression")


def _request(path: Path, given: dict[str, Any]) -> Request:
    folder, rule = path.parent, given.get("rule", {})
    dominance = rule.get("dominance")
    problems: list[Problem] = []
    hierarchies = {item["column"]: folder / item["hierarchy"] for item in given["dimensions"] if item.get("hierarchy")}
    parents = {column: _collect(problems, read_hierarchy, file) for column, file in hierarchies.items()}
    superseded = [folder / name for name in given.get("superseded", [])]
    # A file may stand in both lists; superseded is the stronger word.
    standing = [folder / name for name in given.get("already_published", []) if folder / name not in superseded]
    earlier = [_collect(problems, read_earlier, file, superseded=False) for file in standing]
    earlier += [_collect(problems, read_earlier, file, superseded=True) for file in superseded]
    if problems:
        raise Refused(problems)
    spec = Spec(
        dimensions=tuple(Dimension(item["column"], parents.get(item["column"])) for item in given["dimensions"]),
        tables=tuple(tuple(table) for table in given.get("tables", [])),
        rule=Rule(
            minimum_count=rule.get("minimum_count", 3),
            zero_is_safe=rule.get("zero_is_safe", True),
            dominance=Dominance(dominance["n"], dominance["k"]) if dominance else None,
            singletons=rule.get("singletons", False),
            zeros_may_hide=rule.get("zeros_may_hide", True),
        ),
        method=Method(given.get("method", SUPPRESSION), given.get("base", 5), given.get("key", "")),
    )
    columns = TableColumns(spec.columns, given["count"], given.get("value", ""), given.get("contributor", ""))
    return Request(
        spec, columns, hierarchies,
        tuple(standing), tuple(superseded), tuple(found for found in earlier if found is not None),
    )  # fmt: skip


def _collect(problems: list[Problem], read: Any, path: Path, **options: bool) -> Any:
    """Read a file and keep its problems, so that those of all files are named together."""
    try:
        return read(path, **options)
    except Refused as refusal:
        problems.extend(refusal.problems)
        return None
