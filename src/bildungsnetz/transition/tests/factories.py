"""A small season that can be walked through; what matters for a case stands in the test."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Network, Role, RoleAssignment, Side
from bildungsnetz.networks.tests.factories import BERLIN, LONG_AGO, make_network, make_person
from bildungsnetz.partners.models import Institution, Kind, School
from bildungsnetz.partners.tests.factories import InstitutionFactory, SchoolFactory
from bildungsnetz.transition.models import Host, Offer, Participation, Pupil, RunKind, Season
from bildungsnetz.transition.selectors import days_of
from bildungsnetz.transition.services.codes import Card, make_class, make_codes
from bildungsnetz.transition.services.offers import ask_host, submit_offers
from bildungsnetz.transition.services.running import ask_for_run
from bildungsnetz.transition.services.seasons import add_school, change_school, draw_seed, open_season
from bildungsnetz.transition.services.wishing import pupil_behind, replace_wishes

EARLY = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
RANKING = datetime(2027, 3, 3, 14, 0, tzinfo=BERLIN)
AFTER_RANKING = datetime(2027, 3, 15, 8, 0, tzinfo=BERLIN)
RESULTS_AT = datetime(2027, 3, 18, 12, 0, tzinfo=BERLIN)
DAYS = [date(2027, 4, 13), date(2027, 4, 14), date(2027, 4, 15)]
VALUES = {
    "offers_until": date(2027, 2, 26),
    "codes_until": date(2027, 2, 26),
    "wishes_from": datetime(2027, 3, 1, 8, 0, tzinfo=BERLIN),
    "wishes_until": datetime(2027, 3, 12, 18, 0, tzinfo=BERLIN),
    "results_at": RESULTS_AT,
    "closes_on": date(2027, 7, 31),
    "days_per_pupil": 3,
    "hours_minimum": 6,
    "fields_may_repeat": False,
    "only_wished": False,
    "max_km": None,
    "needs_consent": False,
}
FIELDS = ("G", "ME", "BAV", "SP", "EL", "ITC")
TOWN, OTHER_TOWN = "05158024", "05158032"


@dataclass
class World:
    """A season with schools, codes and offers."""

    network: Network
    office: User
    teacher: User
    season: Season
    schools: list[Participation] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    hosts: list[Host] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    def pupil(self, number: int) -> Pupil:
        found = pupil_behind(code=self.cards[number].code, at=RANKING)
        assert found is not None
        return found


def make_season(*, like: World | None = None, year: int = 2027, seed: bool = True, **values) -> World:
    """Open a season; ``like`` gives the network and the people of an earlier one."""
    network = like.network if like else make_network()
    office = like.office if like else make_office(network)
    teacher = like.teacher if like else make_person("Karin Vogt")
    if like is None:
        RoleAssignment.objects.create(person=teacher, network=network, role=Role.SCHOOL, began_on=LONG_AGO)
    season = open_season(network=network, year=year, days=DAYS, values={**VALUES, **values}, by=office, at=EARLY)
    if seed:
        season = draw_seed(season=season, by=office, at=EARLY)
    return World(network, office, teacher, season)


def make_office(network: Network) -> User:
    person = make_person("Jana Osterkamp")
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side=Side.MUNICIPAL, began_on=LONG_AGO
    )
    return person


def add_pupils(world: World, *, count: int = 6, number: str = "165700", name: str = "8a", age: int | None = 13):
    school = School.objects.filter(school_number=number).first() or SchoolFactory(
        school_number=number, institution__town=TOWN, institution__name=f"Schule {number}"
    )
    part = add_school(
        season=world.season, school=school, days=days_of(world.season), pupils_expected=count, by=world.office, at=EARLY
    )
    change_school(
        participation=part, days=days_of(world.season), pupils_expected=count, coordinators=[world.teacher],
        by=world.office, at=EARLY,
    )  # fmt: skip
    world.schools.append(part)
    made = make_class(participation=part, name=name, by=world.teacher, at=EARLY)
    world.cards += make_codes(school_class=made, count=count, age=age, by=world.teacher, at=EARLY)
    return part


def content(code: str, **values) -> dict:
    return {
        "field": code, "title": f"Mithelfen in {code}", "occupations": "", "starts_at": time(9), "ends_at": time(15),
        "min_group": 0, "max_per_school": None, "min_age": None, "street": "Talweg 12", "postcode": "40822",
        "town": OTHER_TOWN, "step_free": False, "needs_instruction": False, "clothing": "", "meeting_point": "",
        **values,
    }  # fmt: skip


def add_offers(world: World, names: Sequence[str] = ("Tierklinik", "Studio", "Holzbau"), *, places: int = 2, **values):
    for place, name in enumerate(names):
        house = Institution.objects.filter(name=name).first() or InstitutionFactory(
            name=name, town=OTHER_TOWN, kind=Kind.COMPANY, email=f"firma{place}@demo.example"
        )
        host = ask_host(season=world.season, institution=house, by=world.office, at=EARLY)
        world.hosts.append(host)
        world.offers += submit_offers(
            host=host, places=dict.fromkeys(days_of(world.season), places),
            content=content(**{"code": FIELDS[place % len(FIELDS)], **values}), by=world.office, at=EARLY, checked=True,
        )  # fmt: skip


def rank_by_chance(world: World, *, seed: int = 7, length: int = 4, backwards: bool = False) -> None:
    """Let every pupil rank some offers; the same whatever the order in which they come."""
    for number in list(range(len(world.cards)))[:: -1 if backwards else 1]:
        draw = random.Random(f"{seed}-{number}")
        listed = sorted(world.offers, key=lambda offer: offer.reference)
        chosen = draw.sample(listed, min(length, len(listed)))
        replace_wishes(pupil=world.pupil(number), offers=chosen, at=RANKING + timedelta(minutes=number))


def run(world: World, *, kind: RunKind = RunKind.TRIAL, **values):
    made = ask_for_run(
        season=world.season, kind=kind, label="", by=world.office, at=AFTER_RANKING,
        **{"max_km": None, "only_wished": False, "fields_may_repeat": False, **values},
    )  # fmt: skip
    made.refresh_from_db()
    return made
