"""A season of exploration days in a network of the table: companies, offers, a school with codes, a run."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.partners.models import Kind, School
from bildungsnetz.partners.tests.factories import InstitutionFactory
from bildungsnetz.transition.models import Coordinator, Participation, RunKind
from bildungsnetz.transition.selectors import days_of
from bildungsnetz.transition.services.codes import make_class, make_codes
from bildungsnetz.transition.services.offers import ask_host, link_of_host, submit_offers
from bildungsnetz.transition.services.running import ask_for_run
from bildungsnetz.transition.services.seasons import add_school, draw_seed, open_season
from tests.access.place import Place

YEAR = 2035


def plant_season(place: Place) -> None:
    """Open a season whose ranking has not begun."""
    word, by, now, today = place.words.inside, place.people["office"], timezone.now(), timezone.localdate()
    season = open_season(
        network=place.network, year=YEAR, days=[today + timedelta(days=80), today + timedelta(days=81)], values={
            "offers_until": today + timedelta(days=30), "codes_until": today + timedelta(days=30),
            "wishes_from": _at(today + timedelta(days=40)), "wishes_until": _at(today + timedelta(days=50)),
            "results_at": _at(today + timedelta(days=60)), "closes_on": today + timedelta(days=200),
        }, by=by, at=now,
    )  # fmt: skip
    season = draw_seed(season=season, by=by, at=now)
    town = place.school_number[1:] + {"05158": "024", "05966": "024"}[place.network.region.key]
    house = InstitutionFactory(name=f"Werk {word}", town=town, kind=Kind.COMPANY, email="werk@demo.example")
    host = ask_host(season=season, institution=house, contact_name=f"Ida {word}", by=by, at=now)
    content = {
        "field": "G", "title": f"Mithelfen {word}", "occupations": "", "starts_at": time(9), "ends_at": time(15),
        "min_group": 0, "max_per_school": None, "min_age": None, "street": "", "postcode": "", "town": town,
        "step_free": False, "needs_instruction": False, "clothing": "", "meeting_point": word,
    }  # fmt: skip
    offers = submit_offers(
        host=host, places=dict.fromkeys(days_of(season), 2), content=content, by=by, at=now, checked=True
    )
    waiting = submit_offers(
        host=host, places={days_of(season)[0]: 3}, content={**content, "field": "M"}, by=None, at=now
    )
    school = School.objects.get(school_number=place.school_number)
    part = add_school(season=season, school=school, days=days_of(season), pupils_expected=3, by=by, at=now)
    made = make_class(participation=part, name="8a", by=by, at=now)
    make_codes(school_class=made, count=3, age=13, by=by, at=now)
    ask_for_run(
        season=season, kind=RunKind.TRIAL, label=word, max_km=None, only_wished=False, fields_may_repeat=False,
        by=by, at=now,
    )  # fmt: skip
    place.tokens["host"] = link_of_host(host=host, by=by, at=now)[1]
    place.keys |= {
        "season": YEAR, "offer": offers[0].pk, "waiting offer": waiting[0].pk, "host": host.pk,
        "taking part": part.pk, "class": made.pk, "run of season": 1, "code number": 1,
    }  # fmt: skip


def let_coordinate(place: Place, person: User) -> None:
    """Let a person coordinate the school of the season."""
    Coordinator.objects.create(participation=Participation.objects.get(pk=place.keys["taking part"]), person=person)


def _at(day):
    return datetime.combine(day, time(8), tzinfo=timezone.get_current_timezone())
