"""The demonstration network: Kreis Mettmann with the facts of its contract, invented people, schools and dates.

Real are the region, its ten towns, the contract of 19 November 2013 with its three fields of action, the two who
signed it and the two posts (press release of the state government of that day). The contract's wording is our own
example, since the text is not public; everything else is invented and says so.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.demo import LOGINS, PASSWORD, Login
from bildungsnetz.desk.demo_bodies import make_bodies
from bildungsnetz.desk.demo_partners import make_partners
from bildungsnetz.desk.demo_report import make_report
from bildungsnetz.desk.demo_schools import FIRST_NUMBER, make_schools
from bildungsnetz.desk.demo_season import make_season
from bildungsnetz.inclusion.examples import make_inclusion
from bildungsnetz.monitoring.examples import make_figures, make_rates
from bildungsnetz.networks.models import (
    AgreedField,
    Competence,
    ContractVersion,
    DutyKind,
    FieldOfAction,
    LegalBasis,
    Mandate,
    Network,
    Region,
    Role,
    Scope,
    Side,
    Source,
)
from bildungsnetz.networks.services import contract, drafting, duties, posts
from bildungsnetz.networks.services.opening import open_network
from bildungsnetz.networks.services.people import give_role
from bildungsnetz.networks.services.register import load_register

SIGNED_ON = date(2013, 11, 19)
PRESS_RELEASE = "Pressemitteilung der Landesregierung vom 19.11.2013"
FIELDS_2013 = (
    ("Schulische Inklusion", "Passende Plätze für gemeinsames Lernen in der Region (Beispieltext)."),
    ("Übergang Schule–Beruf", "Jede Schülerin und jeder Schüler erkundet Berufsfelder (Beispieltext)."),
    ("Medienkonzepte", "Jede Schule hat ein gültiges Medienkonzept (Beispieltext)."),
)


@transaction.atomic
def make_demo(*, at: datetime) -> Network:
    """Make register, network, people, contract, posts, dates, schools and figures in one transaction."""
    load_register(by=None, at=at)
    network = open_network(region=Region.objects.get(key="05158"), on=at.date(), by=None, at=at)
    people = {login.email: _person(login, network, at) for login in LOGINS}
    office = people["kreis@demo.example"]
    speakers = {Side.STATE: people["schulaufsicht@demo.example"], Side.MUNICIPAL: people["kreisleitung@demo.example"]}
    first = _contract_of_2013(network, office, speakers, at)
    _next_contract(first, office, speakers, at)
    _posts(network, first, people, at)
    _dates(network, first, office, at)
    make_bodies(network=network, people=people, at=at)
    make_schools(network=network, by=people["betreiber@demo.example"], at=at)
    make_figures(network=network, first_school=FIRST_NUMBER, by=office, at=at)
    make_rates(network=network, by=office, at=at)
    years = tuple(range(at.year - 5, at.year))
    make_report(network=network, office=office, speakers=speakers, years=years, at=at)
    make_partners(network=network, by=office, at=at)
    make_inclusion(network=network, by=office, at=at)
    make_season(network=network, office=office, teacher=people["schule@demo.example"], at=at)
    return network


def _person(login: Login, network: Network, at: datetime) -> User:
    person = User.objects.create_user(login.email, PASSWORD, full_name=login.name)
    statewide = login.role in (Role.MINISTRY, Role.OPERATOR)
    began = at.date() - timedelta(days=400)
    give_role(
        person=person,
        network=None if statewide else network,
        role=login.role,
        side=login.side,
        function=login.function,
        began_on=began,
        by=None,
        at=at,
    )
    if login.office and login.side:
        for scope in Scope:
            Mandate.objects.create(
                person=person,
                network=network,
                side=login.side,
                scope=scope,
                office=login.office,
                function=login.function,
                began_on=began,
            )
    return person


def _contract_of_2013(network: Network, office: User, speakers: dict[Side, User], at: datetime) -> ContractVersion:
    version = drafting.draft_from_template(network=network, by=office, at=at)
    version = drafting.change_frame(
        version=version,
        title="Kooperationsvertrag (Wortlaut als Beispiel)",
        state_party="Land Nordrhein-Westfalen, vertreten durch das Ministerium für Schule und Weiterbildung",
        municipal_party="Kreis Mettmann, vertreten durch den Landrat",
        legal_basis=LegalBasis.CONTRACT_ONLY,
        effective_from=SIGNED_ON,
        by=office,
        at=at,
    )
    for name, description in FIELDS_2013:
        _field(version, None, name, description, None, office, at)
    source = Source.objects.filter(memberships__network=network).order_by("pk").first()
    version.source = source or Source.objects.create(title=PRESS_RELEASE)
    version.save(update_fields=["source"])
    contract.put_up(version=version, by=office, at=at)
    signatories = {Side.STATE: "Ministerin Sylvia Löhrmann", Side.MUNICIPAL: "Landrat Thomas Hendele"}
    for side in Side:
        fresh = ContractVersion.objects.get(pk=version.pk)
        contract.consent_to_contract(
            version=fresh,
            side=side,
            shown_hash=fresh.content_hash,
            by=speakers[side],
            at=at,
            signed_on_paper_on=SIGNED_ON,
            signatory=signatories[side],
        )
    return ContractVersion.objects.get(pk=version.pk)


def _next_contract(first: ContractVersion, office: User, speakers: dict[Side, User], at: datetime) -> None:
    """Lay a second version before the sides: today's fields of the county, and the state side has consented."""
    version = drafting.draft_new_version(amends=first, by=office, at=at)
    next_year = at.year + (1 if at.month >= 8 else 0)
    version = drafting.change_frame(
        version=version,
        title=version.title,
        state_party=version.state_party,
        municipal_party=version.municipal_party,
        legal_basis=LegalBasis.SECTION_78A,
        effective_from=date(next_year, 8, 1),
        by=office,
        at=at,
    )
    for old, new in (("Übergang Schule–Beruf", "Berufliche Orientierung"), ("Medienkonzepte", "Digitale Welten")):
        drafting.remove_field(field=AgreedField.objects.get(version=version, name=old), by=office, at=at)
        follows = FieldOfAction.objects.get(network=first.network, name=old)
        _field(version, None, new, "Führt das bisherige Handlungsfeld weiter (Beispieltext).", follows, office, at)
    _field(version, None, "Integration durch Bildung", "Neues Handlungsfeld (Beispieltext).", None, office, at)
    clause = version.clauses.get(kind="evaluation")
    drafting.change_clause(
        clause=clause,
        heading=clause.heading,
        text="Die Seiten werten ihre Zusammenarbeit gemeinsam aus und berichten dem Kreistag und dem Land (Beispiel).",
        competence=Competence(clause.competence),
        stays_with=clause.stays_with,
        by=office,
        at=at,
    )
    contract.put_up(version=version, by=office, at=at)
    fresh = ContractVersion.objects.get(pk=version.pk)
    contract.consent_to_contract(
        version=fresh, side=Side.STATE, shown_hash=fresh.content_hash, by=speakers[Side.STATE], at=at
    )


def _field(
    version: ContractVersion,
    field: AgreedField | None,
    name: str,
    description: str,
    follows: FieldOfAction | None,
    by: User,
    at: datetime,
) -> None:
    drafting.set_field(
        version=version,
        field=field,
        name=name,
        description=description,
        competence=Competence.JOINT,
        stays_with="",
        follows=follows,
        by=by,
        at=at,
    )


def _posts(network: Network, version: ContractVersion, people: dict[str, User], at: datetime) -> None:
    """Promise one post of each side (press release of 2013); how they are filled is invented."""
    began = at.date() - timedelta(days=400)
    for side, title, filled, email in (
        (Side.STATE, "Lehrerstelle", Decimal("1.00"), "land@demo.example"),
        (Side.MUNICIPAL, "Stelle des Kreises", Decimal("0.50"), "kreis@demo.example"),
    ):
        post = posts.promise_post(
            network=network,
            side=side,
            title=title,
            promised_fte=Decimal("1.00"),
            began_on=SIGNED_ON,
            ended_on=None,
            agreed_in=version,
            by=None,
            at=at,
        )
        posts.fill_post(
            post=post, filled_fte=filled, began_on=began, ended_on=None, person=people[email], by=None, at=at
        )


def _dates(network: Network, version: ContractVersion, office: User, at: datetime) -> None:
    """Enter an invented working year around today; only the reference date of the school statistics is real."""
    first_year = at.year if at.month >= 8 else at.year - 1
    dates = (
        (DutyKind.STATISTICS, "Stichtag der Schulstatistik", date(first_year, 10, 15)),
        (DutyKind.OTHER, "Bildungskonferenz (Beispiel)", date(first_year, 11, 18)),
        (DutyKind.OTHER, "Lenkungskreis: Arbeitsprogramm (Beispiel)", date(first_year, 12, 9)),
        (DutyKind.EVALUATION, "Auswertung der Zusammenarbeit (Beispiel)", date(first_year + 1, 3, 16)),
        (DutyKind.OTHER, "Lenkungskreis: Zwischenstand (Beispiel)", date(first_year + 1, 5, 26)),
        (DutyKind.REPORT, "Jahresbericht an Kreistag und Land (Beispiel)", date(first_year + 1, 6, 30)),
    )
    for kind, title, due_on in dates:
        duty = duties.enter_duty(
            network=network,
            kind=kind,
            title=title,
            due_on=due_on,
            agreed_in=version,
            is_public="Bildungskonferenz" in title,
            by=office,
            at=at,
        )
        if due_on < at.date():
            duties.finish_duty(duty=duty, on=due_on, by=office, at=at)
