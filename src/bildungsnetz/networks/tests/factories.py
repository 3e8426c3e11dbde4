"""Networks, people and contract versions for tests; what matters for a case stands in the test."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import (
    ContractVersion,
    District,
    Mandate,
    Network,
    Office,
    Region,
    RegionKind,
    Role,
    RoleAssignment,
    Scope,
    Side,
    VersionStatus,
)
from bildungsnetz.networks.services import drafting
from bildungsnetz.networks.services.consent import fix_text
from bildungsnetz.networks.services.contract import consent_to_contract

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 7, 40, tzinfo=BERLIN)
LONG_AGO = date(2010, 1, 1)


def make_network(key: str = "05158", name: str = "Kreis Mettmann", slug: str = "kreis-mettmann") -> Network:
    district, _ = District.objects.get_or_create(key=key[:3], defaults={"name": f"Bezirk {key[:3]}"})
    region, _ = Region.objects.get_or_create(
        key=key, defaults={"name": name, "kind": RegionKind.COUNTY, "district": district}
    )
    return Network.objects.create(region=region, name=name, slug=slug, opened_on=LONG_AGO)


def make_person(name: str, **fields: object) -> User:
    address = name.lower().replace(" ", ".").replace("ü", "ue")
    return User.objects.create_user(f"{address}@example.org", full_name=name, **fields)


def make_role(network: Network | None, name: str, role: Role, side: Side | str = "") -> User:
    person = make_person(name)
    RoleAssignment.objects.create(person=person, network=network, role=role, side=side, began_on=LONG_AGO)
    return person


def make_speaker(network: Network, name: str, side: Side, **period: object) -> User:
    person = make_person(name)
    give_mandate(network, person, side, **period)
    return person


def give_mandate(network: Network, person: User, side: Side, **period: object) -> Mandate:
    office = Office.STATE_SECRETARY if side == Side.STATE else Office.COUNTY_HEAD
    values = {"began_on": LONG_AGO, **period}
    return Mandate.objects.create(
        person=person, network=network, side=side, scope=Scope.CONTRACT, office=office, function="Leitung", **values
    )


def make_draft(network: Network, by: User, effective_from: date = date(2026, 8, 1)) -> ContractVersion:
    version = drafting.draft_from_template(network=network, by=by, at=NOW)
    version.effective_from = effective_from
    version.save()
    drafting.set_field(
        version=version,
        field=None,
        name="Schulische Inklusion",
        description="Passende Plätze nah am Wohnort.",
        competence="JOINT",
        stays_with="",
        by=by,
        at=NOW,
    )
    return ContractVersion.objects.get(pk=version.pk)


def make_put_up(network: Network, by: User, effective_from: date = date(2026, 8, 1)) -> ContractVersion:
    version = make_draft(network, by, effective_from)
    version.status = VersionStatus.PUT_UP
    version.put_up_at = NOW
    version.save()
    fix_text(subject=version)
    return ContractVersion.objects.get(pk=version.pk)


def make_in_force(network: Network, by: User, version: ContractVersion | None = None) -> ContractVersion:
    """Let both sides consent to a version put up, a new one by default, whose day has come."""
    put_up = version or make_put_up(network, by)
    for side, name in ((Side.STATE, "Henrike Solms"), (Side.MUNICIPAL, "Corinna Abel")):
        email = name.lower().replace(" ", ".") + "@example.org"
        speaker = User.objects.filter(email=email).first() or make_speaker(network, name, side)
        fresh = ContractVersion.objects.get(pk=put_up.pk)
        consent_to_contract(version=fresh, side=side, shown_hash=fresh.content_hash, by=speaker, at=NOW)
    return ContractVersion.objects.get(pk=put_up.pk)
