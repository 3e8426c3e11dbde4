"""The claims of the report against ``certificate.json``: each bound is recomputed, searched again or refused."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bildungsnetz.engines.allocation_check.aims import MAXIMISED, ORDER, Places, entries_of
from bildungsnetz.engines.allocation_check.bounds import LARGEST_MULTIPLIER, UNIT, Multipliers, dual_bound
from bildungsnetz.engines.allocation_check.case import Case, Flags
from bildungsnetz.engines.allocation_check.figures import AIMS, LISTS
from bildungsnetz.engines.allocation_check.findings import Findings
from bildungsnetz.engines.allocation_check.fullset import FullSet
from bildungsnetz.engines.allocation_check.search import Search

SEARCHED_UP_TO = 500
"""Pupils up to whose number a bound found by search is searched again."""


class Malformed(Exception):
    """A part of the certificate is not what the format says; the text names it."""


class Claims:
    """All bounds of one run."""

    def __init__(
        self, case: Case, full: FullSet, places: Places, values: Mapping[str, int], wishers: Flags, findings: Findings
    ) -> None:
        self.case, self.full, self.places = case, full, places
        self.values, self.wishers, self.findings = values, wishers, findings
        self.search: Search | None = None

    def check(self, report: Mapping[str, Any], certificate: Mapping[str, Any]) -> None:
        """Check every aim that claims a bound."""
        aims = report.get("aims")
        entries = certificate.get("aims")
        if certificate.get("unit") != UNIT or not isinstance(aims, dict) or not isinstance(entries, dict):
            self.findings.differs("certificate", "certificate", "unit, aims", certificate.get("unit"))
            return
        for aim in AIMS:
            said = aims.get(aim)
            if isinstance(said, dict) and said.get("bound") is not None:
                self._check_aim(aim, said["bound"], said.get("by"), entries.get(aim))

    def _check_aim(self, aim: str, bound: Any, by: Any, entries: Any) -> None:
        names = entries_of(aim)
        bounds = bound if aim in LISTS else [bound]
        try:
            found = _entries(names, entries)
        except Malformed as error:
            self.findings.differs(f"bound.{aim}", "certificate", aim, error)
            return
        said = [entry.get("bound") for entry in found]
        self.findings.compare(f"bound.{aim}", "figure", f"aims.{aim}.bound", bounds, said)
        kinds = {entry.get("by") for entry in found}
        self.findings.compare(f"bound.{aim}", "figure", f"aims.{aim}.by", by, _by(kinds))
        for name, entry in zip(names, found, strict=True):
            self._check_entry(name, entry)

    def _check_entry(self, name: str, entry: Mapping[str, Any]) -> None:
        bound, by = entry.get("bound"), entry.get("by")
        try:
            if isinstance(bound, bool) or not isinstance(bound, int):
                raise Malformed(f"bound = {bound!r}")
            if by == "search":
                self._check_search(name, bound)
                return
            if by == "trivial":
                right = self._trivial(name)
            elif by == "dual":
                multipliers = read_multipliers(self.case, name, entry)
                right = dual_bound(self.case, self.full, multipliers, self.values, self.wishers)
            else:
                raise Malformed(f"by = {by!r}")
        except Malformed as error:
            self.findings.differs(f"bound.{name}", "certificate", name, error)
            return
        # A claim weaker than what follows is true all the same; only a stronger one is false.
        if bound < right if name in MAXIMISED else bound > right:
            self.findings.differs(f"bound.{name}", "bound", name, bound, right)
        else:
            self.findings.confirmed.append(self.findings.text("holds_bound", name, bound, by))

    def _trivial(self, name: str) -> int:
        if name == "A1.filled":
            return int(min(self.case.offers.capacity.sum(), self.case.pupils.days.sum()))
        if name in MAXIMISED:
            return 10 * int(self.case.pupils.days.sum())
        return 0

    def _check_search(self, name: str, bound: int) -> None:
        if len(self.case.pupils.ids) > SEARCHED_UP_TO:
            self.findings.not_rechecked.append(self.findings.text("not_rechecked", name, SEARCHED_UP_TO))
            return
        if self.search is None:
            self.search = Search(self.case, self.places, self.values, self.wishers)
        right = self.search.bound(name, bound)
        if right is None:
            self.findings.differs(f"bound.{name}", "unsolved", name, bound)
        elif bound < right if name in MAXIMISED else bound > right:
            self.findings.differs(f"bound.{name}", "search", name, bound, right)
        else:
            self.findings.confirmed.append(self.findings.text("holds_bound", name, bound, "search"))


def _by(kinds: set[Any]) -> Any:
    """Return the kind of a whole aim: search if any entry rests on one, else dual if any does."""
    return next((kind for kind in ("search", "dual", "trivial") if kind in kinds), None)


def _entries(names: list[str], entries: Any) -> list[Mapping[str, Any]]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Malformed("entries")
    if [entry.get("entry") for entry in entries] != [name.split(".")[1] for name in names]:
        raise Malformed(f"{[entry.get('entry') for entry in entries]}")
    return entries


def read_multipliers(case: Case, name: str, entry: Mapping[str, Any]) -> Multipliers:
    """Read the multipliers of one entry: whole numbers, not negative, of known offers, schools and earlier entries.

    Raises: Malformed.
    """
    prices = np.zeros(len(case.offers.ids), np.int64)
    for offer, price in _object(entry, "offers").items():
        prices[_known(case.offers.index, offer)] = _multiplier(price)
    schools = {school: at for at, school in enumerate(case.schools)}
    rows: dict[tuple[int, int], int] = {}
    for row in entry.get("school_rows", []):
        if not isinstance(row, list) or len(row) != 3:
            raise Malformed(f"school_rows: {row!r}")
        key = (_known(case.offers.index, row[0]), _known(schools, row[1]))
        if key in rows or case.offers.max_per_school[key[0]] < 0:
            raise Malformed(f"school_rows: {row!r}")
        rows[key] = _multiplier(row[2])
    earlier = ORDER[: ORDER.index(name)]
    weights = {other: _multiplier(weight) for other, weight in _object(entry, "earlier").items()}
    if unknown := sorted(set(weights) - set(earlier)):
        raise Malformed(f"earlier: {unknown}")
    if case.previous is None:
        weights.pop("A2b.changed", None)
    columns = np.array([(*key, price) for key, price in sorted(rows.items())], np.int64).reshape(len(rows), 3)
    return Multipliers(name, prices, columns[:, 0], columns[:, 1], columns[:, 2], weights)


def _object(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = entry.get(key, {})
    if not isinstance(found, dict):
        raise Malformed(f"{key}: {type(found).__name__}")
    return found


def _known(index: Mapping[str, int], key: Any) -> int:
    if not isinstance(key, str) or key not in index:
        raise Malformed(f"{key!r}?")
    return index[key]


def _multiplier(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_MULTIPLIER:
        raise Malformed(f"{value!r}")
    return value
