"""The way of a contract version: put up for consent, agreed, in force, ended."""

from datetime import date, datetime
from itertools import count

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.address import address_part
from bildungsnetz.networks.models import (
    AgreedField,
    ContractVersion,
    CooperationContract,
    FieldOfAction,
    Membership,
    MembershipStart,
    Network,
    Scope,
    Side,
    Source,
    VersionStatus,
)
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.services.consent import (
    fix_text,
    give_consent,
    locked,
    refuse_consent,
    withdraw_consent,
)
from bildungsnetz.networks.services.errors import BadPeriod, Incomplete, NotChangeable, OpenVersionExists
from bildungsnetz.networks.services.notices import tell_agreed, tell_consent_needed, tell_withdrawn


@transaction.atomic
def put_up(*, version: ContractVersion, by: User, at: datetime) -> ContractVersion:
    """Lay a draft before both sides: the text is fixed by its check sum and both sides are told.

    Raises: NotChangeable if it is no draft; Incomplete with the codes of what is missing.
    """
    held = locked(version)
    if held.status != VersionStatus.DRAFT:
        raise NotChangeable(status=held.status)
    missing = what_is_missing(held)
    if missing:
        raise Incomplete(missing=missing)
    held.status = VersionStatus.PUT_UP
    held.put_up_at = at
    held.save(update_fields=["status", "put_up_at"])
    digest = fix_text(subject=held)
    changes = {"status": [VersionStatus.DRAFT, VersionStatus.PUT_UP], "content_hash": [None, digest]}
    record(chain=held.network.journal_chain, subject=held, action="put up for consent", by=by, at=at, changes=changes)
    tell_consent_needed(version=held, by=by, at=at)
    return held


def what_is_missing(version: ContractVersion) -> list[str]:
    """Return codes of what a draft still lacks before it can be put up, empty if nothing."""
    missing = []
    if version.effective_from is None:
        missing.append("effective_from")
    elif version.amends and version.amends.effective_from and version.effective_from <= version.amends.effective_from:
        missing.append("effective_from_later")
    if not version.clauses.exists():
        missing.append("clauses")
    elif version.clauses.filter(text="").exists():
        missing.append("clause_text")
    if not version.fields.exists():
        missing.append("fields")
    return missing


@transaction.atomic
def consent_to_contract(
    *,
    version: ContractVersion,
    side: Side,
    shown_hash: str,
    by: User,
    at: datetime,
    signed_on_paper_on: date | None = None,
    signatory: str = "",
) -> ContractVersion:
    """Give one side's consent to a contract version; with the second it is agreed, and in force if its day has come.

    Raises: as :func:`give_consent`.
    """
    held = give_consent(
        subject=version,
        side=side,
        shown_hash=shown_hash,
        by=by,
        at=at,
        network=version.network,
        scope=Scope.CONTRACT,
        signed_on_paper_on=signed_on_paper_on,
        signatory=signatory,
    )
    if held.status == VersionStatus.AGREED:
        _date_the_signing(held, on=signed_on_paper_on or at.date())
        tell_agreed(version=held, by=by, at=at)
        if held.effective_from and held.effective_from <= at.date():
            return bring_into_force(version=held, at=at)
    return held


def refuse_contract(*, version: ContractVersion, side: Side, reason: str, by: User, at: datetime) -> ContractVersion:
    """Record that one side does not consent: the version ends as not agreed; raises as :func:`refuse_consent`."""
    return refuse_consent(
        subject=version, side=side, reason=reason, by=by, at=at, network=version.network, scope=Scope.CONTRACT
    )


@transaction.atomic
def withdraw_from_contract(
    *, version: ContractVersion, side: Side, reason: str, by: User, at: datetime
) -> ContractVersion:
    """Take one side's consent back before the version is in force; raises as :func:`withdraw_consent`."""
    held = withdraw_consent(
        subject=version, side=side, reason=reason, by=by, at=at, network=version.network, scope=Scope.CONTRACT
    )
    tell_withdrawn(version=held, side=side, by=by, at=at)
    return held


@transaction.atomic
def bring_into_force(*, version: ContractVersion, at: datetime) -> ContractVersion:
    """Let an agreed version take effect: the one before is superseded, fields of action open, continue or end.

    Raises: NotChangeable if it is not agreed; Incomplete if its first day has not come.
    """
    held = locked(version)
    if held.status != VersionStatus.AGREED or held.effective_from is None:
        raise NotChangeable(status=held.status)
    if held.effective_from > at.date():
        raise Incomplete(missing=["effective_from"])
    for earlier in held.contract.versions.filter(status=VersionStatus.IN_FORCE):
        earlier.status = VersionStatus.SUPERSEDED
        earlier.ended_on = held.effective_from
        earlier.save(update_fields=["status", "ended_on"])
    held.status = VersionStatus.IN_FORCE
    held.save(update_fields=["status"])
    _carry_fields(held, held.effective_from)
    _begin_membership(held)
    changes = {"status": [VersionStatus.AGREED, VersionStatus.IN_FORCE]}
    record(chain=held.network.journal_chain, subject=held, action="in force", by=None, at=at, changes=changes)
    return held


def bring_due_into_force(*, at: datetime) -> int:
    """Let every agreed version take effect whose day has come; returns how many. Run by the worker."""
    due = ContractVersion.objects.filter(status=VersionStatus.AGREED, effective_from__lte=at.date())
    for version in due.order_by("pk"):
        bring_into_force(version=version, at=at)
    return len(due)


@transaction.atomic
def record_council_decision(
    *, version: ContractVersion, on: date, precision: str, by: User, at: datetime
) -> ContractVersion:
    """Note when the council decided on the contract; a date of its own, apart from signing and taking effect."""
    held = locked(version)
    before = held.council_decided_on
    held.council_decided_on, held.council_precision = on, precision
    held.save(update_fields=["council_decided_on", "council_precision"])
    changes = {"council_decided_on": [before and before.isoformat(), on.isoformat()]}
    record(
        chain=held.network.journal_chain,
        subject=held,
        action="council decision noted",
        by=by,
        at=at,
        changes=changes,
    )
    return held


@transaction.atomic
def end_contract(
    *, contract: CooperationContract, on: date, reason: str, by: User, at: datetime
) -> CooperationContract:
    """End a contract: ``on`` is the first day without it. Fields, posts' promises and membership end with it.

    Raises: BadPeriod if it or the version in force would end before it began, or it is already ended;
    OpenVersionExists if a version is still being worked on: nothing may come into force in an ended contract.
    """
    held = CooperationContract.objects.select_for_update().get(pk=contract.pk)
    if held.ended_on or held.began_on is None or on <= held.began_on:
        raise BadPeriod()
    _forbid_open_version(held)
    if held.versions.filter(status=VersionStatus.IN_FORCE, effective_from__gte=on).exists():
        raise BadPeriod()
    held.ended_on = on
    held.save(update_fields=["ended_on"])
    for version in held.versions.filter(status=VersionStatus.IN_FORCE):
        version.status, version.ended_on = VersionStatus.ENDED, on
        version.save(update_fields=["status", "ended_on"])
    for field in FieldOfAction.objects.filter(network=held.network, ended_on=None):
        field.ended_on = on
        field.save(update_fields=["ended_on"])
    Membership.objects.filter(network=held.network, ended_precision="").update(ended_on=on, ended_precision="DAY")
    changes = {"ended_on": [None, on.isoformat()]}
    record(
        chain=held.network.journal_chain,
        subject=held,
        action="contract ended",
        by=by,
        at=at,
        changes=changes,
        reason=reason,
    )
    return held


def _forbid_open_version(contract: CooperationContract) -> None:
    if current := contract.versions.filter(status__in=CHANGEABLE).first():
        raise OpenVersionExists(number=current.number)


def _date_the_signing(version: ContractVersion, *, on: date) -> None:
    if version.signed_on is None:
        version.signed_on, version.signed_precision = on, "DAY"
        version.save(update_fields=["signed_on", "signed_precision"])


def _carry_fields(version: ContractVersion, day: date) -> None:
    """Open, continue or end fields of action so that from ``day`` on they are those of the version."""
    network = version.network
    agreed = list(version.fields.order_by("position"))
    kept = {field.continues_id for field in agreed if field.continues_id}
    for running in FieldOfAction.objects.filter(network=network, ended_on=None).exclude(pk__in=kept):
        running.ended_on = day
        running.save(update_fields=["ended_on"])
    for field in agreed:
        if not field.continues_id:
            _open_field(network, field, day)


def _open_field(network: Network, field: AgreedField, day: date) -> None:
    slug = address_part(field.name)
    taken = set(FieldOfAction.objects.filter(network=network).values_list("slug", flat=True))
    free = (f"{slug}-{number}" for number in count(2))
    FieldOfAction.objects.create(
        network=network,
        name=field.name,
        slug=next(one for one in free if one not in taken) if slug in taken else slug,
        description=field.description,
        began_on=day,
        predecessor=field.follows,
    )


def _begin_membership(version: ContractVersion) -> None:
    contract = version.contract
    if contract.began_on is None:
        contract.began_on = version.effective_from
        contract.save(update_fields=["began_on"])
    network = version.network
    if not Membership.objects.filter(network=network, ended_precision="").exists():
        before = Membership.objects.filter(network=network).exists()
        source, _ = Source.objects.get_or_create(title=f"Kooperationsvertrag {network.name}, Fassung {version.number}")
        Membership.objects.create(
            network=network,
            start=MembershipStart.RESUMED if before else MembershipStart.JOINED,
            began_on=version.effective_from,
            began_precision="DAY",
            source=source,
        )
