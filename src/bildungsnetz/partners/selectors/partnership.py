"""The partners of one network, the people in them, and their cooperations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.models import ConfirmedBy, Cooperation, Function, Institution, Kind, Merge, Person

# Our own rule of thumb, shown with every mark: an entry nobody has confirmed for a year is marked as stale.
CONFIRMED_WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class Neighbour:
    """One cooperation as read from an institution's own page."""

    cooperation: Cooperation
    words: str
    other: Institution


def stale_before(day: date) -> date:
    """Return the first day of confirmation that is still fresh on ``day``."""
    return day - CONFIRMED_WITHIN


def institutions_of(
    network: Network, *, kind: str = "", side: str = "", text: str = "", stale_on: date | None = None,
    with_schools: bool = False, alone_on: date | None = None, self_confirmed_since: date | None = None,
) -> QuerySet[Institution]:  # fmt: skip
    """Return the network's partners, by name: those of its region's towns and those it entered itself.

    Merged entries are left out, schools too unless asked for; ``stale_on`` keeps entries that are stale on that day,
    ``alone_on`` those that run no cooperation that day, ``self_confirmed_since`` those that confirmed themselves.
    """
    found = Institution.objects.filter(Q(town__startswith=network.region.key[:5]) | Q(keeper=network), merged_into=None)
    if not with_schools:
        found = found.exclude(kind=Kind.SCHOOL)
    if kind:
        # A subquery instead of a join, so that nobody comes twice.
        further = Institution.objects.filter(further_kinds__kind=kind)
        found = found.filter(Q(kind=kind) | Q(pk__in=further.values("pk")))
    if side:
        found = found.filter(side=side)
    for word in plain(text).split():
        found = found.filter(search_text__contains=word)
    if stale_on is not None:
        found = found.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=stale_before(stale_on)), ended_on=None)
    if self_confirmed_since is not None:
        found = found.filter(confirmed_by=ConfirmedBy.ITSELF, confirmed_on__gte=self_confirmed_since)
    if alone_on is not None:
        running = cooperations_of(network, on=alone_on).order_by()
        # By lists, not by EXISTS: a database may run through all cooperations once for every institution.
        tied = Q(pk__in=running.values("first")) | Q(pk__in=running.values("second"))
        found = found.exclude(tied).filter(ended_on=None)
    return found.order_by("sort_name", "pk")


def institutions_in_state(
    network: Network, *, state: str, on: date, kind: str = "", side: str = "", text: str = ""
) -> QuerySet[Institution]:
    """Return the partners of a list's filter; ``state``: ``stale``, ``alone``, ``self`` (within 30 days) or empty."""
    return institutions_of(
        network,
        kind=kind,
        side=side,
        text=text,
        stale_on=on if state == "stale" else None,
        alone_on=on if state == "alone" else None,
        self_confirmed_since=on - timedelta(days=30) if state == "self" else None,
    )


def institution_of(network: Network, pk: int) -> Institution | None:
    """Return a partner or school of the network, None if it has no such."""
    return institutions_of(network, with_schools=True).filter(pk=pk).first()


def institutions_by_keys(keys: Iterable[int]) -> dict[int, Institution]:
    """Return institutions by primary key, hidden ones left out; one query, none without keys."""
    wanted = list(keys)
    return {one.pk: one for one in Institution.objects.filter(pk__in=wanted, merged_into=None)} if wanted else {}


def people_at(institution: Institution, *, network: Network) -> list[Function]:
    """Return the functions a network keeps of an institution, running ones first, by name; one query."""
    found = Function.objects.filter(institution=institution, person__network=network).select_related("person")
    return sorted(found, key=lambda one: (one.ended_on is not None, plain(one.person.name), one.pk))


def persons_of(network: Network, *, on: date, mailable: bool = False) -> QuerySet[Person]:
    """Return the contact persons of a network who hold a function on that day, by name."""
    running = Function.objects.filter(
        Q(began_on=None) | Q(began_on__lte=on), Q(ended_on=None) | Q(ended_on__gt=on), person=OuterRef("pk")
    )
    found = Person.objects.filter(Exists(running), network=network)
    if mailable:
        found = found.filter(mailing_agreed_on__isnull=False, mailing_withdrawn_on=None).exclude(email="")
    return found.order_by("name", "pk")


def cooperations_of(network: Network, *, on: date) -> QuerySet[Cooperation]:
    """Return the cooperations of a network that run on a day, with both ends; hidden entries are left out."""
    return (
        Cooperation.objects.filter(
            Q(began_on=None) | Q(began_on__lte=on),
            Q(ended_on=None) | Q(ended_on__gt=on),
            network=network,
            first__merged_into=None,
            second__merged_into=None,
        )
        .select_related("first", "second")
        .order_by("first__sort_name", "second__sort_name", "pk")
    )


def neighbours_of(institution: Institution, *, network: Network) -> list[Neighbour]:
    """Return all cooperations of an institution, running ones first, then by the other's name; one query."""
    found = (
        Cooperation.objects.filter(Q(first=institution) | Q(second=institution), network=network)
        .filter(first__merged_into=None, second__merged_into=None)
        .select_related("first", "second")
    )
    rows = [Neighbour(one, one.words_from(institution), one.other_end(institution)) for one in found]
    return sorted(rows, key=lambda row: (row.cooperation.ended_on is not None, row.other.sort_name, row.cooperation.pk))


def open_merges(network: Network) -> Iterable[Merge]:
    """Return the merges of a network that can be undone, newest first."""
    found = Merge.objects.filter(network=network, undone_at=None).select_related("kept", "dropped")
    return found.order_by("-merged_at", "-pk")
