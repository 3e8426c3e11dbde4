"""Make an allocation that is best in the aims A1 to A5, in this order, and show how good it is."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from bildungsnetz.engines.allocation.claims import MAXIMISED, ORDER, Claim, aims_of, certificate, settle
from bildungsnetz.engines.allocation.edges import all_edges
from bildungsnetz.engines.allocation.eligibility import Types, find_types
from bildungsnetz.engines.allocation.exact import next_stage, programme_of
from bildungsnetz.engines.allocation.instance import Indices, Instance, Integers, Options
from bildungsnetz.engines.allocation.measure import check_rules, measure
from bildungsnetz.engines.allocation.mixed import Limits
from bildungsnetz.engines.allocation.solution import InternalFailure, Solution
from bildungsnetz.engines.allocation.wishing import Positions, find_positions

EXACT_PUPILS = 500
EXACT_EDGES = 400_000


@dataclass
class Stopwatch:
    """Seconds per step, measured with the clock of the caller; without one every step takes 0."""

    clock: Callable[[], float] | None = None
    steps: dict[str, float] = field(default_factory=dict)
    last: float = 0.0

    def lap(self, step: str) -> None:
        """Book the time since the last call under ``step``."""
        now = self.clock() if self.clock else 0.0
        if step:
            self.steps[step] = self.steps.get(step, 0.0) + now - self.last
        self.last = now


@dataclass
class Work:
    """What the steps of a run share: the instance, who may go where, what was wished, and what has been done."""

    instance: Instance
    options: Options
    types: Types
    positions: Positions
    watch: Stopwatch
    counts: dict[str, int] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)


def solve(instance: Instance, options: Options, *, clock: Callable[[], float] | None = None) -> Solution:
    """Allocate the places.

    ``clock`` gives seconds and only fills ``Solution.steps`` (and ends the search under ``options.time_limit``).
    Raises: InternalFailure if the result breaks a rule or beats its own bound.
    """
    watch = Stopwatch(clock)
    watch.lap("")
    types = find_types(instance, options.max_km)
    positions = find_positions(instance, types, options.max_km)
    work = Work(instance, options, types, positions, watch)
    watch.lap("prepare")
    places = _exactly(work)
    check_rules(instance, options, positions, places)
    worth = measure(instance, options, positions, places)
    claims = settle(worth, work.claims)
    return Solution(
        places=places,
        aims=aims_of(worth, claims, with_previous=instance.previous is not None),
        prices=np.zeros(len(instance.offer_ids), np.int64),
        certificate=certificate(claims),
        steps=watch.steps,
        counts=work.counts,
    )


def _exactly(work: Work) -> Indices:
    """Go through the entries of the aims one by one."""
    instance, options = work.instance, work.options
    edges = all_edges(instance, options, work.types, work.positions)
    programme = programme_of(instance, options, work.positions, edges)
    point, places = None, instance.fixed
    held: dict[str, int] = {}
    for entry in ORDER:
        if entry not in programme.amounts:
            continue
        value = measure(instance, options, work.positions, places).entries()[entry]
        if entry not in MAXIMISED and value == 0 and point is not None:
            work.claims[entry] = Claim(0)
        else:
            answer = next_stage(programme, held, entry, point, Limits(nodes=20_000, absolute_gap=0.9))
            if answer.x is None:
                raise InternalFailure(f"no allocation found for {entry}")
            point, places = answer.x, programme.places(answer.x)
            value = measure(instance, options, work.positions, places).entries()[entry]
            work.claims[entry] = Claim(_whole(answer.bound, entry), "search")
        held[entry] = value
        work.watch.lap(entry)
    work.counts["columns"] = len(edges.pupil)
    return places


def _whole(bound: float, entry: str) -> int:
    """Round a bound on a whole number towards it; the margin is far above what HiGHS tolerates."""
    return int(np.floor(bound + 1e-4)) if entry in MAXIMISED else int(np.ceil(bound - 1e-4))


def lottery_numbers(instance: Instance, seed: str) -> Integers:
    """Order the pupils: ``carry`` first, then SHA-256(seed, 0x1F, pupil_id); rank[p] = 0 goes first."""
    digests = [hashlib.sha256(f"{seed}\x1f{pupil}".encode()).digest() for pupil in instance.pupil_ids]
    order = sorted(range(len(digests)), key=lambda p: (-int(instance.pupils.carry[p]), digests[p]))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks
