"""Contact persons, their functions, and what they agreed to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import BadPeriod
from bildungsnetz.partners.models import Function, Institution, Person

CONTACT = ("name", "email", "phone")


@transaction.atomic
def enter_person(
    *,
    network: Network,
    institution: Institution,
    contact: Mapping[str, str],
    title: str,
    began_on: date | None,
    publication: bool,
    mailing: bool,
    by: User | None,
    at: datetime,
) -> Function:
    """Enter a contact person with a first function; ``contact`` by the names of ``CONTACT``.

    ``publication`` and ``mailing`` say that the person has agreed to them today.
    """
    today = at.date()
    person = Person.objects.create(
        network=network,
        entered_by=by,
        publication_agreed_on=today if publication else None,
        mailing_agreed_on=today if mailing else None,
        **{name: contact.get(name, "") for name in CONTACT},
    )
    _record(person, "contact person entered", dict.fromkeys(CONTACT), by, at)
    return give_function(person=person, institution=institution, title=title, began_on=began_on, by=by, at=at)


@transaction.atomic
def give_function(
    *, person: Person, institution: Institution, title: str, began_on: date | None, by: User | None, at: datetime
) -> Function:
    """Give a contact person a function in an institution."""
    function = Function.objects.create(person=person, institution=institution, title=title, began_on=began_on)
    changes = {"institution": [None, institution.pk], "began_on": [None, began_on.isoformat() if began_on else None]}
    _record(person, "function given", changes, by, at)
    return function


@transaction.atomic
def end_function(*, function: Function, on: date, by: User | None, at: datetime) -> Function:
    """Note from which day a function is no longer held. Raises: BadPeriod if it would end before it began."""
    if function.began_on is not None and on <= function.began_on:
        raise BadPeriod()
    function.ended_on = on
    function.save(update_fields=["ended_on"])
    changes = {"institution": [function.institution_id, None], "ended_on": [None, on.isoformat()]}
    _record(function.person, "function ended", changes, by, at)
    return function


@transaction.atomic
def change_person(
    *, person: Person, contact: Mapping[str, str], publication: bool, mailing: bool, by: User | None, at: datetime
) -> Person:
    """Change how a person is reached and what the person agrees to; each consent keeps its two days."""
    touched = [name for name in CONTACT if contact.get(name, "") != getattr(person, name)]
    for name in touched:
        setattr(person, name, contact.get(name, ""))
    for what, agrees in (("publication", publication), ("mailing", mailing)):
        if set_consent(person, what, agrees=agrees, on=at.date()):
            touched.append(f"{what} {'agreed' if agrees else 'withdrawn'}")
    if touched:
        person.save()
        _record(person, "contact person changed", dict.fromkeys(touched), by, at)
    return person


def set_consent(person: Person, what: str, *, agrees: bool, on: date) -> bool:
    """Note an agreement or its withdrawal on the object, without saving; says whether anything changed.

    ``what``: ``publication`` or ``mailing``. A new agreement forgets the days of the old one.
    """
    given, withdrawn = f"{what}_agreed_on", f"{what}_withdrawn_on"
    holds = getattr(person, given) is not None and getattr(person, withdrawn) is None
    if holds == agrees:
        return False
    if agrees:
        setattr(person, given, on)
        setattr(person, withdrawn, None)
    else:
        setattr(person, withdrawn, on)
    return True


@transaction.atomic
def delete_person(*, person: Person, by: User | None, at: datetime, reason: str = "") -> None:
    """Delete a contact person with all functions; the journal keeps that it happened, not who it was."""
    _record(person, "contact person deleted", {}, by, at, reason=reason)
    person.delete()


def _record(
    person: Person, action: str, changes: Mapping[str, object], by: User | None, at: datetime, *, reason: str = ""
) -> None:
    # Of personal fields only that they were touched: contact persons have no account, so no salt to erase.
    record(
        chain=person.network.journal_chain,
        subject=person,
        action=action,
        by=by,
        at=at,
        changes={name: change for name, change in changes.items() if change is not None} | _touched(changes),
        reason=reason,
    )


def _touched(changes: Mapping[str, object]) -> dict[str, object]:
    touched = sorted(name for name, change in changes.items() if change is None)
    return {"touched": touched} if touched else {}
