"""Small instances, entry after entry: each is improved as far as possible while the earlier ones keep their values."""

import numpy as np

from bildungsnetz.engines.allocation.claims import MAXIMISED, ORDER, Claim
from bildungsnetz.engines.allocation.edges import all_edges
from bildungsnetz.engines.allocation.exact import GUIDE, TIES, Programme, programme_of
from bildungsnetz.engines.allocation.improving import Improver, Stage
from bildungsnetz.engines.allocation.instance import Indices, Numbers
from bildungsnetz.engines.allocation.measure import measure
from bildungsnetz.engines.allocation.mixed import Limits
from bildungsnetz.engines.allocation.solution import InternalFailure, NotPossible
from bildungsnetz.engines.allocation.work import Work

EXACT_PUPILS = 500
EXACT_EDGES = 400_000
NODES = 20_000
NODES_FOR_TIES = 200
NODES_FOR_GUIDE = 50
# Above what HiGHS tolerates in an objective of this size, and far below one whole unit.
_TOLERANCE = 1e-4


def is_small(work: Work) -> bool:
    """Tell whether the whole instance can be written out as one programme."""
    pairs = int(np.diff(work.types.start)[work.types.of_pupil].sum())
    return len(work.instance.pupil_ids) <= EXACT_PUPILS and pairs <= EXACT_EDGES


def exactly(work: Work) -> Indices:
    """Allocate aim by aim and claim what was found; the places, sorted.

    Raises: NotPossible if the fixed places cannot be kept under the rules.
    """
    return _Stages(work).run()


class _Stages:
    """The point reached, the values it holds, and the way on."""

    def __init__(self, work: Work) -> None:
        self.work = work
        edges = all_edges(work.instance, work.options, work.types, work.positions)
        self.programme: Programme = programme_of(work.instance, work.options, work.positions, edges)
        self.improver = Improver(self.programme)
        self.point: Numbers | None = None
        self.places: Indices = work.instance.fixed
        self.held: dict[str, int] = {}
        work.counts["columns"] = len(edges.pupil)

    def run(self) -> Indices:
        """Go through the entries of the aims, then settle who goes first among equals."""
        # No claim rests on the guide: each stage after it proves its own value.
        self._search(GUIDE, NODES_FOR_GUIDE)
        self.work.watch.lap(GUIDE)
        for entry in ORDER:
            if entry in self.programme.amounts:
                self._improve(entry)
                self.work.watch.lap(entry)
        self._break_ties()
        self.work.watch.lap(TIES)
        return self.places

    def _improve(self, entry: str) -> None:
        value = self._value(entry)
        if self.point is not None and value == self._trivial(entry):
            self.work.claims[entry] = Claim(value)
        elif self.point is not None and self.work.out_of_time():
            self.work.claims[entry] = Claim(None)
        else:
            answer = self._search(entry, NODES)
            value = self._value(entry)
            self.work.claims[entry] = Claim(
                _whole(answer.bound, entry) if np.isfinite(answer.bound) else None, "search"
            )
        self.held[entry] = value
        self.improver.hold(entry, value)

    def _trivial(self, entry: str) -> int:
        if entry == "A1.filled":
            return most_places(self.work)
        return -1 if entry in MAXIMISED else 0

    def _search(self, entry: str, nodes: int) -> Stage:
        limits = Limits(nodes=nodes, absolute_gap=0.9, seconds=self.work.seconds_left())
        answer = self.improver.improve(entry, self.held, self.point, limits)
        self.work.counts["programmes"] = self.work.counts.get("programmes", 0) + 1
        if answer.infeasible and self.point is None:
            raise NotPossible
        if answer.x is None and self.point is None:
            raise InternalFailure(f"no allocation found for {entry}")
        if answer.x is not None:
            self._accept(answer.x)
        if not answer.optimal:
            self.work.counts["unfinished"] = self.work.counts.get("unfinished", 0) + 1
        return answer

    def _accept(self, x: Numbers) -> None:
        """Take a point over only if the recount in whole numbers confirms what the earlier stages hold.

        A stage that was cut short may find an earlier entry improved; what was claimed of it stays true.
        """
        places = self.programme.places(x)
        entries = measure(self.work.instance, self.work.options, self.work.positions, places).entries()
        if all(_as_good(entry, entries[entry], value) for entry, value in self.held.items()):
            self.point, self.places = x, places
            self.held = {entry: entries[entry] for entry in self.held}

    def _break_ties(self) -> None:
        """Prefer whoever goes first; no aim changes. Ends after few nodes: nothing is claimed about it."""
        if not self.work.out_of_time():
            self._search(TIES, NODES_FOR_TIES)

    def _value(self, entry: str) -> int:
        return measure(self.work.instance, self.work.options, self.work.positions, self.places).entries()[entry]


def most_places(work: Work) -> int:
    """Count the places that could be given if every place suited everybody."""
    return int(min(work.instance.offers.capacity.sum(), work.instance.pupils.days.astype(np.int64).sum()))


def _as_good(entry: str, value: int, held: int) -> bool:
    return value >= held if entry in MAXIMISED else value <= held


def _whole(bound: float, entry: str) -> int:
    """Round a bound on a whole number towards it."""
    return int(np.floor(bound + _TOLERANCE)) if entry in MAXIMISED else int(np.ceil(bound - _TOLERANCE))
