"""The figures of a run as plain data, the same for ``report.json``, the page and the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bildungsnetz.engines.allocation.diagnosis import Finding
from bildungsnetz.engines.allocation.figures import (
    MOST_MISSING,
    NO_RANK,
    Changes,
    PlaceFigures,
    PupilFigures,
)
from bildungsnetz.engines.allocation.instance import WISH_COMPANY, WISH_FIELD, WISH_OFFER, Instance, Integers, Options
from bildungsnetz.engines.allocation.reading import InputFolder
from bildungsnetz.engines.allocation.solution import Solution
from bildungsnetz.engines.allocation.wishing import LAST_POSITION

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Run:
    """Everything a report is made from."""

    source: InputFolder
    options: Options
    solution: Solution
    of_places: PlaceFigures
    of_pupils: PupilFigures
    changes: Changes | None
    diagnosis: list[Finding]

    @property
    def instance(self) -> Instance:
        """Return what was allocated."""
        return self.source.instance


def report_of(run: Run, about_run: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report; only what stands under ``run`` may differ between two runs of the same input.

    ``positions`` counts places by position 1..11 (an unwished place stands behind the pupil's list), ``granted`` the
    wished ones among them, ``unwished`` those not wished for, ``missing`` pupils by missing places, ``best`` pupils by
    their best granted wish (``none``: with eligible wishes, none granted). The same stands under each id of
    ``schools`` and ``groups``.
    """
    aims = {
        name: {"value": aim.value, "bound": aim.bound, "gap": aim.gap, "proven": aim.proven, "by": aim.by}
        for name, aim in run.solution.aims.items()
    }
    report: dict[str, Any] = {
        "format": FORMAT,
        "seed": run.options.seed,
        "options": _options(run.options),
        **_whole(run),
        "bound": aims["A1"]["bound"],
        "aims": aims,
        "fields_by_date": _cells(run),
        "schools": _by(run, run.instance.pupils.school, run.instance.school_ids),
        "groups": _by(run, run.instance.pupils.group, run.instance.groups),
        "diagnosis": [finding.as_dict() for finding in run.diagnosis],
        "sha256": run.source.sha256,
        "unknown_columns": {name: columns for name, columns in run.source.unknown_columns.items() if columns},
        "warnings": [warning.sentence(run.options.lang) for warning in run.source.warnings],
        "warning_count": run.source.warning_count,
        "counts": dict(sorted(run.solution.counts.items())),
        "run": {**about_run, "seconds": dict(run.solution.steps), "cut": run.solution.cut},
    }
    if run.changes is not None:
        changes = run.changes
        report |= {"hit": changes.hit, "changed": changes.changed, "worsened": changes.worsened}
    return report


def needs_a_look(report: Mapping[str, Any]) -> bool:
    """Tell whether a person must look at the result: places are missing, or somebody is worse off than before."""
    return bool(report["filled"] < report["needed"] or report.get("worsened"))


def _options(options: Options) -> dict[str, Any]:
    return {
        "mode": options.mode,
        "max_km": options.max_km,
        "only_wished": options.only_wished,
        "fields_may_repeat": options.fields_may_repeat,
        "time_limit": options.time_limit,
        "lang": options.lang,
    }


def _whole(run: Run) -> dict[str, Any]:
    everybody = np.arange(len(run.instance.pupil_ids))
    return {
        "places": int(run.instance.offers.capacity.sum()),
        **_figures(run, everybody, np.arange(len(run.of_places.rank))),
    }


def _figures(run: Run, pupils: Integers, places: Integers) -> dict[str, Any]:
    """Return the figures of some pupils and their places."""
    of_places, of_pupils = run.of_places, run.of_pupils
    days = run.instance.pupils.days[pupils]
    position = np.bincount(of_places.position[places], minlength=LAST_POSITION + 1)
    wished = places[of_places.rank[places] != NO_RANK]
    granted = np.bincount(of_places.position[wished], minlength=LAST_POSITION + 1)
    missing = np.bincount(of_pupils.missing[pupils], minlength=MOST_MISSING + 1)
    best = of_pupils.best[pupils]
    reached = np.bincount(best[best <= LAST_POSITION], minlength=LAST_POSITION + 1)
    without = int(np.sum((best > LAST_POSITION) & of_pupils.has_wish[pupils]))
    return {
        "pupils": len(pupils),
        "needed": int(days.sum()),
        "filled": len(places),
        "unwished": int(np.sum(of_places.rank[places] == NO_RANK)),
        "positions": {str(at): int(position[at]) for at in range(1, LAST_POSITION + 1)},
        "granted": {str(at): int(granted[at]) for at in range(1, LAST_POSITION + 1)},
        "missing": {str(at): int(missing[at]) for at in range(MOST_MISSING + 1)},
        "best": {**{str(at): int(reached[at]) for at in range(1, LAST_POSITION + 1)}, "none": without},
    }


def _by(run: Run, of_pupil: np.ndarray, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the figures per school or group; those without pupils are left out."""
    of_place = of_pupil[run.solution.places[:, 0]]
    pupils, places = np.argsort(of_pupil, kind="stable"), np.argsort(of_place, kind="stable")
    edges = np.arange(len(names) + 1)
    first_pupil, first_place = np.searchsorted(of_pupil[pupils], edges), np.searchsorted(of_place[places], edges)
    return {
        name: _figures(
            run, pupils[first_pupil[at] : first_pupil[at + 1]], places[first_place[at] : first_place[at + 1]]
        )
        for at, name in enumerate(names)
        if first_pupil[at] < first_pupil[at + 1]
    }


def _cells(run: Run) -> list[dict[str, Any]]:
    """Count per field and date: places, those given, and pupils who may come that day and wished for one of them."""
    instance = run.instance
    offers, fields, dates = instance.offers, len(instance.fields), len(instance.dates)
    cell = offers.field.astype(np.int64) * dates + offers.date
    places = np.bincount(cell, weights=offers.capacity, minlength=fields * dates).astype(np.int64)
    given = np.bincount(cell[run.solution.places[:, 1]], minlength=fields * dates)
    wished = _demand(instance, cell)
    return [
        {
            "field": instance.fields[at // dates],
            "date": instance.dates[at % dates],
            "places": int(places[at]),
            "given": int(given[at]),
            "wished": int(wished[at]),
        }
        for at in range(fields * dates)
        if places[at] or given[at] or wished[at]
    ]


def _demand(instance: Instance, cell: Integers) -> Integers:
    """Count per cell of field and date the pupils who may come that day and wish for something in it."""
    wishes, dates = instance.wishes, len(instance.dates)
    size = len(instance.fields) * dates
    pupil = np.repeat(np.arange(len(instance.pupil_ids)), np.diff(wishes.start))
    asked: list[np.ndarray] = []
    chosen = wishes.kind == WISH_OFFER
    asked.append(pupil[chosen] * size + cell[wishes.target[chosen]])
    by_company = np.unique(instance.offers.company.astype(np.int64) * size + cell)
    asked.append(
        _joined(pupil, wishes.kind == WISH_COMPANY, wishes.target, by_company // size, by_company % size, size)
    )
    by_field = np.unique(cell)
    asked.append(_joined(pupil, wishes.kind == WISH_FIELD, wishes.target, by_field // dates, by_field, size))
    keys = np.unique(np.concatenate(asked))
    possible = instance.pupils.can_go[keys // size, (keys % size) % dates]
    wished: Integers = np.bincount((keys % size)[possible], minlength=size)
    return wished


def _joined(
    pupil: Integers, rows: np.ndarray, target: np.ndarray, group: Integers, cells: Integers, size: int
) -> np.ndarray:
    """Pair each chosen wish with all cells of its target; ``group`` is ascending."""
    rows = rows & (target >= 0)
    low, high = np.searchsorted(group, target[rows]), np.searchsorted(group, target[rows], side="right")
    counts = high - low
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    keys: Integers = np.repeat(pupil[rows] * size, counts) + cells[np.repeat(low, counts) + offsets]
    return keys
