"""What of the bodies waits for a person: consents, invitations, orders."""

from datetime import date, datetime

from django.db.models import QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Attendance, Decision, MeetingStatus, OrderState, WorkOrder
from bildungsnetz.governance.rules import RuleKind
from bildungsnetz.networks.models import Network, Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.people import mandates_of


def decisions_to_consent(person: User, *, network: Network, on: date) -> list[Decision]:
    """Return the wordings that wait for the side a person speaks for in decisions."""
    mandate = mandates_of(person, network=network, on=on, scope=Scope.DECISIONS).first()
    if mandate is None:
        return []
    found = Decision.objects.filter(network=network, status=VersionStatus.PUT_UP, rule=RuleKind.CONSENSUS.value)
    found = found.select_related("network", "item__meeting__body__network").order_by("year", "number")
    return [decision for decision in found if not decision.hash_of(Side(mandate.side))]


def invitations_to_answer(person: User, *, network: Network, now: datetime) -> QuerySet[Attendance]:
    """Return the invitations to coming meetings a person has not answered."""
    found = Attendance.objects.filter(holder__person=person, answer="", meeting__body__network=network)
    found = found.filter(meeting__status=MeetingStatus.INVITED, meeting__starts_at__gt=now)
    return found.select_related("meeting__body__network").order_by("meeting__starts_at", "pk")


def orders_of(person: User, *, network: Network) -> QuerySet[WorkOrder]:
    """Return the open orders a person has taken on, the most urgent first."""
    found = WorkOrder.objects.filter(owner=person, body__network=network, state=OrderState.OPEN)
    return found.select_related("body").order_by("due_on", "pk")
