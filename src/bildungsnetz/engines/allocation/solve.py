"""Make an allocation that is best in the aims A1 to A5, in this order, and show how good it is."""

from collections.abc import Callable

import numpy as np

from bildungsnetz.engines.allocation.claims import MAXIMISED, ORDER, Claim, aims_of, certificate, in_prices, settle
from bildungsnetz.engines.allocation.instance import Indices, Instance, Options
from bildungsnetz.engines.allocation.large import allocate_many
from bildungsnetz.engines.allocation.measure import check_rules, measure
from bildungsnetz.engines.allocation.modes import serial_choice
from bildungsnetz.engines.allocation.solution import Solution
from bildungsnetz.engines.allocation.stages import exactly, is_small, most_places
from bildungsnetz.engines.allocation.work import Work, begin


def solve(instance: Instance, options: Options, *, clock: Callable[[], float] | None = None) -> Solution:
    """Allocate the places in the mode that was asked for.

    ``clock`` gives seconds and only fills ``Solution.steps`` (and ends the search under ``options.time_limit``).
    Raises: NotPossible if the fixed places cannot be kept under the rules; InternalFailure if the result breaks a rule
    or beats its own bound.
    """
    work = begin(instance, options, clock)
    return conclude(work, allocate(work))


def allocate(work: Work) -> Indices:
    """Choose the way that fits mode and size; the places, sorted by pupil and offer."""
    if work.options.mode == "best" and is_small(work):
        return exactly(work)
    if work.options.mode == "best":
        return allocate_many(work)
    places = serial_choice(work)
    work.claims.update(plain_claims(work))
    work.watch.lap("choice")
    return places


def plain_claims(work: Work) -> dict[str, Claim]:
    """Claim what needs no search: no more places than exist or are needed, ten points each, no count below zero."""
    most = {"A1.filled": most_places(work), "A4.wishes": 10 * int(work.instance.pupils.days.astype(np.int64).sum())}
    entries = [entry for entry in ORDER if entry != "A2b.changed" or work.instance.previous is not None]
    return {entry: Claim(most[entry] if entry in MAXIMISED else 0) for entry in entries}


def conclude(work: Work, places: Indices) -> Solution:
    """Recount an allocation in whole numbers and put it beside what is claimed."""
    instance, options, positions = work.instance, work.options, work.positions
    check_rules(instance, options, positions, places)
    worth = measure(instance, options, positions, places)
    needed = int(instance.pupils.days.astype(np.int64).sum())
    claims = {
        entry: in_prices(entry, claim, needed=needed, offer_ids=instance.offer_ids)
        for entry, claim in settle(worth, work.claims).items()
    }
    return Solution(
        places=places,
        aims=aims_of(worth, claims, with_previous=instance.previous is not None),
        prices=np.zeros(len(instance.offer_ids), np.int64) if work.prices is None else work.prices,
        certificate=certificate(claims),
        steps=work.watch.steps,
        counts=work.counts,
        cut=work.cut,
    )
