"""Mails the network's own events cause; written into the outbox in the transaction of the event."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import ContractVersion, Network, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.selectors.people import mandates_for, running_on
from bildungsnetz.post.services import queue_mail


def tell_consent_needed(*, version: ContractVersion, by: User, at: datetime) -> None:
    """Tell everybody who may consent that a version waits for consent."""
    for person in _speakers(version, at):
        with translation.override(person.language):
            subject = _("Consent needed: %(title)s, version %(number)s") % _named(version)
            reason = _("You speak for a side of the network %(network)s. A text waits for your consent.")
            _mail(version, person, subject, reason % _named(version), by=by, at=at)


def tell_reminder(*, version: ContractVersion, person: User, by: User, at: datetime) -> None:
    """Remind one person that a version waits for consent."""
    with translation.override(person.language):
        subject = _("Reminder: consent to %(title)s, version %(number)s") % _named(version)
        reason = _("You speak for a side of the network %(network)s. A text still waits for your consent.")
        _mail(version, person, subject, reason % _named(version), by=by, at=at)


def tell_consents_void(*, version: ContractVersion, by: User, at: datetime) -> None:
    """Tell both sides and the office that consents are void because the text was changed."""
    for person in _everybody(version, at):
        with translation.override(person.language):
            subject = _("Consent void: text was changed")
            reason = _(
                "The text of %(title)s, version %(number)s, was changed. Consents given before are void; "
                "please read the new text."
            )
            _mail(version, person, subject, reason % _named(version), by=by, at=at)


def tell_withdrawn(*, version: ContractVersion, side: Side, by: User, at: datetime) -> None:
    """Tell both sides and the office that one side has taken its consent back."""
    for person in _everybody(version, at):
        with translation.override(person.language):
            subject = _("Consent withdrawn: %(title)s, version %(number)s") % _named(version)
            reason = _("%(side)s has taken its consent back.") % {"side": Side(side).label}
            _mail(version, person, subject, reason, by=by, at=at)


def tell_agreed(*, version: ContractVersion, by: User, at: datetime) -> None:
    """Tell both sides and the office that both sides have consented."""
    for person in _everybody(version, at):
        with translation.override(person.language):
            subject = _("Agreed: %(title)s, version %(number)s") % _named(version)
            reason = _("Both sides have consented to the same text.")
            _mail(version, person, subject, reason, by=by, at=at)


def tell_invited(*, person: User, network: Network, url: str, by: User, at: datetime) -> None:
    """Send the link with which an invited person opens the account."""
    with translation.override(person.language):
        body = "\n\n".join(
            [
                _("You have been given access to the education network %(network)s.") % {"network": network.name},
                _("Open your account here (the link works once and for 14 days):"),
                url,
            ]
        )
        queue_mail(
            to=person, subject=_("Your access to Bildungsnetz"), body=body, at=at, by=by, sender_name=_sender(network)
        )


def _named(version: ContractVersion) -> dict[str, str | int]:
    return {"title": version.title, "number": version.number, "network": version.network.name}


def _speakers(version: ContractVersion, at: datetime) -> list[User]:
    found = [
        mandate.person
        for side in Side
        for mandate in mandates_for(network=version.network, side=side, scope=Scope.CONTRACT, on=at.date())
    ]
    return _once(found)


def _everybody(version: ContractVersion, at: datetime) -> list[User]:
    office = RoleAssignment.objects.filter(running_on(at.date()), network=version.network, role=Role.OFFICE)
    return _once([*_speakers(version, at), *(role.person for role in office.select_related("person").order_by("pk"))])


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())


def _sender(network: Network) -> str:
    return f"Bildungsnetz {network.name}"


def _mail(version: ContractVersion, person: User, subject: str, reason: str, *, by: User, at: datetime) -> None:
    link = settings.PUBLIC_URL + version.get_absolute_url()
    queue_mail(
        to=person, subject=subject, body=f"{reason}\n\n{link}\n", at=at, by=by, sender_name=_sender(version.network)
    )
