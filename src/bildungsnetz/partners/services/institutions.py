"""Entering, changing, confirming and ending institutions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import BadPeriod
from bildungsnetz.partners.models import ConfirmedBy, Cooperation, Function, FurtherKind, Institution, Kind, Person
from bildungsnetz.partners.services.errors import FromTheStatesList, StillInUse
from bildungsnetz.partners.spelling import spelt

# What the form of an institution changes; the other columns have services of their own.
EDITABLE = (
    "kind", "side", "name", "short_name", "town", "street", "postcode", "place", "phone", "email", "web", "competence",
)  # fmt: skip
# What an institution may correct by itself through its link: how to reach it, not what it is.
OWN_DATA = ("short_name", "street", "postcode", "place", "phone", "email", "web", "competence")


@transaction.atomic
def enter_institution(
    *,
    network: Network,
    values: Mapping[str, str],
    further_kinds: list[str],
    by: User | None,
    at: datetime,
    confirmed: bool = True,
    reason: str = "",
) -> Institution:
    """Enter an institution for a network; ``values`` by the names of ``EDITABLE``. It counts as confirmed today.

    ``confirmed`` False: it comes from a list that nobody has looked over entry by entry.
    """
    institution = Institution(keeper=network, **{name: values.get(name, "") for name in EDITABLE})
    if confirmed:
        _confirm(institution, ConfirmedBy.OFFICE, at.date())
    spelt(institution).save()
    _set_further_kinds(institution, further_kinds)
    changes = {name: [None, value] for name, value in values.items() if value and name in EDITABLE}
    _record(network, institution, "partner entered", changes, by, at, reason=reason)
    return institution


@transaction.atomic
def complete_institution(
    *,
    institution: Institution,
    network: Network,
    values: Mapping[str, str],
    kinds: Sequence[str],
    by: User | None,
    at: datetime,
    reason: str = "",
) -> Institution:
    """Take over what a list says of an institution: only the fields of ``values``, further ``kinds`` are added.

    It does not count as confirmed. Raises: FromTheStatesList for a school.
    """
    _refuse_school(institution)
    changes = _set(institution, values)
    spelt(institution).save()
    if kinds:
        FurtherKind.objects.bulk_create(FurtherKind(institution=institution, kind=kind) for kind in kinds)
        changes["further_kinds"] = [None, ", ".join(kinds)]
    if changes:
        _record(network, institution, "partner changed", changes, by, at, reason=reason)
    return institution


@transaction.atomic
def change_institution(
    *,
    institution: Institution,
    network: Network,
    values: Mapping[str, str],
    further_kinds: list[str],
    by: User,
    at: datetime,
) -> Institution:
    """Change what the office may change of an institution; saying nothing new confirms it.

    Raises: FromTheStatesList for a school.
    """
    _refuse_school(institution)
    changes = _set(institution, {name: values.get(name, "") for name in EDITABLE})
    _confirm(institution, ConfirmedBy.OFFICE, at.date())
    spelt(institution).save()
    if sorted(further_kinds) != sorted(institution.further_kinds.values_list("kind", flat=True)):
        _set_further_kinds(institution, further_kinds)
        changes["further_kinds"] = [None, ", ".join(sorted(further_kinds))]
    _record(network, institution, "partner changed" if changes else "partner confirmed", changes, by, at)
    return institution


@transaction.atomic
def confirm_by_itself(
    *, institution: Institution, network: Network, values: Mapping[str, str], at: datetime
) -> Institution:
    """Take over what an institution says of itself through its link; ``values`` by the names of ``OWN_DATA``."""
    _refuse_school(institution)
    changes = _set(institution, {name: values[name] for name in OWN_DATA if name in values})
    _confirm(institution, ConfirmedBy.ITSELF, at.date())
    spelt(institution).save()
    action = "partner changed its data" if changes else "partner confirmed its data"
    _record(network, institution, action, changes, None, at)
    return institution


@transaction.atomic
def end_institution(*, institution: Institution, network: Network, on: date, by: User, at: datetime) -> Institution:
    """Note from which day an institution exists no longer; its history stays.

    Raises: FromTheStatesList for a school; StillInUse while functions or cooperations run beyond that day;
    BadPeriod if it would end before it began.
    """
    _refuse_school(institution)
    if institution.valid_from is not None and on <= institution.valid_from:
        raise BadPeriod()
    if _runs_beyond(institution, on):
        raise StillInUse()
    before, institution.ended_on = institution.ended_on, on
    institution.save(update_fields=["ended_on"])
    changes = {"ended_on": [before.isoformat() if before else None, on.isoformat()]}
    _record(network, institution, "partner ended", changes, by, at)
    return institution


@transaction.atomic
def mark_partners_as_examples(*, network: Network) -> int:
    """Mark everything a network has entered as invented, for a demonstration; returns how many partners."""
    Person.objects.filter(network=network).update(is_example=True)
    Cooperation.objects.filter(network=network).update(is_example=True)
    return Institution.objects.filter(keeper=network).update(is_example=True)


def _runs_beyond(institution: Institution, on: date) -> bool:
    functions = Function.objects.filter(institution=institution).exclude(ended_on__lte=on)
    cooperations = Cooperation.objects.filter(first=institution) | Cooperation.objects.filter(second=institution)
    return functions.exists() or cooperations.exclude(ended_on__lte=on).exists()


def _refuse_school(institution: Institution) -> None:
    if institution.kind == Kind.SCHOOL:
        raise FromTheStatesList()


def _set(institution: Institution, values: Mapping[str, str]) -> dict[str, list[str | None]]:
    changes: dict[str, list[str | None]] = {}
    for name, value in values.items():
        before = getattr(institution, name)
        if before != value:
            setattr(institution, name, value)
            changes[name] = [before, value]
    return changes


def _confirm(institution: Institution, who: ConfirmedBy, on: date) -> None:
    institution.confirmed_on, institution.confirmed_by = on, who


def _set_further_kinds(institution: Institution, kinds: list[str]) -> None:
    institution.further_kinds.all().delete()
    FurtherKind.objects.bulk_create(FurtherKind(institution=institution, kind=kind) for kind in sorted(set(kinds)))


def _record(
    network: Network,
    institution: Institution,
    action: str,
    changes: Mapping[str, list[str | None]],
    by: User | None,
    at: datetime,
    *,
    reason: str = "",
) -> None:
    record(
        chain=network.journal_chain, subject=institution, action=action, by=by, at=at, changes=changes, reason=reason
    )
