"""What of the bodies waits on a desk."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.tasks import Task
from bildungsnetz.governance.selectors import decisions_to_consent, invitations_to_answer, orders_of
from bildungsnetz.governance.selectors.evaluations import surveys_to_answer
from bildungsnetz.networks.models import Network


def body_tasks(person: User, *, network: Network, on: date) -> list[Task]:
    """Return consents to decisions, invitations without an answer, and one's own orders."""
    return [
        *_consents(person, network, on),
        *_invitations(person, network),
        *(
            Task(
                thing=str(asked.evaluation),
                note=_("Survey of %(body)s; only sums are kept") % {"body": asked.evaluation.body.name},
                verb=_("Answer the survey"),
                url=reverse("governance:evaluation_answer", args=[network.slug, asked.evaluation.year]),
                due_on=asked.evaluation.closes_on,
            )
            for asked in surveys_to_answer(person, network=network)
        ),
        *(
            Task(
                thing=order.title,
                note=_("Work order of %(body)s") % {"body": order.body.name},
                verb=_("Open order"),
                url=reverse("governance:orders", args=[network.slug]),
                due_on=order.due_on,
            )
            for order in orders_of(person, network=network)
        ),
    ]


def _consents(person: User, network: Network, on: date) -> list[Task]:
    return [
        Task(
            thing=_("Decision %(number)s: %(title)s") % {"number": decision.signature, "title": decision.title},
            note=str(decision.item.meeting),
            verb=_("Read and decide"),
            url=decision.get_absolute_url(),
        )
        for decision in decisions_to_consent(person, network=network, on=on)
    ]


def _invitations(person: User, network: Network) -> list[Task]:
    return [
        Task(
            thing=str(row.meeting),
            note=_("Will you come?"),
            verb=_("Answer the invitation"),
            url=row.meeting.get_absolute_url(),
            due_on=timezone.localdate(row.meeting.starts_at),
        )
        for row in invitations_to_answer(person, network=network, now=timezone.now())
    ]
