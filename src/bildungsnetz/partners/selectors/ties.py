"""The ties of a network as rows: all of them, those of one page, those around one institution."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.models import Cooperation, Examination, Institution
from bildungsnetz.partners.selectors.partnership import cooperations_of

Tie = tuple[int, int]


def ties_of(network: Network, *, on: date) -> list[Tie]:
    """Return the two ends of every running cooperation, in a fixed order; one query."""
    return list(cooperations_of(network, on=on).order_by("pk").values_list("first_id", "second_id"))


def ties_among(network: Network, keys: Iterable[int], *, on: date) -> list[Tie]:
    """Return the ties whose ends are both among ``keys``; one query."""
    wanted = list(keys)
    found = cooperations_of(network, on=on).filter(first__in=wanted, second__in=wanted)
    return list(found.order_by("pk").values_list("first_id", "second_id"))


def mark_of_ties(network: Network, *, on: date) -> str:
    """Return a text that changes when a cooperation begins, ends or moves; one query, however many there are."""
    found = (
        cooperations_of(network, on=on)
        .order_by()
        .aggregate(count=Count("pk"), last=Max("pk"), firsts=Sum("first_id"), seconds=Sum("second_id"))
    )
    return "-".join(str(found[name] or 0) for name in ("count", "last", "firsts", "seconds"))


def tied_institutions(network: Network, *, on: date, text: str = "") -> QuerySet[Institution]:
    """Return the institutions with at least one running cooperation, by name, narrowed by words."""
    running = Cooperation.objects.filter(
        Q(began_on=None) | Q(began_on__lte=on), Q(ended_on=None) | Q(ended_on__gt=on), network=network
    )
    # By lists, not by EXISTS: a database may run through all cooperations once for every institution.
    ends = Q(pk__in=running.values("first")) | Q(pk__in=running.values("second"))
    found = Institution.objects.filter(ends, merged_into=None)
    for word in plain(text).split():
        found = found.filter(search_text__contains=word)
    return found.order_by("sort_name", "pk")


def neighbours_by_key(network: Network, keys: Iterable[int], *, on: date) -> Mapping[int, set[int]]:
    """Return with whom each of some institutions works; one query."""
    wanted = set(keys)
    rows = cooperations_of(network, on=on).filter(Q(first__in=wanted) | Q(second__in=wanted))
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in rows.order_by("pk").values_list("first_id", "second_id"):
        if first in wanted:
            found[first].add(second)
        if second in wanted:
            found[second].add(first)
    return found


def names_by_key(keys: Iterable[int]) -> dict[int, str]:
    """Return how institutions are called in lists; one query."""
    found = Institution.objects.filter(pk__in=list(keys)).values_list("pk", "short_name", "name")
    return {pk: short or name for pk, short, name in found}


def examination_of(network: Network) -> Examination | None:
    """Return the last examination of a network's cooperations, None if there was none."""
    return Examination.objects.filter(network=network).select_related("network").first()
