"""The forecast: a cohort component from counts and transition rates, with its error on the years that have come.

Method ``COHORT-1``: who is counted in a grade is expected in the next one a year later, times the rate at which that
happened in the last three changes of year (children move, a need is found or ends). A rate from fewer than 20 pupils is
replaced by that of all focuses together. Grade 1 is the mean of its last three years. No trend, no births: simple on
purpose, so that everybody can recount it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METHOD = "COHORT-1"
CHANGES = 3
FEWEST = 20
# Two changes of year are the least from which a rate can be told and tried on a year that has come.
LEAST_YEARS = 3

Counts = NDArray[np.float64]


@dataclass(frozen=True)
class BackTest:
    """Forecasts of years that have come since, each made from the years before it only.

    ``rows``: (year, focus position, forecast, came); ``error``: sum of the deviations of the focuses divided by the sum
    of what came (share); ``naive``: the same for "as last year".
    """

    rows: tuple[tuple[int, int, float, float], ...]
    error: float
    naive: float


def rates(history: Counts) -> Counts:
    """Return the transition rates, focuses × grades (all but the last), from counts focuses × grades × years."""
    recent = history[:, :, -(CHANGES + 1) :]
    left, came = recent[:, :-1, :-1].sum(axis=2), recent[:, 1:, 1:].sum(axis=2)
    all_left, all_came = left.sum(axis=0), came.sum(axis=0)
    of_all = np.divide(all_came, all_left, out=np.ones_like(all_left), where=all_left > 0)
    own = np.divide(came, left, out=np.ones_like(left), where=left > 0)
    return np.where(left >= FEWEST, own, np.broadcast_to(of_all, own.shape))


def forecast(history: Counts, *, years: int) -> Counts:
    """Return expected counts, focuses × grades × years ahead. Raises: ValueError for fewer than two years."""
    if history.shape[2] < LEAST_YEARS - 1:
        raise ValueError("a forecast needs at least two years of counts")
    ahead = np.empty((*history.shape[:2], years))
    step, entry = rates(history), history[:, 0, -CHANGES:].mean(axis=1)
    now = history[:, :, -1]
    for number in range(years):
        after = np.empty_like(now)
        after[:, 0] = entry
        after[:, 1:] = now[:, :-1] * step
        ahead[:, :, number] = now = after
    return ahead


def back_test(history: Counts, first_year: int) -> BackTest | None:
    """Try the method on every year with two before it; None if there is none or nobody was counted."""
    rows: list[tuple[int, int, float, float]] = []
    naive = 0.0
    for place in range(LEAST_YEARS - 1, history.shape[2]):
        expected = forecast(history[:, :, :place], years=1)[:, :, 0].sum(axis=1)
        came = history[:, :, place].sum(axis=1)
        naive += float(np.abs(history[:, :, place - 1].sum(axis=1) - came).sum())
        rows += [(first_year + place, focus, float(expected[focus]), float(came[focus])) for focus in range(len(came))]
    whole = sum(row[3] for row in rows)
    if not rows or not whole:
        return None
    return BackTest(tuple(rows), sum(abs(row[2] - row[3]) for row in rows) / whole, naive / whole)


def spread(value: float, *, error: float, ahead: int) -> tuple[float, float]:
    """Return the band around a forecast: the error of the back-test, growing with the root of the years ahead."""
    width = value * error * float(np.sqrt(ahead))
    return max(0.0, value - width), value + width
