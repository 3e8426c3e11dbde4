"""Mails the strategy causes; written into the outbox in the transaction of the event."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Network, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.selectors.people import mandates_for, running_on
from bildungsnetz.post.services import queue_mail
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, StrategyVersion

Subject = FieldChoice | StrategyVersion | AnnualReport


def tell_consent_needed(*, subject: Subject, by: User, at: datetime) -> None:
    """Tell everybody who may consent to the strategy that something waits."""
    for person in _speakers(subject.network, at):
        with translation.override(person.language):
            head = _("Consent needed: %(thing)s") % {"thing": subject}
            words = _("You speak for a side of the network %(network)s. A text waits for your consent.")
            _mail(subject, person, head, words % {"network": subject.network.name}, by=by, at=at)


def tell_taken_back(*, subject: Subject, by: User, at: datetime) -> None:
    """Tell the speakers that what was put up is a draft again and consents are void."""
    for person in _speakers(subject.network, at):
        with translation.override(person.language):
            head = _("Taken back: %(thing)s") % {"thing": subject}
            words = _("It is a draft again. Consents given before are void; you will be asked again.")
            _mail(subject, person, head, words, by=by, at=at)


def tell_agreed(*, subject: Subject, by: User, at: datetime) -> None:
    """Tell the office and the speakers that both sides have consented."""
    for person in _everybody(subject.network, at):
        with translation.override(person.language):
            head = _("Agreed: %(thing)s") % {"thing": subject}
            _mail(subject, person, head, _("Both sides have consented to the same text."), by=by, at=at)


def _speakers(network: Network, at: datetime) -> list[User]:
    found = [
        mandate.person
        for side in Side
        for mandate in mandates_for(network=network, side=side, scope=Scope.STRATEGY, on=at.date())
    ]
    return _once(found)


def _everybody(network: Network, at: datetime) -> list[User]:
    office = RoleAssignment.objects.filter(running_on(at.date()), network=network, role=Role.OFFICE)
    return _once([*_speakers(network, at), *(role.person for role in office.select_related("person").order_by("pk"))])


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())


def _mail(subject: Subject, person: User, head: str, words: str, *, by: User, at: datetime) -> None:
    link = settings.PUBLIC_URL + subject.get_absolute_url()
    sender = f"Bildungsnetz {subject.network.name}"
    queue_mail(to=person, subject=head, body=f"{words}\n\n{link}\n", at=at, by=by, sender_name=sender)
