"""Prices by dual ascent: where more is asked for than there is, the price rises, where less, it falls.

First each price has a step of its own that grows while its direction holds (Riedmiller and Braun's Rprop), then all
move by a common, falling step along the subgradient. The best prices seen are kept: each is a bound.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np

from bildungsnetz.engines.allocation.instance import Array, Integers, Numbers
from bildungsnetz.engines.allocation.pricing import DEAR, Demand, Prices, Table, price_pass, price_table
from bildungsnetz.engines.allocation.reach import Cells, Reach
from bildungsnetz.engines.allocation.weights import Market, Weights


@dataclass(frozen=True, eq=False)
class Priced:
    """Prices, the value of Lagrange's function there (in 1/1024), and the worth of each pupil's best bundle."""

    prices: Prices
    value: int
    worth: Integers


@numba.njit(cache=True)
def _spread(reach: Reach, cells: Cells, prices: Prices, table: Table, demand: Demand, left: Array, near: int,
            of_offer: Array, of_row: Array) -> None:  # fmt: skip
    """Share the demand for any place of a cell out among its offers that cost nearly the least, by what is left."""
    count = len(cells.date)
    for kind in range(len(reach.base)):
        allowed = reach.allowed[reach.need[kind]]
        for cell in range(count):
            asked = demand.pool[kind, cell]
            if asked == 0 or table.price[kind, cell] >= DEAR:
                continue
            first = reach.base[kind] * count + cell
            total = 0.0
            for turn in range(2):
                for at in range(reach.start[first], reach.start[first + 1]):
                    offer, price = reach.offer[at], prices.offer[reach.offer[at]]
                    row = reach.row[at] if len(reach.row) else -1
                    if row >= 0:
                        price += prices.row[row]
                    if not allowed[reach.kind[offer]] or price > table.price[kind, cell] + near:
                        continue
                    if turn == 0:
                        total += left[offer]
                        continue
                    of_offer[offer] += asked * left[offer] / total
                    if row >= 0:
                        of_row[row] += asked * left[offer] / total


class Ascent:
    """Improves prices for one weighing of the entries; ``limit`` and ``row_limit`` are what the rows H3, H5 allow."""

    def __init__(self, market: Market, weights: Weights, start: Prices) -> None:
        self.market, self.weights = market, weights
        self.limit = market.instance.offers.capacity.astype(np.float64)
        self.row_limit = market.reach.row_limit.astype(np.float64)
        self.point = np.concatenate([start.offer, start.row]).astype(np.float64)
        self.passes = 0
        self.best = self._look()[0]

    def _prices(self) -> Prices:
        whole = np.rint(self.point).astype(np.int64)
        offers = len(self.limit)
        return Prices(whole[:offers].copy(), whole[offers:].copy())

    def _look(self, near: int = 0) -> tuple[Priced, Numbers]:
        """Price everything at the present point; return it with the excess of demand over supply."""
        market, prices = self.market, self._prices()
        table = price_table(market, prices, self.weights.metre)
        worth, demand = price_pass(market, self.weights, prices, table)
        of_offer, of_row = demand.offer.astype(np.float64), demand.row.astype(np.float64)
        left = np.maximum(self.limit - of_offer, 0) + 0.05 * self.limit + 1e-3
        _spread(market.reach, market.cells, prices, table, demand, left, near, of_offer, of_row)
        value = lagrange(market, prices, worth)
        self.passes += 1
        return Priced(prices, value, worth), np.concatenate([of_offer - self.limit, of_row - self.row_limit])

    def _keep(self, found: Priced) -> bool:
        if found.value < self.best.value:
            self.best = found
            return True
        return False

    def own_steps(
        self, passes: int, first: float, least: float, most: float, stop: Callable[[], bool] = lambda: False
    ) -> None:
        """Move every price by a step of its own (in 1/1024), until ``stop`` says so or the passes are over."""
        step = np.full(len(self.point), first)
        before = np.zeros(len(self.point))
        for _ in range(passes):
            if stop():
                return
            found, excess = self._look(int(least))
            self._keep(found)
            sign = np.sign(np.where(np.abs(excess) < 1e-6, 0, excess))
            step = np.clip(np.where(sign == before, step * 1.2, step * 0.5), least, most)
            before = sign
            self.point = np.maximum(0, self.point + step * sign)


def lagrange(market: Market, prices: Prices, worth: Array) -> int:
    """Add the best worths and what the capacities cost, in whole numbers (1/1024)."""
    limits = market.instance.offers.capacity
    return (
        int(worth.sum())
        + int((prices.offer * np.minimum(limits, 2**40)).sum())
        + int((prices.row * market.reach.row_limit).sum())
    )
