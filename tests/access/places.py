"""The world of the table: two networks with objects of every kind and state, and people of every role."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.services import invite
from bildungsnetz.networks.models import (
    AgreedField,
    Clause,
    ContractVersion,
    CooperationContract,
    LegalBasis,
    Mandate,
    Network,
    Office,
    Role,
    RoleAssignment,
    Scope,
    Side,
    VersionStatus,
)
from bildungsnetz.networks.services import contract as contracts
from bildungsnetz.networks.services import drafting
from bildungsnetz.networks.services.paper import contract_paper
from bildungsnetz.networks.services.papers import attach_paper
from bildungsnetz.networks.services.register import load_register
from bildungsnetz.networks.services.remarks import leave_remark
from tests.access.media import let_write, plant_media
from tests.access.meetings import plant_bodies, plant_public_body
from tests.access.place import FOREIGN_WORDS, OWN_WORDS, Place, Words
from tests.access.planting import LONG_AGO, plant_directory, plant_figures, plant_work
from tests.access.roles import Visitor
from tests.access.seasons import let_coordinate, plant_season
from tests.access.strategies import plant_strategy
from tests.access.supply import plant_inclusion

V = Visitor
PASSWORD = "Der Kastanienbaum blüht im Mai"


@dataclass
class World:
    """Both places and a client per visitor."""

    own: Place
    foreign: Place
    people: dict[Visitor, User]
    cookies: dict[Visitor, str]

    browser: Client = field(default_factory=Client)

    def client(self, visitor: Visitor) -> Client:
        """Return the browser with the visitor signed in, if that is possible, and nothing left of the one before."""
        self.browser.cookies.clear()
        if visitor in self.cookies:
            self.browser.cookies["sessionid"] = self.cookies[visitor]
        return self.browser


def build_world() -> World:
    """Build both networks and sign everybody in."""
    now = timezone.now()
    load_register(by=None, at=now)
    own = _place("05158", OWN_WORDS)
    foreign = _place("05966", FOREIGN_WORDS)
    people = _visitors(own, foreign)
    let_coordinate(own, people[V.SCHOOL])
    let_write(own, people[V.SCHOOL], people[V.SCHOOL_BODY])
    cookies = {}
    for visitor, person in people.items():
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.session[BACKEND_SESSION_KEY]
        cookies[visitor] = client.cookies["sessionid"].value
    _deactivate(people[V.DEACTIVATED])
    return World(own, foreign, people, cookies)


# People

ROLES: dict[Visitor, tuple[Role, Side | str]] = {
    V.OFFICE_STATE: (Role.OFFICE, Side.STATE),
    V.OFFICE_MUNICIPAL: (Role.OFFICE, Side.MUNICIPAL),
    V.MUNICIPAL_MANDATE: (Role.MUNICIPAL_SIDE, Side.MUNICIPAL),
    V.STATE_MANDATE: (Role.STATE_SIDE, Side.STATE),
    V.STATE_SIDE: (Role.STATE_SIDE, Side.STATE),
    V.BODY_MEMBER: (Role.BODY_MEMBER, ""),
    V.SCHOOL: (Role.SCHOOL, ""),
    V.SCHOOL_BODY: (Role.SCHOOL_BODY, ""),
    V.PARTNER: (Role.PARTNER, ""),
    V.COMPANY: (Role.COMPANY, ""),
    V.DEACTIVATED: (Role.OFFICE, Side.STATE),
}


def _visitors(own: Place, foreign: Place) -> dict[Visitor, User]:
    people = {V.FOREIGN_OFFICE: foreign.people["office"]}
    for visitor in Visitor:
        if visitor not in (V.ANONYMOUS, V.FOREIGN_OFFICE):
            people[visitor] = _person(f"{visitor.name.title().replace('_', ' ')} Beispiel", own)
    for visitor, (role, side) in ROLES.items():
        _role(people[visitor], own.network, role, side, "")
    for visitor in (V.MINISTRY, V.MINISTRY_MANDATE):
        _role(people[visitor], None, Role.MINISTRY, "", "")
    _role(people[V.OPERATOR], None, Role.OPERATOR, "", "")
    yesterday = timezone.localdate() - timedelta(days=1)
    for side in (Side.STATE, Side.MUNICIPAL):
        _mandate(own.network, people[V.EXPIRED], side, "", ended_on=yesterday)
    _role(people[V.EXPIRED], own.network, Role.OFFICE, Side.STATE, "", ended_on=yesterday)
    _mandate(own.network, people[V.MUNICIPAL_MANDATE], Side.MUNICIPAL, "")
    _mandate(own.network, people[V.STATE_MANDATE], Side.STATE, "")
    for visitor, side in ((V.MUNICIPAL_MANDATE, Side.MUNICIPAL), (V.STATE_MANDATE, Side.STATE)):
        _mandate(own.network, people[visitor], side, "", scope=Scope.DECISIONS)
    _mandate(own.network, people[V.MINISTRY_MANDATE], Side.STATE, "")
    _mandate(own.network, people[V.RELEASES_MANDATE], Side.STATE, "", scope=Scope.RELEASES)
    return people


def _deactivate(person: User) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])


def _person(name: str, place: Place) -> User:
    address = f"{name.lower().replace(' ', '.').replace('ü', 'ue')}@{place.slug}.example"
    return User.objects.create_user(address, PASSWORD, full_name=name)


def _role(
    person: User,
    network: Network | None,
    role: Role,
    side: Side | str,
    function: str,
    ended_on: date | None = None,
) -> RoleAssignment:
    return RoleAssignment.objects.create(
        person=person, network=network, role=role, side=side, function=function, began_on=LONG_AGO, ended_on=ended_on
    )


def _mandate(
    network: Network,
    person: User,
    side: Side,
    function: str,
    *,
    scope: Scope = Scope.CONTRACT,
    ended_on: date | None = None,
) -> Mandate:
    return Mandate.objects.create(
        network=network,
        person=person,
        side=side,
        scope=scope,
        office=Office.STATE_SECRETARY if side == Side.STATE else Office.COUNTY_HEAD,
        function=function or "Leitung",
        began_on=LONG_AGO,
        ended_on=ended_on,
    )


# Networks


def _place(key: str, words: Words) -> Place:
    network = Network.objects.get(region__key=key)
    network.opened_on = LONG_AGO
    network.save()
    place = Place(network, words)
    _people_inside(place)
    _contract(place)
    plant_work(place)
    plant_directory(place)
    plant_figures(place)
    plant_bodies(place)
    plant_strategy(place)
    plant_public_body(place)
    plant_season(place)
    plant_media(place)
    plant_inclusion(place)
    return place


def _people_inside(place: Place) -> None:
    word, network = place.words.inside, place.network
    for name, role, side in [
        ("office", Role.OFFICE, Side.STATE),
        ("municipal office", Role.OFFICE, Side.MUNICIPAL),
        ("state speaker", Role.STATE_SIDE, Side.STATE),
        ("municipal speaker", Role.MUNICIPAL_SIDE, Side.MUNICIPAL),
        ("school", Role.SCHOOL, ""),
    ]:
        person = _person(f"Erika {place.words.name}" if name == "school" else name.title(), place)
        place.people[name] = person
        place.keys[f"role of {name}"] = _role(person, network, role, side, f"Tee mit {word}").pk
    for side, name in [(Side.STATE, "state speaker"), (Side.MUNICIPAL, "municipal speaker")]:
        place.keys[f"mandate {side}"] = _mandate(network, place.people[name], side, f"Leitung {word}").pk
    _, place.tokens["invitation"] = invite(
        email=f"neu@{place.slug}.example", full_name=f"Neu {place.words.name}", by=None, at=timezone.now()
    )


def _contract(place: Place) -> None:
    """Write a version in every state; the program allows one open version at a time, the database several."""
    words, today = place.words, timezone.localdate()
    contract = CooperationContract.objects.create(network=place.network)
    numbered = iter(range(1, 20))

    def version(state: str, word: str, day: date, *steps: Callable[[ContractVersion], None]) -> None:
        made = _draft(contract, next(numbered), word, day, place.people["office"])
        for step in steps:
            step(made)
        place.versions[state] = ContractVersion.objects.get(pk=made.pk)

    put_up, consents, refuse = _steps(place)
    version("superseded", "Apfelmus", date(2013, 11, 19), put_up, consents)
    version("in force", "Apfelmus", today - timedelta(days=30), put_up, consents)
    version("not agreed", words.laid, today + timedelta(days=30), put_up, refuse)
    version("agreed", words.laid, today + timedelta(days=60), put_up, consents)
    version("put up", words.laid, today + timedelta(days=90), put_up)
    version("draft", words.draft, today + timedelta(days=120))
    for state, kept in place.versions.items():
        word = words.draft if state == "draft" else words.laid
        leave_remark(version=kept, text=f"Und das {word}?", by=place.people["office"], at=timezone.now())
        place.keys[f"paper {state}"] = _paper(kept, word, place.people["office"])
    place.versions["superseded"].refresh_from_db()
    assert {state: kept.status for state, kept in place.versions.items()} == {
        "superseded": VersionStatus.SUPERSEDED,
        "in force": VersionStatus.IN_FORCE,
        "not agreed": VersionStatus.NOT_AGREED,
        "agreed": VersionStatus.AGREED,
        "put up": VersionStatus.PUT_UP,
        "draft": VersionStatus.DRAFT,
    }


def _paper(version: ContractVersion, word: str, by: User) -> int:
    content = contract_paper(version=version, at=timezone.now())
    file = ContentFile(content, name=f"{word}.pdf")
    return attach_paper(version=version, file=file, purpose="SIGNED_CONTRACT", by=by, at=timezone.now()).pk


def _steps(place: Place) -> list[Callable[[ContractVersion], None]]:
    now = timezone.now()
    speakers = {Side.STATE: place.people["state speaker"], Side.MUNICIPAL: place.people["municipal speaker"]}

    def put_up(version: ContractVersion) -> None:
        contracts.put_up(version=version, by=place.people["office"], at=now)

    def consents(version: ContractVersion) -> None:
        version.refresh_from_db()
        for side, speaker in speakers.items():
            contracts.consent_to_contract(
                version=version, side=side, shown_hash=version.content_hash, by=speaker, at=now
            )

    def refuse(version: ContractVersion) -> None:
        reason = f"Wegen {place.words.laid}."
        contracts.refuse_contract(version=version, side=Side.STATE, reason=reason, by=speakers[Side.STATE], at=now)

    return [put_up, consents, refuse]


def _draft(contract: CooperationContract, number: int, word: str, day: date, by: User) -> ContractVersion:
    version = ContractVersion.objects.create(
        contract=contract,
        number=number,
        title=f"Kooperationsvertrag {word}",
        state_party="Land Nordrhein-Westfalen",
        municipal_party="Kreis",
        legal_basis=LegalBasis.SECTION_78A,
        effective_from=day,
        created_by=by,
        created_at=timezone.now(),
    )
    Clause.objects.create(version=version, position=1, kind="AIMS", heading=f"Ziele {word}", text=f"Mehr {word}.")
    Clause.objects.create(version=version, position=2, kind="OTHER", heading="Weiteres", text="Nichts weiter.")
    AgreedField.objects.create(version=version, position=1, name=f"Feld {word}", description=f"Zum {word}.")
    drafting.change_frame(
        version=version,
        title=version.title,
        state_party=version.state_party,
        municipal_party=version.municipal_party,
        legal_basis=version.legal_basis,
        effective_from=day,
        by=by,
        at=timezone.now(),
    )
    return version
