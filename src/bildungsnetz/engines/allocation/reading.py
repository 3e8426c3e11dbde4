"""Reading an input folder into an ``Instance``; refuses with every problem of every file at once."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bildungsnetz.engines.allocation.instance import (
    Indices,
    Instance,
    Offers,
    Options,
    Pupils,
    Wishes,
)
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import InputRefused, Problem, Problems
from bildungsnetz.engines.allocation.reading_pairs import PAIRS, PairReader, Pairs, check_fixed
from bildungsnetz.engines.allocation.reading_places import (
    OFFERS,
    PUPILS,
    Rows,
    check_births,
    read_offers,
    read_pupils,
)
from bildungsnetz.engines.allocation.reading_wishes import WISHES, KnownIds, WishReader
from bildungsnetz.engines.allocation.tables import TableFile

FILES = ("pupils.csv", "offers.csv", "wishes.csv", "fixed.csv", "previous.csv")
"""The files of an input folder; the last two are optional."""

_FOLDER = Phrase(
    "ein Ordner mit pupils.csv, offers.csv und wishes.csv", "a folder with pupils.csv, offers.csv and wishes.csv"
)
_KILOMETRES = Phrase("eine Entfernung in Kilometern ab 0", "a distance in kilometres of at least 0")

Progress = Callable[[str], None]
"""Is told what is being done, for a run that takes longer than a second."""


@dataclass(frozen=True, eq=False)
class InputFolder:
    """What an input folder held: the instance, and what the report says about the files."""

    instance: Instance
    sha256: dict[str, str]
    unknown_columns: dict[str, list[str]]
    warnings: list[Problem]
    warning_count: int


def read_input(folder: Path, options: Options, *, progress: Progress = lambda _step: None) -> InputFolder:
    """Read and check an input folder.

    Raises: InputRefused with the first 100 problems of each file; nothing has been changed then.
    """
    _check_arguments(folder, options)
    return _Reading(folder, options, progress).result()


def _check_arguments(folder: Path, options: Options) -> None:
    problems = Problems("--max-km", options.lang)
    if options.max_km is not None and not (math.isfinite(options.max_km) and options.max_km >= 0):
        problems.add(0, "", str(options.max_km), _KILOMETRES)
    missing = Problems(str(folder), options.lang)
    if not folder.is_dir():
        missing.add(0, "", "", _FOLDER)
    if problems.count or missing.count:
        raise InputRefused([missing, problems], options.lang)


class _Reading:
    """One reading of a folder, file after file."""

    def __init__(self, folder: Path, options: Options, progress: Progress) -> None:
        self.options = options
        self.progress = progress
        self.problems = {name: Problems(name, options.lang) for name in FILES}
        self.warnings = {name: Problems(name, options.lang) for name in FILES}
        layouts = dict(zip(FILES, (PUPILS, OFFERS, WISHES, PAIRS, PAIRS), strict=True))
        self.tables = {
            name: TableFile(folder / name, layouts[name], self.problems[name])
            for name in FILES
            if name not in FILES[3:] or (folder / name).exists()
        }

    def result(self) -> InputFolder:
        """Read all files, or refuse them together."""
        self.progress("pupils.csv")
        pupils = read_pupils(self.tables["pupils.csv"])
        self.progress("offers.csv")
        offers = read_offers(self.tables["offers.csv"])
        check_births(pupils, offers, self.problems["pupils.csv"])
        names = _Names(pupils, offers)
        known = names.known(pupils=self.tables["pupils.csv"].readable, offers=self.tables["offers.csv"].readable)
        self.progress("wishes.csv")
        wishes = WishReader(self.tables["wishes.csv"], known, self.warnings["wishes.csv"])
        wishes.read()
        fixed = self._pairs("fixed.csv", known)
        previous = self._pairs("previous.csv", known)
        self._refuse()
        instance = _assemble(names, pupils, offers, wishes.result(names.targets))
        if fixed is not None:
            check_fixed(instance, self.options, fixed, self.problems["fixed.csv"])
            self._refuse()
        return self._input(instance, fixed, previous)

    def _pairs(self, name: str, known: KnownIds) -> Pairs | None:
        if name not in self.tables:
            return None
        self.progress(name)
        return PairReader(self.tables[name], known, self.warnings[name], gone_allowed=name == "previous.csv").read()

    def _refuse(self) -> None:
        if any(problems.count for problems in self.problems.values()):
            raise InputRefused(self.problems.values(), self.options.lang)

    def _input(self, instance: Instance, fixed: Pairs | None, previous: Pairs | None) -> InputFolder:
        if fixed is not None:
            instance = replace(instance, fixed=fixed.rows)
        if previous is not None:
            instance = replace(instance, previous=previous.rows)
        return InputFolder(
            instance=instance,
            sha256={name: table.sha256 for name, table in self.tables.items()},
            unknown_columns={name: [*table.unknown_columns] for name, table in self.tables.items()},
            warnings=[warning for warnings in self.warnings.values() for warning in warnings.first()],
            warning_count=sum(warnings.count for warnings in self.warnings.values()),
        )


class _Names:
    """All ids sorted as text, so that the order of the rows read never matters."""

    def __init__(self, pupils: Rows, offers: Rows) -> None:
        self.pupils = tuple(sorted(pupils.place))
        self.offers = tuple(sorted(offers.place))
        admitted = {school for schools in set(offers.columns["schools"]) for school in schools}
        self.schools = tuple(sorted(admitted.union(pupils.columns["school_id"])))
        self.companies = tuple(sorted(set(offers.columns["company_id"])))
        listed = {day for days in set(pupils.columns["dates"]) for day in days}
        self.dates = tuple(sorted(listed.union(offers.columns["date"])))
        self.fields = tuple(sorted(set(offers.columns["field"])))
        self.groups = tuple(sorted(set(pupils.columns["group"])))
        self.targets = (self.offers, self.companies, self.fields)

    def known(self, *, pupils: bool, offers: bool) -> KnownIds:
        """Return the index of each id; none for files that could not be read."""
        return KnownIds(
            _index(self.pupils) if pupils else None,
            _index(self.offers) if offers else None,
            _index(self.companies) if offers else None,
            _index(self.fields) if offers else None,
        )


def _index(names: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _codes(cells: Sequence[str], names: Sequence[str], order: Sequence[int]) -> Indices:
    index = _index(names)
    return np.array([index[cells[row]] for row in order], np.int32)


def _assemble(names: _Names, pupils: Rows, offers: Rows, wishes: Wishes) -> Instance:
    return Instance(
        pupil_ids=names.pupils,
        offer_ids=names.offers,
        school_ids=names.schools,
        company_ids=names.companies,
        dates=names.dates,
        fields=names.fields,
        groups=names.groups,
        pupils=_pupils(names, pupils),
        offers=_offers(names, offers),
        wishes=wishes,
    )


def _pupils(names: _Names, rows: Rows) -> Pupils:
    order = [rows.place[name] for name in names.pupils]
    cells = rows.columns
    return Pupils(
        school=_codes(cells["school_id"], names.schools, order),
        days=np.array(cells["days"], np.int8)[order],
        can_go=_can_go(names.dates, cells["dates"], order),
        lat=np.array(cells["lat"], np.float64)[order],
        lon=np.array(cells["lon"], np.float64)[order],
        birth_day=np.array(cells["birth_date"], np.int32)[order],
        age=np.array(cells["age"], np.int16)[order],
        step_free=np.array(cells["accessible"], np.bool_)[order],
        group=_codes(cells["group"], names.groups, order),
        carry=np.array(cells["carry"], np.int64)[order],
        arrival=np.array(cells["arrival"], np.int64)[order],
    )


def _can_go(dates: Sequence[str], lists: Sequence[tuple[str, ...]], order: Sequence[int]) -> np.ndarray:
    rows = {days: np.array([not days or day in days for day in dates], np.bool_) for days in set(lists)}
    return np.array([rows[lists[row]] for row in order], np.bool_).reshape(len(order), len(dates))


def _offers(names: _Names, rows: Rows) -> Offers:
    order = [rows.place[name] for name in names.offers]
    cells = rows.columns
    school = _index(names.schools)
    admitted = [sorted(school[one] for one in cells["schools"][row]) for row in order]
    return Offers(
        company=_codes(cells["company_id"], names.companies, order),
        date=_codes(cells["date"], names.dates, order),
        field=_codes(cells["field"], names.fields, order),
        capacity=np.array(cells["capacity"], np.int64)[order],
        min_group=np.array(cells["min_group"], np.int64)[order],
        lat=np.array(cells["lat"], np.float64)[order],
        lon=np.array(cells["lon"], np.float64)[order],
        min_age=np.array(cells["min_age"], np.int16)[order],
        step_free=np.array(cells["accessible"], np.bool_)[order],
        max_per_school=np.array(cells["max_per_school"], np.int64)[order],
        schools_start=np.concatenate(([0], np.cumsum([len(one) for one in admitted]))).astype(np.int64),
        schools=np.array([one for schools in admitted for one in schools], np.int32),
    )
