"""Two ways to allocate for comparison: first come first served, and a lottery. Neither claims to be good.

Both are serial choice. In ``booking`` the order is that of arrival, in ``lottery`` the lot; serial choice by lot is
truthful (Svensson, Social Choice and Welfare 16 (1999) 557-567), which is why it is worth a look.
"""

import numpy as np

from bildungsnetz.engines.allocation.choice import choose_in_order, market_of
from bildungsnetz.engines.allocation.eligibility import access, eligible_pairs
from bildungsnetz.engines.allocation.instance import Indices, Instance, Integers, Options
from bildungsnetz.engines.allocation.solution import NotPossible
from bildungsnetz.engines.allocation.ties import priority
from bildungsnetz.engines.allocation.work import Work


def serial_choice(work: Work) -> Indices:
    """Let the pupils choose in the order of the mode; places sorted by pupil and offer.

    Raises: NotPossible if the fixed places stand in offers that this order cannot bring to their minimum.
    """
    return _Round(work).run(order_of_choice(work.instance, work.options))


def order_of_choice(instance: Instance, options: Options) -> Indices:
    """Order the pupils: by arrival when booking (those without come last, by lot), else by ``carry`` and lot."""
    rank = priority(instance, options.seed, by_carry=options.mode != "booking")
    if options.mode != "booking":
        return np.argsort(rank, kind="stable").astype(np.int32)
    arrival = instance.pupils.arrival
    first = np.where(arrival < 0, np.iinfo(np.int64).max, arrival)
    return np.lexsort((rank, first)).astype(np.int32)


class _Round:
    """Serial choice with small offers closed (H7) until every offer that takes place has its minimum."""

    def __init__(self, work: Work) -> None:
        self.work, self.instance = work, work.instance
        offers = self.instance.offers
        self.closed = offers.capacity < offers.min_group
        self.places = np.full(
            (len(self.instance.pupil_ids), int(self.instance.pupils.days.max(initial=0))), -1, np.int32
        )
        self.taken = np.zeros(len(offers.capacity), np.int64)

    def run(self, order: Indices) -> Indices:
        """Return the places, sorted by pupil and offer."""
        for pupil, offer in self.instance.fixed.tolist():
            self._give(pupil, offer)
        for offer in np.unique(self.instance.fixed[:, 1]).tolist():
            self._fill_to_minimum(order, offer)
        while True:
            market = market_of(self.instance, self.work.options, self.work.types, self.places, self.taken, self.closed)
            choose_in_order(self.instance, self.work.positions, market, order)
            small = (self.taken > 0) & (self.taken < self.instance.offers.min_group)
            if not small.any():
                break
            self._close(np.flatnonzero(small))
        pupil, slot = np.nonzero(self.places >= 0)
        rows = np.column_stack([pupil, self.places[pupil, slot]]).astype(np.int32)
        return rows[np.lexsort((rows[:, 1], rows[:, 0]))]

    def _give(self, pupil: int, offer: int) -> None:
        self.places[pupil, int(np.argmin(self.places[pupil]))] = offer
        self.taken[offer] += 1

    def _close(self, offers: Integers) -> None:
        if np.isin(offers, self.instance.fixed[:, 1]).any():
            raise NotPossible
        self.closed[offers] = True
        self.taken[offers] = 0
        self.places[np.isin(self.places, offers)] = -1

    def _fill_to_minimum(self, order: Indices, offer: int) -> None:
        """Bring an offer with fixed places to its minimum before anybody chooses."""
        least = int(self.instance.offers.min_group[offer])
        if self.taken[offer] >= least:
            return
        rows = np.column_stack([order, np.full(len(order), offer)]).astype(np.int32)
        for pupil in order[eligible_pairs(rows, access(self.instance, self.work.options.max_km))].tolist():
            if self.taken[offer] >= least:
                return
            if self._fits(pupil, offer):
                self._give(pupil, offer)

    def _fits(self, pupil: int, offer: int) -> bool:
        offers, mine = self.instance.offers, self.places[pupil][self.places[pupil] >= 0]
        if len(mine) >= self.instance.pupils.days[pupil] or offers.date[offer] in offers.date[mine]:
            return False
        if not self.work.options.fields_may_repeat and offers.field[offer] in offers.field[mine]:
            return False
        school = self.instance.pupils.school
        theirs = int(np.sum((self.places == offer).any(axis=1) & (school == school[pupil])))
        return bool(offers.max_per_school[offer] < 0 or theirs < offers.max_per_school[offer])
