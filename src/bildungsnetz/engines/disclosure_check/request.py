"""What was asked of the protection: ``SPEC.json``, read apart from the protection's own reader."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bildungsnetz.engines.disclosure_check.attack.csv_files import Unreadable

METHODS = ("suppression", "rounding", "cell_key")


@dataclass(frozen=True)
class Request:
    """The spec with paths made absolute; ``dominance`` is (n, k) or None, ``base`` that of rounding."""

    columns: tuple[str, ...]
    hierarchies: Mapping[str, Path]
    tables: tuple[frozenset[str], ...]
    count: str
    value: str
    contributor: str
    minimum_count: int
    zero_is_safe: bool
    dominance: tuple[int, float] | None
    singletons: bool
    method: str
    base: int
    earlier: tuple[Path, ...]
    superseded: tuple[Path, ...]


def read_request(path: Path) -> Request:
    """Read a spec; what is not there has the value that the format names.

    Raises: Unreadable with everything that is missing or of the wrong kind.
    """
    given = _given(path)
    rule = given.get("rule", {})
    dimensions = given.get("dimensions")
    problems = [
        f"{path.name}, {name}: {expected}"
        for name, holds, expected in (
            ("count", isinstance(given.get("count"), str), "the name of the count column expected"),
            ("dimensions", _are_dimensions(dimensions), "a list of objects with 'column' expected"),
            ("rule", isinstance(rule, dict), "an object expected"),
            ("tables", _are_tables(given.get("tables", [])), "a list of lists of columns expected"),
            ("already_published", _are_texts(given.get("already_published", [])), "a list of files expected"),
            ("superseded", _are_texts(given.get("superseded", [])), "a list of files expected"),
            ("method", given.get("method", METHODS[0]) in METHODS, f"one of {', '.join(METHODS)} expected"),
            ("base", _is_number(given.get("base", 5)), "a whole number of 1 or more expected"),
        )
        if not holds
    ]
    if not problems:
        problems = _rule_problems(path.name, rule)
    if problems:
        raise Unreadable(problems)
    return _request(path.parent, given, rule)


def _given(path: Path) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as problem:
        raise Unreadable([f"{path.name}: cannot be read ({problem})"]) from None
    except json.JSONDecodeError as problem:
        raise Unreadable([f"{path.name}, line {problem.lineno}: {problem.msg}"]) from None
    if not isinstance(given, dict):
        raise Unreadable([f"{path.name}: an object expected"])
    return given


def _are_dimensions(given: Any) -> bool:
    return (
        isinstance(given, list)
        and bool(given)
        and all(isinstance(one, dict) and isinstance(one.get("column"), str) for one in given)
        and len({one["column"] for one in given}) == len(given)
    )


def _are_tables(given: Any) -> bool:
    return isinstance(given, list) and all(_are_texts(table) for table in given)


def _are_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


def _is_number(given: Any, *, least: int = 1) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= least


def _rule_problems(file: str, rule: Mapping[str, Any]) -> list[str]:
    problems = []
    if not _is_number(rule.get("minimum_count", 3)):
        problems.append(f"{file}, rule.minimum_count: a whole number of 1 or more expected")
    problems += [
        f"{file}, rule.{name}: true or false expected"
        for name in ("zero_is_safe", "singletons")
        if not isinstance(rule.get(name, True), bool)
    ]
    dominance = rule.get("dominance")
    if dominance is not None and not (
        isinstance(dominance, dict) and _is_number(dominance.get("n")) and isinstance(dominance.get("k"), int | float)
    ):
        problems.append(f"{file}, rule.dominance: n and k expected")
    return problems


def _request(folder: Path, given: Mapping[str, Any], rule: Mapping[str, Any]) -> Request:
    columns = tuple(one["column"] for one in given["dimensions"])
    tables = given.get("tables") or [list(columns)]
    dominance = rule.get("dominance")
    superseded = _paths(folder, given.get("superseded", []))
    return Request(
        columns=columns,
        hierarchies={one["column"]: folder / one["hierarchy"] for one in given["dimensions"] if one.get("hierarchy")},
        tables=tuple(frozenset(table) for table in tables),
        count=given["count"],
        value=given.get("value") or "",
        contributor=given.get("contributor") or "",
        minimum_count=rule.get("minimum_count", 3),
        zero_is_safe=rule.get("zero_is_safe", True),
        dominance=(dominance["n"], float(dominance["k"])) if dominance else None,
        singletons=rule.get("singletons", False),
        method=given.get("method", METHODS[0]),
        base=given.get("base", 5),
        # A file may stand in both lists; superseded is the stronger word.
        earlier=tuple(path for path in _paths(folder, given.get("already_published", [])) if path not in superseded),
        superseded=superseded,
    )


def _paths(folder: Path, names: Sequence[str]) -> tuple[Path, ...]:
    return tuple(folder / name for name in names)
