"""The registers of decisions and of work orders."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision, OrderState, WorkOrder
from bildungsnetz.governance.selectors.bodies import sits_in
from bildungsnetz.governance.selectors.meetings import sees_every_body
from bildungsnetz.networks.models import Network, VersionStatus


def _decisions(network: Network) -> QuerySet[Decision]:
    found = Decision.objects.filter(network=network).select_related("network", "item__meeting__body__network")
    return found.order_by("-year", "-number")


def published_decisions(network: Network) -> QuerySet[Decision]:
    """Return what everybody may read, the newest first."""
    return _decisions(network).filter(published_at__isnull=False)


def decisions_visible_to(person: User | AnonymousUser, *, network: Network, on: date) -> QuerySet[Decision]:
    """Return the decisions a person may read: of his or her bodies all but drafts, of others what is published."""
    found = _decisions(network).exclude(status=VersionStatus.DRAFT)
    if sees_every_body(person, network=network, on=on):
        return found
    own = sits_in(person, network=network, on=on).values("seat__body")
    return found.filter(Q(item__meeting__body__in=own) | Q(published_at__isnull=False))


def searched(decisions: QuerySet[Decision], *, text: str = "", state: str = "", year: str = "") -> QuerySet[Decision]:
    """Return the decisions in whose wording every word of ``text`` occurs, of one state and one year."""
    for word in text.split():
        decisions = decisions.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if state == "agreed":
        binding = [VersionStatus.AGREED, VersionStatus.IN_FORCE]
        decisions = decisions.filter(Q(status__in=binding) | Q(outcome="ADOPTED"))
    elif state == "not_agreed":
        decisions = decisions.filter(Q(status=VersionStatus.NOT_AGREED) | Q(outcome="REJECTED"))
    elif state == "open":
        decisions = decisions.filter(status=VersionStatus.PUT_UP, outcome="")
    return decisions.filter(year=int(year)) if year.isdecimal() else decisions


def orders_visible_to(person: User | AnonymousUser, *, network: Network, on: date) -> QuerySet[WorkOrder]:
    """Return the orders a person may see: of all bodies, of the bodies he or she sits in, and always one's own."""
    found = WorkOrder.objects.filter(body__network=network).select_related(
        "owner", "institution", "body__network", "decision__network"
    )
    found = found.order_by("due_on", "pk")
    if sees_every_body(person, network=network, on=on):
        return found
    own = sits_in(person, network=network, on=on).values("seat__body")
    mine = Q(owner=person) if person.is_authenticated else Q()
    return found.filter(Q(body__in=own) | mine)


def open_orders(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """Return the orders still running."""
    return orders.filter(state=OrderState.OPEN)


def recommendations_without_answer(network: Network) -> QuerySet[Decision]:
    """Return the conference's recommendations the steering group has not answered yet, the oldest first."""
    return answerable_recommendations(network).filter(answer="")


def answerable_recommendations(network: Network) -> QuerySet[Decision]:
    """Return the conference's recommendations that were adopted or agreed, the oldest first."""
    found = Decision.objects.filter(network=network, is_recommendation=True)
    found = found.filter(Q(status__in=[VersionStatus.AGREED, VersionStatus.IN_FORCE]) | Q(outcome="ADOPTED"))
    return found.select_related("network", "item__meeting__body").order_by("year", "number")
