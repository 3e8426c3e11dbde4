"""Giving roles and mandates. Each side speaks for itself: a mandate of a side is entered by that side only."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.services import AlreadySignedUp, invite
from bildungsnetz.journal.services import PLATFORM, record
from bildungsnetz.networks.models import Mandate, Network, Office, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.permissions import may_enter_mandates
from bildungsnetz.networks.selectors.people import overlapping
from bildungsnetz.networks.services.errors import BadPeriod, NotPossible
from bildungsnetz.networks.services.notices import tell_invited


class NotYourSide(NotPossible):
    """The person may not enter mandates for this side, or not for himself or herself."""


@transaction.atomic
def give_role(
    *,
    person: User,
    network: Network | None,
    role: Role,
    side: Side | None,
    function: str,
    began_on: date,
    by: User | None,
    at: datetime,
) -> RoleAssignment:
    """Give a person a role from a day on; an open role of the same kind is kept as it is."""
    assignment, made = RoleAssignment.objects.get_or_create(
        person=person,
        network=network,
        role=role,
        ended_on=None,
        defaults={"side": side or "", "function": function, "began_on": began_on, "given_by": by},
    )
    if made:
        _record(network, assignment, "role given", {"role": [None, role]}, by, at, person)
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, on: date, by: User, at: datetime) -> RoleAssignment:
    """End a role: ``on`` is the first day without it; a role not yet begun is ended on its first day plus none.

    Raises: BadPeriod if it would end before it began.
    """
    if on <= assignment.began_on:
        raise BadPeriod()
    assignment.ended_on = on
    assignment.save(update_fields=["ended_on"])
    changes = {"ended_on": [None, on.isoformat()]}
    _record(assignment.network, assignment, "role ended", changes, by, at, assignment.person)
    return assignment


@transaction.atomic
def enter_mandates(
    *,
    person: User,
    network: Network,
    side: Side,
    scopes: Iterable[Scope],
    office: Office,
    function: str,
    began_on: date,
    ended_on: date | None,
    deputy_of: Mandate | None,
    by: User,
    at: datetime,
) -> list[Mandate]:
    """Entitle a person to consent for a side, one mandate per scope.

    Raises: NotYourSide if ``by`` does not belong to that side or would entitle himself or herself; BadPeriod if a
    mandate of the same kind runs in that period or the period is empty.
    """
    if person == by or not may_enter_mandates(by, network=network, side=side, on=at.date()):
        raise NotYourSide()
    if ended_on is not None and ended_on <= began_on:
        raise BadPeriod()
    entered = []
    for scope in scopes:
        same = Mandate.objects.filter(person=person, network=network, side=side, scope=scope)
        if same.filter(overlapping(began_on, ended_on)).exists():
            raise BadPeriod()
        mandate = Mandate.objects.create(
            person=person,
            network=network,
            side=side,
            scope=scope,
            office=office,
            function=function,
            began_on=began_on,
            ended_on=ended_on,
            deputy_of=deputy_of,
            entered_by=by,
        )
        _record(network, mandate, "mandate entered", {"side": [None, side], "scope": [None, scope]}, by, at, person)
        entered.append(mandate)
    return entered


@transaction.atomic
def end_mandate(*, mandate: Mandate, on: date, by: User, at: datetime) -> Mandate:
    """End a mandate: ``on`` is the first day without it. Consents given before stay valid.

    Raises: NotYourSide; BadPeriod if it would end before it began or last longer than it was given.
    """
    if not may_enter_mandates(by, network=mandate.network, side=Side(mandate.side), on=at.date()):
        raise NotYourSide()
    if on <= mandate.began_on or (mandate.ended_on is not None and mandate.ended_on < on):
        raise BadPeriod()
    mandate.ended_on = on
    mandate.save(update_fields=["ended_on"])
    changes = {"ended_on": [None, on.isoformat()]}
    _record(mandate.network, mandate, "mandate ended", changes, by, at, mandate.person)
    return mandate


def _record(
    network: Network | None,
    subject: RoleAssignment | Mandate,
    action: str,
    changes: dict[str, list[str | None]],
    by: User | None,
    at: datetime,
    about: User,
) -> None:
    chain = network.journal_chain if network else PLATFORM
    record(chain=chain, subject=subject, action=action, by=by, at=at, changes=changes, about=about)


@transaction.atomic
def invite_person(
    *,
    network: Network,
    email: str,
    full_name: str,
    role: Role,
    side: Side | None,
    function: str,
    address: Callable[[str], str],
    by: User,
    at: datetime,
) -> RoleAssignment:
    """Invite a person by mail and give the role; someone who already has an account only gets the role.

    ``address`` makes the full address of the invitation from its token.
    """
    try:
        invitation, token = invite(email=email, full_name=full_name, by=by, at=at)
    except AlreadySignedUp as known:
        person = known.person
    else:
        person = invitation.person
        tell_invited(person=person, network=network, url=address(token), by=by, at=at)
    return give_role(
        person=person,
        network=network,
        role=role,
        side=side,
        function=function,
        began_on=at.date(),
        by=by,
        at=at,
    )
