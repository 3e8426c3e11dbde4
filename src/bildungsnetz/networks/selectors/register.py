"""How many networks there are on a day, as far as the sources allow to say.

The number is never stored: it is counted from dated memberships, certain and possible ones apart, and a public
source's own count stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bildungsnetz.networks.models import Membership, Network, OfficialCount, Region
from bildungsnetz.networks.models.dated import precise
from bildungsnetz.periods import Certainty, Precision


class RegionStanding(StrEnum):
    """What a region is to the register on a day."""

    MEMBER = "MEMBER"
    SINCE_THIS_DAY = "SINCE_THIS_DAY"
    POSSIBLE = "POSSIBLE"
    NOT_YET = "NOT_YET"
    NO_LONGER = "NO_LONGER"
    NONE = "NONE"

    @property
    def certainty(self) -> Certainty:
        """Whether the region has a network: for certain, possibly, or not."""
        if self in (RegionStanding.MEMBER, RegionStanding.SINCE_THIS_DAY):
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self is RegionStanding.POSSIBLE else Certainty.NO


@dataclass(frozen=True)
class RegionOnDay:
    """A region that exists on the day, its network if it ever had one, and the evidence.

    ``deciding``: the membership the standing rests on; None where there is none. ``memberships``: all of them, as
    evidence, oldest first.
    """

    region: Region
    network: Network | None
    standing: RegionStanding
    deciding: Membership | None
    memberships: tuple[Membership, ...]


@dataclass(frozen=True)
class RegisterOnDay:
    """The register on one day: a row per region existing then, ordered by key.

    ``official``: the counts of public sources that fit the day best; several if they contradict each other.
    """

    day: date
    first_day: date | None
    rows: tuple[RegionOnDay, ...]
    official: tuple[OfficialCount, ...]

    @cached_property
    def certain(self) -> int:
        """Networks that certainly exist."""
        return len(self._networks(Certainty.CERTAIN))

    @cached_property
    def possible(self) -> int:
        """Networks that may exist or not, beyond the certain ones."""
        return len(self._networks(Certainty.POSSIBLE))

    @cached_property
    def none(self) -> int:
        """Regions without a network."""
        return sum(row.standing.certainty is Certainty.NO for row in self.rows)

    @property
    def is_before_first_day(self) -> bool:
        """Whether the day lies before the first date of the register."""
        return self.first_day is None or self.day < self.first_day

    def _networks(self, certainty: Certainty) -> set[int]:
        # Counted by network, not by region: before 2009 two regions shared the network of Aachen.
        return {row.network.pk for row in self.rows if row.network and row.standing.certainty is certainty}


@dataclass(frozen=True)
class Register:
    """All regions, memberships and counts, read once; every question about a day is answered without a query."""

    regions: tuple[Region, ...]
    networks: dict[int, Network]
    memberships: dict[int, tuple[Membership, ...]]
    counts: tuple[OfficialCount, ...]

    @cached_property
    def first_day(self) -> date | None:
        """The earliest beginning known to the day; nothing is claimed about days before it."""
        days = [
            membership.began_on
            for memberships in self.memberships.values()
            for membership in memberships
            if membership.began_on and membership.began_precision == Precision.DAY
        ]
        return min(days, default=None)

    @cached_property
    def contract_days(self) -> tuple[date, ...]:
        """The days on which a network is known to have begun or ended, in order."""
        days = set()
        for memberships in self.memberships.values():
            for membership in memberships:
                if membership.began_on and membership.began_precision == Precision.DAY:
                    days.add(membership.began_on)
                if membership.ended_on and membership.ended_precision == Precision.DAY:
                    days.add(membership.ended_on)
        return tuple(sorted(days))

    def on(self, day: date) -> RegisterOnDay:
        """Return the register on a day."""
        rows = tuple(self._row(region, day) for region in self.regions if _exists(region, day))
        return RegisterOnDay(day, self.first_day, rows, self._official(day))

    def certain_on(self, day: date) -> int:
        """Return how many networks certainly existed on a day."""
        return self.on(day).certain

    def day_before(self, day: date) -> date | None:
        """Return the last contract day before a day."""
        return max((known for known in self.contract_days if known < day), default=None)

    def day_after(self, day: date) -> date | None:
        """Return the next contract day after a day."""
        return min((known for known in self.contract_days if known > day), default=None)

    def _row(self, region: Region, day: date) -> RegionOnDay:
        network = self.networks.get(region.pk) or self.networks.get(region.successor_id or 0)
        memberships = self.memberships.get(network.pk, ()) if network else ()
        standing, deciding = self._standing(memberships, day)
        return RegionOnDay(region, network, standing, deciding, memberships)

    def _standing(self, memberships: Sequence[Membership], day: date) -> tuple[RegionStanding, Membership | None]:
        if not memberships:
            return RegionStanding.NONE, None
        if self.first_day is None or day < self.first_day:
            return RegionStanding.NOT_YET, memberships[0]
        for certainty in (Certainty.CERTAIN, Certainty.POSSIBLE):
            for membership in memberships:
                if membership.period.contains(day) is certainty:
                    return _standing_of(membership, certainty, day), membership
        later = [membership for membership in memberships if membership.period.began.earliest > day]
        if later:
            return RegionStanding.NOT_YET, later[0]
        return RegionStanding.NO_LONGER, memberships[-1]

    def _official(self, day: date) -> tuple[OfficialCount, ...]:
        fitting = tuple(count for count in self.counts if _covers(count, day))
        exact = tuple(count for count in fitting if count.precision == Precision.DAY)
        if exact or fitting:
            return exact or fitting
        return tuple(sorted((count for count in self.counts if count.on < day), key=lambda count: count.on)[-1:])


def register() -> Register:
    """Read the register: regions with district, networks, memberships with source, official counts; four queries."""
    regions = Region.objects.select_related("district").order_by("key")
    networks = {network.region_id: network for network in Network.objects.all()}
    memberships: dict[int, list[Membership]] = {}
    for membership in Membership.objects.select_related("source").order_by("network_id", "pk"):
        memberships.setdefault(membership.network_id, []).append(membership)
    counts = OfficialCount.objects.select_related("source").order_by("on", "-count", "pk")
    return Register(
        tuple(regions),
        networks,
        {network: tuple(found) for network, found in memberships.items()},
        tuple(counts),
    )


def networks_on(day: date) -> RegisterOnDay:
    """Return the networks of the state on a day; four queries however many regions there are."""
    return register().on(day)


def standing_of(network: Network, *, on: date) -> RegionOnDay | None:
    """Return what the register says about one network on a day; None if no region of it existed then."""
    return next((row for row in networks_on(on).rows if row.network == network), None)


def _exists(region: Region, day: date) -> bool:
    begun = region.began_on is None or region.began_on <= day
    return begun and (region.ended_on is None or day < region.ended_on)


def _standing_of(membership: Membership, certainty: Certainty, day: date) -> RegionStanding:
    if certainty is Certainty.POSSIBLE:
        return RegionStanding.POSSIBLE
    began_now = membership.began_precision == Precision.DAY and membership.began_on == day
    return RegionStanding.SINCE_THIS_DAY if began_now else RegionStanding.MEMBER


def _covers(count: OfficialCount, day: date) -> bool:
    counted = precise(count.on, count.precision)
    return counted is not None and counted.earliest <= day <= counted.latest
