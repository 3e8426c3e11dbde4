"""Allocates many pupils: prices first, then places at these prices, then chains; the bounds follow from the prices.

1. A linear programme over the places named in the lists gives prices and most of the named places (``relaxed``).
2. The base price of any place is found on a line, and all prices are refined over the full set (``ascent``).
3. The named places are given, after an earlier allocation what of it can stay (``keeping``); in turn, everybody fills
   up with the best bundle still free at the prices (``seating``).
4. Chains of exchanges improve the weighted worth of all aims, fill first (``chains``).
5. Each entry of the aims gets a bound from prices of its own (``bounds``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.ascent import Ascent, Priced
from bildungsnetz.engines.allocation.bounds import better, dual_claim
from bildungsnetz.engines.allocation.chains import fill, improve
from bildungsnetz.engines.allocation.claims import MAXIMISED, ORDER, UNIT, Claim
from bildungsnetz.engines.allocation.groups import close_small_groups, small_groups
from bildungsnetz.engines.allocation.holdings import worths
from bildungsnetz.engines.allocation.instance import Bools, Indices, Instance, Integers
from bildungsnetz.engines.allocation.keeping import places_to_keep
from bildungsnetz.engines.allocation.measure import measure
from bildungsnetz.engines.allocation.modes import serial_choice
from bildungsnetz.engines.allocation.pricing import Prices
from bildungsnetz.engines.allocation.reach import find_cells, find_reach
from bildungsnetz.engines.allocation.relaxed import Relaxed, relax
from bildungsnetz.engines.allocation.scarcity import scarcity
from bildungsnetz.engines.allocation.seating import Seats, choose_in_turn, new_seats, places_of, seat_places
from bildungsnetz.engines.allocation.ties import priority
from bildungsnetz.engines.allocation.weights import Market, Weights, find_market, weigh
from bildungsnetz.engines.allocation.work import Work

POINT = UNIT
AMOUNTS: Mapping[str, int] = {
    "A1.filled": 8192 * POINT,
    "A2.n0": 8192 * POINT,
    "A2.m5": 8192 * POINT,
    "A2.m4": 8192 * POINT,
    "A2.m3": 4096 * POINT,
    "A2.m2": 2048 * POINT,
    "A2b.changed": 1536 * POINT,
    "A3.none": 1024 * POINT,
    "A3.beyond5": 128 * POINT,
    "A3.beyond3": 16 * POINT,
    "A4.wishes": POINT,
}
"""What the entries count against each other in the search; the bounds do not rest on these being great enough."""

PATIENT_PUPILS = 10_000
"""Up to so many pupils, those who are short go on exchanging when nothing can be filled any more, and try every offer:
it improves later aims, at a cost that grows faster than the number of pupils."""

SHORT_SEARCH, SOME_OFFERS = 50, 16
"""Nodes of a first search to fill up, and the full offers of a cell it tries where there are many pupils."""

PORTION = 500
"""Under a time limit, pupils whose chains are searched between two looks at the clock."""

RELAXED_PUPILS = 60_000
"""Up to so many pupils the linear programme is solved; above, prices come from the ascent alone."""


def allocate_many(work: Work) -> Indices:
    """Allocate, and claim bounds; the places, sorted by pupil and offer."""
    instance, options = work.instance, work.options
    cells = find_cells(instance, fields_may_repeat=options.fields_may_repeat)
    market = find_market(instance, options, work.positions, cells, find_reach(instance, cells, options.max_km))
    amounts = _amounts(instance)
    weights = weigh(amounts)
    order = np.argsort(priority(instance, options.seed), kind="stable").astype(np.int32)
    closed = instance.offers.capacity < np.maximum(1, instance.offers.min_group)
    start = _relaxed(market, weights, closed, work)
    work.watch.lap("relax")
    portion = len(order) if options.time_limit is None else PORTION
    scarce = scarcity(market, start.places, order, closed, portion=portion, stop=work.out_of_time)
    filled = better("A1.filled", _evident(market, "A1.filled"), dual_claim(market, "A1.filled", {}, scarce, {}))
    work.watch.lap("fill")
    priced = _priced(market, weights, start.prices, scarce, work)
    work.watch.lap("prices")
    seats = new_seats(market, weights, closed)
    begin = start.places if instance.previous is None else places_to_keep(market, order, closed)
    seat_places(market, weights, seats, begin)
    choose_in_turn(market, weights, priced.prices, seats, order)
    # Where places are scarce, some are left at these prices; whoever is short takes them.
    choose_in_turn(
        market, weights, _differences(priced.prices), seats, order[seats.held[order] < market.group.days[order]]
    )
    work.watch.lap("choice")
    patient = len(order) <= PATIENT_PUPILS
    most = int(min(seats.capacity.sum(), market.group.days.sum())) if patient else filled.bound or 0
    task = Task(market, weights, priced, seats, order, most, patient, work)
    _exchange(task)
    close_small_groups(market, seats, lambda: _exchange(task))
    work.watch.lap("chains")
    # A fixed place in a small group cannot be closed; serial choice knows how to fill such groups up first.
    places = serial_choice(work) if small_groups(market, seats).any() else places_of(seats)
    work.claims.update({"A1.filled": filled, **_claims(market, amounts, priced, scarce, places, closed, work)})
    work.prices = priced.prices.offer
    work.watch.lap("bounds")
    return places


def _amounts(instance: Instance) -> dict[str, int]:
    """Leave out the entries that cannot differ from zero here."""
    most = int(instance.pupils.days.max(initial=0))
    idle = {f"A2.m{k}" for k in range(2, 6) if k > most} | ({"A2b.changed"} if instance.previous is None else set())
    return {name: amount for name, amount in AMOUNTS.items() if name not in idle}


def _relaxed(market: Market, weights: Weights, closed: Bools, work: Work) -> Relaxed:
    if len(market.instance.pupil_ids) <= RELAXED_PUPILS and not work.out_of_time():
        found = relax(market, weights, closed, seconds=work.seconds_left())
        if found is not None:
            return found
    offers, rows = len(market.instance.offer_ids), len(market.reach.row_offer)
    nothing = Prices(np.zeros(offers, np.int64), np.zeros(rows, np.int64))
    return Relaxed(nothing, market.instance.fixed)


def _based(market: Market, weights: Weights, prices: Prices, scarce: Prices, work: Work) -> Ascent:
    """Add, where places are scarce, the base price at which the bound is least."""
    low, high = 0, weights.place + 16 * POINT
    tried: dict[int, Ascent] = {}

    def at(base: int) -> int:
        if base not in tried:
            lifted = Prices(prices.offer + base * scarce.offer // UNIT, prices.row + base * scarce.row // UNIT)
            tried[base] = Ascent(market, weights, lifted)
        return tried[base].best.value

    # The bound is convex in the base price; most often the least is at nothing or close to the worth of a place.
    if not scarce.offer.any() or at(0) <= at(POINT // 4):
        at(0)
        high = 0
    while high - low > POINT // 4 and not work.out_of_time():
        third = (high - low) // 3
        if at(low + third) <= at(high - third):
            high -= third
        else:
            low += third
    work.counts["passes"] = work.counts.get("passes", 0) + len(tried)
    return tried[min(tried, key=lambda base: (tried[base].best.value, base))]


def _priced(market: Market, weights: Weights, prices: Prices, scarce: Prices, work: Work) -> Priced:
    ascent = _based(market, weights, prices, scarce, work)
    ascent.own_steps(40, POINT / 2, POINT / 64, 4 * POINT, work.out_of_time)
    work.counts["passes"] += ascent.passes
    return ascent.best


@dataclass(frozen=True, eq=False)
class Task:
    """What the exchanges work on; with ``most`` places given, nobody tries to fill up any more."""

    market: Market
    weights: Weights
    priced: Priced
    seats: Seats
    order: Indices
    most: int
    patient: bool
    work: Work


def _losses(task: Task) -> Integers:
    """Tell what each pupil's places are worth less, at the prices, than the best bundle."""
    seats, prices = task.seats, task.priced.prices
    places = places_of(seats)
    paid = np.zeros(len(seats.place), np.int64)
    np.add.at(paid, places[:, 0], prices.offer[places[:, 1]])
    limited = np.nonzero(seats.row >= 0)
    np.add.at(paid, limited[0], prices.row[seats.row[limited]])
    return task.priced.worth - worths(task.market, task.weights, seats) + paid


def _exchange(task: Task) -> None:
    """Fill up, then search chains from those who lose most, until a round brings nothing."""
    _fill_up(task)
    for nodes in (30, 60, 200):
        loss = _losses(task)
        wanting = task.order[loss[task.order] >= POINT // 2]
        wanting = wanting[np.argsort(-loss[wanting], kind="stable")]
        if not _chains(task, task.priced.prices, wanting, nodes):
            break
    _fill_up(task)


def _chains(task: Task, prices: Prices, order: Indices, nodes: int, *, filling: bool = False) -> int:
    """Search chains from these pupils; under a time limit in portions, until the time is over."""
    done, counts, market, seats = 0, task.work.counts, task.market, task.seats
    size = len(order) if task.work.options.time_limit is None else PORTION
    for first in range(0, len(order), max(1, size)):
        if task.work.out_of_time():
            break
        some = order[first : first + size]
        if filling:
            tried = len(seats.taken) if task.patient or nodes > SHORT_SEARCH else SOME_OFFERS
            done += fill(market, task.weights, prices, seats, some, nodes=nodes, tried=tried).chains
        else:
            done += improve(market, task.weights, prices, seats, some, nodes=nodes).chains
    counts["chains"] = counts.get("chains", 0) + done
    return done


def _fill_up(task: Task) -> None:
    """Search chains from the pupils who are short while there are places.

    Where places are scarce every price is near the worth of a place, and no chain would look promising; here prices
    count only as far as they differ.
    """
    prices, held, days = _differences(task.priced.prices), task.seats.held, task.market.group.days
    for nodes in (SHORT_SEARCH, 1000):
        if int(held.sum()) >= task.most:
            return
        _chains(task, prices, task.order[held[task.order] < days[task.order]], nodes, filling=True)


def _differences(prices: Prices) -> Prices:
    """Leave of the prices of offers what is above the middle one."""
    least = max(0, int(np.median(prices.offer)))
    return Prices(np.maximum(0, prices.offer - least), prices.row)


def _claims(
    market: Market, amounts: Mapping[str, int], priced: Priced, scarce: Prices, places: Indices, closed: Bools,
    work: Work,
) -> dict[str, Claim]:  # fmt: skip
    values = measure(market.instance, market.options, market.positions, places).entries()
    claims: dict[str, Claim] = {}
    for entry in ORDER:
        if entry == "A1.filled" or (entry == "A2b.changed" and market.instance.previous is None):
            continue
        claims[entry] = _claim(market, entry, amounts, priced, scarce, values, closed, work)
    return claims


def _claim(
    market: Market, entry: str, amounts: Mapping[str, int], priced: Priced, scarce: Prices, values: Mapping[str, int],
    closed: Bools, work: Work,
) -> Claim:  # fmt: skip
    """Claim what is evident, else the better of the bounds from the common prices and from prices of its own."""
    evident = _evident(market, entry)
    if entry == "A5.metres" or evident.bound == values[entry]:
        return evident
    before = ORDER[: ORDER.index(entry)]
    earlier = {name: amounts[name] for name in before if name in amounts}
    if entry == "A4.wishes":
        return better(entry, evident, dual_claim(market, entry, earlier, priced.prices, values))
    if work.out_of_time():
        return evident
    own = {name: UNIT * weight for name, weight in _small_weights(earlier, entry).items()}
    weights = weigh({**own, entry: UNIT})
    start = _relaxed(market, weights, closed, work).prices
    found = _based(market, weights, start, scarce, work).best
    return better(entry, evident, dual_claim(market, entry, own, found.prices, values))


def _small_weights(earlier: Mapping[str, int], entry: str) -> dict[str, int]:
    """Weigh the earlier entries of the same list each some times the next, and those of earlier aims above them all."""
    own = [name for name in earlier if name.split(".")[0] == entry.split(".")[0]]
    ladder = {name: 8 ** (len(own) - at) for at, name in enumerate(own)}
    top = 8 ** (len(own) + 1)
    return {name: ladder.get(name, 4 * top if name == "A1.filled" else top) for name in earlier}


def _evident(market: Market, entry: str) -> Claim:
    """Claim what needs no multipliers: sums of capacities and days, and that no count is negative."""
    offers, days = market.instance.offers, market.group.days
    if entry == "A1.filled":
        return Claim(int(min(offers.capacity.sum(), days.sum())))
    if entry in MAXIMISED:
        return Claim(10 * int(days.sum()))
    return Claim(0)
