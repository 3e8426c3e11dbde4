"""Who is on a distribution list, what was sent, what came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.models import Circular, CircularCopy, DistributionList, Function, Person
from bildungsnetz.post.models import State

# A message that came back, or that no server would take.
UNDELIVERED = (State.BOUNCED, State.FAILED)


@dataclass(frozen=True)
class Recipient:
    """A person on a list, with the function for which he or she stands on it."""

    person: Person
    function: Function


@dataclass(frozen=True)
class Recipients:
    """Who gets a circular, and who fits the filter but gets none."""

    reached: list[Recipient]
    without_consent: list[Recipient]
    without_address: list[Recipient]


def distribution_lists(network: Network) -> QuerySet[DistributionList]:
    """Return the lists of a network, by name."""
    return DistributionList.objects.filter(network=network).select_related("network").order_by("name", "pk")


def recipients_of(of: DistributionList, *, on: date) -> Recipients:
    """Sort everybody who fits a list on a day into who is reached and who is not, each once, by name; one query."""
    running = Function.objects.filter(
        Q(began_on=None) | Q(began_on__lte=on),
        Q(ended_on=None) | Q(ended_on__gt=on),
        person__network=of.network,
        institution__merged_into=None,
    ).select_related("person__network", "institution")
    if of.kind:
        further = Q(institution__further_kinds__kind=of.kind)
        running = running.filter(Q(institution__kind=of.kind) | further).distinct()
    if of.side:
        running = running.filter(institution__side=of.side)
    if of.town:
        running = running.filter(institution__town=of.town)
    wanted = plain(of.function)
    found: dict[int, Recipient] = {}
    for function in running.order_by("pk"):
        # Looked through here and not by the database: SQLite ignores case in ASCII only.
        if wanted in plain(function.title):
            found.setdefault(function.person_id, Recipient(function.person, function))
    everybody = sorted(found.values(), key=lambda one: (plain(one.person.name), one.person.pk))
    agreed = [one for one in everybody if one.person.may_be_mailed]
    return Recipients(
        reached=[one for one in agreed if one.person.email],
        without_consent=[one for one in everybody if not one.person.may_be_mailed],
        without_address=[one for one in agreed if not one.person.email],
    )


def circulars_of(network: Network) -> QuerySet[Circular]:
    """Return what a network has sent, newest first, with how many copies there were and how many came back."""
    came_back = Count("copies", filter=Q(copies__message__state__in=UNDELIVERED))
    return (
        Circular.objects.filter(network=network)
        .select_related("sent_by", "sent_to")
        .annotate(copy_count=Count("copies"), came_back=came_back)
        .order_by("-sent_at", "-pk")
    )


def count_undelivered(network: Network, *, since: date) -> int:
    """Count the copies of circulars sent since a day that came back or could not be sent."""
    found = CircularCopy.objects.filter(circular__network=network, message__state__in=UNDELIVERED)
    return found.filter(circular__sent_at__date__gte=since).count()


def undelivered_copies(circular: Circular) -> list[CircularCopy]:
    """Return the copies that came back or could not be sent, with person and message."""
    found = circular.copies.filter(message__state__in=UNDELIVERED).select_related("person", "message")
    return list(found.order_by("person__name", "pk"))


def persons_unreached(persons: Iterable[Person]) -> set[int]:
    """Return which of some persons the newest circular did not reach; one query."""
    found = CircularCopy.objects.filter(person__in=[one.pk for one in persons], message__isnull=False)
    # The later one overwrites the earlier.
    latest = dict(found.order_by("circular__sent_at", "pk").values_list("person_id", "message__state"))
    return {person for person, state in latest.items() if state in UNDELIVERED}


def published_people(network: Network, *, on: date) -> list[Function]:
    """Return the functions whose holders have agreed to be named in public that day, by institution; one query."""
    found = Function.objects.filter(
        Q(began_on=None) | Q(began_on__lte=on),
        Q(ended_on=None) | Q(ended_on__gt=on),
        person__network=network,
        person__publication_agreed_on__lte=on,
        person__publication_withdrawn_on=None,
        institution__merged_into=None,
    ).select_related("person", "institution")
    return list(found.order_by("institution__sort_name", "person__name", "pk"))
