"""The exploration season of the demonstration: invented companies, four schools, 300 codes with wishes."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import School
from bildungsnetz.partners.services import mark_partners_as_examples
from bildungsnetz.partners.services.institutions import enter_institution
from bildungsnetz.transition.models import Offer, Participation, Season, SeasonDay
from bildungsnetz.transition.occupations import OccupationalField
from bildungsnetz.transition.selectors import days_of
from bildungsnetz.transition.services.codes import make_class, make_codes, set_example_code
from bildungsnetz.transition.services.offers import ask_host, submit_offers
from bildungsnetz.transition.services.seasons import add_school, change_school, draw_seed, open_season
from bildungsnetz.transition.services.wishing import replace_wishes

# Towns in the order of the alphabet have few companies in the north-east of the county, as everybody there says.
TOWNS = ("05158004", "05158008", "05158016", "05158020", "05158024", "05158026", "05158028", "05158036")
SCHOOLS, CLASSES, IN_CLASS = 4, ("8a", "8b", "8c"), 25
COMPANIES, PLACES = 36, 8
WISHES = 8
EXAMPLE_CODE = "DEMANETZ"
CHANCE = 2027


def make_season(
    *, network: Network, office: User, teacher: User, at: datetime, pupils_in_class: int = IN_CLASS
) -> None:
    """Open a season in which pupils are ranking today."""
    season = _open(network, office, at)
    days = days_of(season)
    offers = _offers(season, days, office, at)
    draw = random.Random(CHANCE)  # noqa: S311  the same invented wishes at every start
    for place, school in enumerate(_schools(network)):
        part = add_school(
            season=season, school=school, days=days, pupils_expected=pupils_in_class * len(CLASSES), by=office, at=at
        )
        change_school(
            participation=part, days=days, pupils_expected=pupils_in_class * len(CLASSES),
            coordinators=[teacher] if place == 0 else [], by=office, at=at,
        )  # fmt: skip
        _pupils(part, offers, pupils_in_class, draw, teacher, at)
    first = season.pupils.select_related("school_class", "season__network").order_by("reference")[0]
    set_example_code(pupil=first, code=EXAMPLE_CODE)


def _open(network: Network, office: User, at: datetime) -> Season:
    begun, today = at - timedelta(days=20), timezone.localdate(at)
    first = _monday(today + timedelta(days=42)) + timedelta(days=1)
    season = open_season(
        network=network, year=first.year, days=[first, first + timedelta(days=1), first + timedelta(days=2)], values={
            "offers_until": today + timedelta(days=3), "codes_until": today - timedelta(days=4),
            "wishes_from": _at(today - timedelta(days=3), 8), "wishes_until": _at(today + timedelta(days=9), 18),
            "results_at": _at(today + timedelta(days=14), 12), "closes_on": today + timedelta(days=150),
            "max_km": 20, "needs_consent": True,
        }, by=office, at=begun, is_example=True,
    )  # fmt: skip
    return draw_seed(season=season, by=office, at=begun)


def _offers(season: Season, days: list[SeasonDay], office: User, at: datetime) -> list[Offer]:
    """Let companies offer places; the last ones wait for the office."""
    fields, made = list(OccupationalField), []
    for number in range(COMPANIES):
        field = fields[number % len(fields)]
        town = TOWNS[number * 3 % len(TOWNS)]
        house = enter_institution(
            network=season.network, values={
                "kind": "COMPANY", "side": "THIRD", "name": f"Beispielbetrieb {number + 1:02d} ({field.value})",
                "town": town, "place": "Beispielort", "street": f"Beispielweg {number + 1}", "postcode": "40822",
                "email": f"betrieb{number + 1}@demo.example", "phone": "02104 000000",
            }, further_kinds=[], by=office, at=at,
        )  # fmt: skip
        host = ask_host(season=season, institution=house, by=office, at=at)
        if number >= COMPANIES - 2:
            continue
        waits = number == COMPANIES - 3
        made += submit_offers(
            host=host, places=dict.fromkeys(days[:2 + number % 2], PLACES + number % 3), content={
                "field": field.value, "title": f"Einen Tag mitarbeiten: {field.label} (Beispiel)", "occupations": "",
                "starts_at": time(8 + number % 2), "ends_at": time(14 + number % 2), "min_group": 0,
                "max_per_school": None, "min_age": 15 if waits else None, "street": f"Beispielweg {number + 1}",
                "postcode": "40822", "town": town, "step_free": number % 3 > 0, "needs_instruction": field == "G",
                "clothing": "Feste Schuhe" if field in ("BAV", "M") else "", "meeting_point": "",
            }, by=None if waits else office, at=at - timedelta(days=10), checked=not waits,
        )  # fmt: skip
    mark_partners_as_examples(network=season.network)
    return [offer for offer in made if offer.status == "RELEASED"]


def _pupils(
    part: Participation, offers: list[Offer], count: int, draw: random.Random, teacher: User, at: datetime
) -> None:
    """Make classes with codes; four of five pupils have ranked, most of them handed in."""
    for name in CLASSES:
        made = make_class(participation=part, name=name, by=teacher, at=at)
        make_codes(school_class=made, count=count, age=13, by=teacher, at=at)
        for pupil in made.pupils.select_related("school_class__participation__season", "season").order_by("number"):
            if pupil.number % 5:
                replace_wishes(pupil=pupil, offers=draw.sample(offers, WISHES), at=at)


def _schools(network: Network) -> Iterator[School]:
    found = School.objects.filter(institution__town__startswith=network.region.key, school_type__in=["15", "20", "10"])
    yield from found.select_related("institution").order_by("school_number")[:SCHOOLS]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())
