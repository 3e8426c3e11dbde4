"""Writing contract versions: first draft, new version, changing the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.contract_template import CLAUSES
from bildungsnetz.networks.models import (
    AgreedField,
    Clause,
    Competence,
    ContractVersion,
    CooperationContract,
    FieldOfAction,
    LegalBasis,
    Network,
    RegionKind,
    VersionStatus,
)
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.services.consent import fix_text, locked, void_consents
from bildungsnetz.networks.services.contract import what_is_missing
from bildungsnetz.networks.services.errors import Incomplete, NotChangeable, OpenVersionExists
from bildungsnetz.networks.services.notices import tell_consents_void

OPEN = (VersionStatus.DRAFT, VersionStatus.PUT_UP, VersionStatus.AGREED)
STATE_PARTY = "Land Nordrhein-Westfalen, vertreten durch das für Schule zuständige Ministerium"


@transaction.atomic
def draft_from_template(*, network: Network, by: User, at: datetime) -> ContractVersion:
    """Begin a contract with the template's clauses; raises OpenVersionExists if one is being worked on."""
    contract = _open_contract(network)
    _forbid_second_draft(contract)
    version = ContractVersion.objects.create(
        contract=contract,
        number=_next_number(contract),
        title="Kooperationsvertrag",
        state_party=STATE_PARTY,
        municipal_party=_municipal_party(network),
        legal_basis=LegalBasis.SECTION_78A,
        created_by=by,
        created_at=at,
    )
    names = {"region": network.region.name, **_names_of_municipality(network)}
    Clause.objects.bulk_create(
        Clause(
            version=version,
            position=place,
            kind=clause.kind,
            heading=clause.heading,
            text=clause.text.format(**names),
            competence=Competence.STAYS if clause.stays_with else Competence.JOINT,
            stays_with=clause.stays_with,
        )
        for place, clause in enumerate(CLAUSES, start=1)
    )
    record(chain=network.journal_chain, subject=version, action="version drafted", by=by, at=at)
    return version


@transaction.atomic
def draft_new_version(*, amends: ContractVersion, by: User, at: datetime) -> ContractVersion:
    """Copy a version as the draft of the next one; fields in force are continued.

    Raises: OpenVersionExists if another version is neither in force nor past.
    """
    contract = amends.contract
    _forbid_second_draft(contract)
    version = ContractVersion.objects.create(
        contract=contract,
        number=_next_number(contract),
        title=amends.title,
        state_party=amends.state_party,
        municipal_party=amends.municipal_party,
        legal_basis=amends.legal_basis,
        amends=amends,
        created_by=by,
        created_at=at,
    )
    Clause.objects.bulk_create(
        _copy(clause, version, "kind", "heading", "text", "competence", "stays_with")
        for clause in amends.clauses.order_by("position")
    )
    running = {field.name: field for field in FieldOfAction.objects.filter(network=contract.network, ended_on=None)}
    copies = [_copy(field, version, "name", "description", "competence", "stays_with") for field in amends.fields.all()]
    for copy in copies:
        copy.continues = running.get(copy.name)
    AgreedField.objects.bulk_create(copies)
    changes = {"amends": [None, amends.number]}
    record(
        chain=contract.network.journal_chain, subject=version, action="version drafted", by=by, at=at, changes=changes
    )
    return version


@contextmanager
def text_change(*, version: ContractVersion, action: str, by: User, at: datetime) -> Iterator[ContractVersion]:
    """Hold a version while its text is changed inside the block; afterwards check sum, consents and journal agree.

    A text that was put up stays so with a new check sum; consents already given are void and both sides are told.
    Raises: NotChangeable if the version is in force or past; Incomplete if a text that was put up would lose what
    it needs to be agreed.
    """
    with transaction.atomic():
        held = locked(version)
        if held.status not in CHANGEABLE:
            raise NotChangeable(status=held.status)
        before = held.content_hash
        sides = void_consents(subject=held, at=at)
        held.save()
        yield held
        if held.status == VersionStatus.PUT_UP:
            _demand_completeness(held)
            fix_text(subject=held)
            held.put_up_at = at
            held.save(update_fields=["put_up_at"])
        changes = {"content_hash": [before, held.content_hash], "consents_voided": [None, sides]}
        record(
            chain=held.network.journal_chain,
            subject=held,
            action=action,
            by=by,
            at=at,
            changes=changes,
        )
        if sides:
            tell_consents_void(version=held, by=by, at=at)


def change_frame(
    *,
    version: ContractVersion,
    title: str,
    state_party: str,
    municipal_party: str,
    legal_basis: LegalBasis,
    effective_from: date | None,
    by: User,
    at: datetime,
) -> ContractVersion:
    """Change title, parties, legal basis and first day."""
    with text_change(version=version, action="frame changed", by=by, at=at) as held:
        held.title, held.state_party, held.municipal_party = title, state_party, municipal_party
        held.legal_basis, held.effective_from = legal_basis, effective_from
        if held.status == VersionStatus.PUT_UP:
            _demand_completeness(held)
        held.save()
    return held


def change_clause(
    *, clause: Clause, heading: str, text: str, competence: Competence, stays_with: str, by: User, at: datetime
) -> Clause:
    """Change one clause and who is in charge of what it settles."""
    with text_change(version=clause.version, action="clause changed", by=by, at=at):
        clause.heading, clause.text = heading, text
        clause.competence = competence
        clause.stays_with = stays_with if competence == Competence.STAYS else ""
        clause.save()
    return clause


def add_clause(
    *,
    version: ContractVersion,
    heading: str,
    text: str,
    competence: Competence,
    stays_with: str,
    by: User,
    at: datetime,
) -> Clause:
    """Add a clause at the end."""
    with text_change(version=version, action="clause added", by=by, at=at) as held:
        last = held.clauses.aggregate(last=Max("position"))["last"] or 0
        return Clause.objects.create(
            version=held,
            position=last + 1,
            kind="other",
            heading=heading,
            text=text,
            competence=competence,
            stays_with=stays_with if competence == Competence.STAYS else "",
        )


def remove_clause(*, clause: Clause, by: User, at: datetime) -> None:
    """Remove a clause; the following ones move up."""
    version = clause.version
    with text_change(version=version, action="clause removed", by=by, at=at) as held:
        place = clause.position
        clause.delete()
        for later in held.clauses.filter(position__gt=place).order_by("position"):
            later.position -= 1
            later.save(update_fields=["position"])


def set_field(
    *,
    version: ContractVersion,
    field: AgreedField | None,
    name: str,
    description: str,
    competence: Competence,
    stays_with: str,
    follows: FieldOfAction | None = None,
    by: User,
    at: datetime,
) -> AgreedField:
    """Add a field of action to a version, or change one of its fields.

    ``follows`` names the field in force whose place the new one takes.
    """
    with text_change(version=version, action="field of action changed", by=by, at=at) as held:
        last = held.fields.aggregate(last=Max("position"))["last"] or 0
        kept = field or AgreedField(version=held, position=last + 1)
        kept.name, kept.description, kept.competence = name, description, competence
        kept.stays_with = stays_with if competence == Competence.STAYS else ""
        kept.follows = None if kept.continues_id else follows
        kept.save()
    return kept


def remove_field(*, field: AgreedField, by: User, at: datetime) -> None:
    """Remove a field of action from a version; once in force, the network no longer works on it."""
    with text_change(version=field.version, action="field of action removed", by=by, at=at) as held:
        place = field.position
        field.delete()
        for later in held.fields.filter(position__gt=place).order_by("position"):
            later.position -= 1
            later.save(update_fields=["position"])


@transaction.atomic
def delete_draft(*, version: ContractVersion, by: User, at: datetime) -> None:
    """Delete a draft that was never put up; raises NotChangeable otherwise."""
    held = locked(version)
    if held.status != VersionStatus.DRAFT:
        raise NotChangeable(status=held.status)
    record(chain=held.network.journal_chain, subject=held, action="draft deleted", by=by, at=at)
    held.delete()


def _demand_completeness(version: ContractVersion) -> None:
    if missing := what_is_missing(version):
        raise Incomplete(missing=missing)


def _open_contract(network: Network) -> CooperationContract:
    contract, _ = CooperationContract.objects.get_or_create(network=network, ended_on=None)
    return contract


def _forbid_second_draft(contract: CooperationContract) -> None:
    current = contract.versions.filter(status__in=OPEN).first()
    if current:
        raise OpenVersionExists(number=current.number)


def _next_number(contract: CooperationContract) -> int:
    # Numbers run through all contracts of a network, so that an address names one version for ever.
    found = ContractVersion.objects.filter(contract__network=contract.network).aggregate(last=Max("number"))
    return (found["last"] or 0) + 1


def _names_of_municipality(network: Network) -> dict[str, str]:
    region = network.region
    if region.kind == RegionKind.INDEPENDENT_CITY:
        return {"municipality": f"die Stadt {region.name}", "municipality_nominative": f"Die Stadt {region.name}"}
    if region.kind == RegionKind.CITY_REGION:
        return {"municipality": f"die {region.name}", "municipality_nominative": f"Die {region.name}"}
    return {"municipality": f"der {region.name}", "municipality_nominative": f"Der {region.name}"}


def _municipal_party(network: Network) -> str:
    if network.region.kind == RegionKind.INDEPENDENT_CITY:
        return f"Stadt {network.region.name}, vertreten durch das Stadtoberhaupt"
    return f"{network.region.name}, vertreten durch die Leitung der Verwaltung"


Part = TypeVar("Part", Clause, AgreedField)


def _copy(row: Part, version: ContractVersion, *fields: str) -> Part:
    values = {name: getattr(row, name) for name in fields}
    return type(row)(version=version, position=row.position, **values)
