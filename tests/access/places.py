"""The world of the table: two networks with objects of every kind and state, and people of every role."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth import BACKEND_SESSION_KEY
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.services import invite
from bildungsnetz.intake.services import preview_import
from bildungsnetz.monitoring.services.releases import prepare_release
from bildungsnetz.monitoring.services.reports import begin_edition
from bildungsnetz.networks.models import (
    AgreedField,
    Clause,
    ContractVersion,
    CooperationContract,
    DutyKind,
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
from bildungsnetz.networks.services.calendar import subscribe
from bildungsnetz.networks.services.duties import enter_duty
from bildungsnetz.networks.services.paper import contract_paper
from bildungsnetz.networks.services.papers import attach_paper
from bildungsnetz.networks.services.posts import fill_post, promise_post
from bildungsnetz.networks.services.register import load_register
from bildungsnetz.networks.services.remarks import leave_remark
from bildungsnetz.partners.models import CooperationKind, Evidence, Institution
from bildungsnetz.partners.services.cooperations import enter_cooperation
from bildungsnetz.partners.services.merging import merge
from bildungsnetz.partners.services.people import enter_person
from bildungsnetz.partners.services.self_service import ask_to_confirm
from bildungsnetz.partners.tests.factories import InstitutionFactory, SchoolFactory, schuldaten
from tests.access.roles import Visitor

V = Visitor
PASSWORD = "Der Kastanienbaum blüht im Mai"
LONG_AGO = date(2010, 1, 1)


@dataclass(frozen=True)
class Words:
    """Planted words that stand in no public text.

    Of drafts, of what was laid before the sides, of inner matters, and the name of a person without public office.
    """

    draft: str
    laid: str
    inside: str
    name: str


OWN_WORDS = Words(draft="Holunderblut", laid="Quittenmus", inside="Hagebuttentee", name="Schlehenfeuer")
FOREIGN_WORDS = Words(
    draft="Zwetschgenkuchen", laid="Zwetschgenkuchen", inside="Zwetschgenkuchen", name="Mirabellengeist"
)


@dataclass
class Place:
    """A network and one object of every kind in it."""

    network: Network
    words: Words
    versions: dict[str, ContractVersion] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    school_number: str = ""

    @property
    def slug(self) -> str:
        """The network's part of addresses."""
        return self.network.slug


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
    _work(place)
    _directory(place)
    _figures(place)
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


def _work(place: Place) -> None:
    word, now, by = place.words.inside, timezone.now(), place.people["office"]
    duty = enter_duty(
        network=place.network,
        kind=DutyKind.EVALUATION,
        title=f"Evaluation {word}",
        due_on=timezone.localdate() + timedelta(days=20),
        agreed_in=None,
        note=f"Mit {word}",
        by=by,
        at=now,
    )
    post = promise_post(
        network=place.network,
        side=Side.STATE,
        title=f"Stelle {word}",
        promised_fte=Decimal("1.00"),
        began_on=LONG_AGO,
        ended_on=None,
        agreed_in=None,
        by=by,
        at=now,
    )
    filling = fill_post(
        post=post, filled_fte=Decimal("0.50"), began_on=LONG_AGO, ended_on=None, person=by, by=by, at=now
    )
    place.keys |= {"duty": duty.pk, "post": post.pk, "filling": filling.pk}
    place.tokens["feed"] = subscribe(network=place.network, by=by, at=now)


def _figures(place: Place) -> None:
    """Begin a release and an edition of the education report; both are drafts."""
    word, by, now = place.words.draft, place.people["office"], timezone.now()
    release = prepare_release(network=place.network, title=f"Zahlen {word}", text=f"Mehr {word}.", by=by, at=now)
    edition = begin_edition(network=place.network, title=f"Bericht {word}", year=now.year, by=by, at=now)
    place.keys |= {"release": release.pk, "edition": edition.pk}
    place.tokens["release"] = release.name


def _directory(place: Place) -> None:
    """Give the network a school, an institution, and a file of its own that waits for a decision."""
    key, now = place.network.region.key, timezone.now()
    place.school_number = f"1{key}"
    town = {"05158": "05158024", "05966": "05966024"}[key]
    SchoolFactory(school_number=place.school_number, institution__town=town)
    _partners(place, InstitutionFactory(name=f"Haus {place.words.inside}", town=town, email="haus@demo.example"), town)
    for name, scope in [("run", place.slug), ("run for the state", "")]:
        waiting = schuldaten({"Schulnummer": f"2{key}", "Gemeindeschluessel": town}, stated="01.10.2026")
        file_name = f"{place.words.inside if scope else 'Land'}.csv"
        run = preview_import(
            name=file_name, content=waiting, scope=scope, by=None, at=now, retrieved_on=timezone.localdate()
        )
        place.keys[name] = run.pk


def _partners(place: Place, house: Institution, town: str) -> None:
    """Give the network a partner with a person, a cooperation, a merge, and a link to its own entry."""
    network, by, now, word = place.network, place.people["office"], timezone.now(), place.words.inside
    other, double = (InstitutionFactory(name=f"{kind} {word}", town=town) for kind in ("Werkstatt", "Scheune"))
    function = enter_person(
        network=network, institution=house, contact={"name": f"Ida {word}"}, title=f"Leitung {word}",
        began_on=LONG_AGO, publication=False, mailing=False, by=by, at=now,
    )  # fmt: skip
    cooperation = enter_cooperation(
        network=network, first=house, second=other, kind=CooperationKind.SUPPORTS, purpose=word,
        evidence=Evidence.AGREEMENT, evidence_note="", began_on=LONG_AGO, by=by, at=now,
    )  # fmt: skip
    merged = merge(network=network, kept=other, dropped=double, by=by, at=now)
    tokens: list[str] = []

    def address(token: str) -> str:
        tokens.append(token)
        return f"https://netz.example/{token}"

    ask_to_confirm(institution=house, network=network, address=address, by=by, at=now)
    place.tokens["own data"] = tokens[0]
    place.keys |= {
        "partner": house.pk,
        "other partner": other.pk,
        "contact person": function.person_id,
        "function": function.pk,
        "cooperation": cooperation.pk,
        "merge": merged.pk,
    }
