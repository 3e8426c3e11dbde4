"""Invented places and counts for the demonstration; everything is marked as an example."""

from datetime import date, datetime, timedelta

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import (
    AssistantHours,
    GuideContact,
    GuideDate,
    NeedCount,
    OfferForm,
    Origin,
    PupilCount,
    Scenario,
    ScenarioStep,
    StepKind,
    SupportOffer,
    SupportPlaces,
    SupportSchool,
    Target,
    TransitionCount,
    YearFacts,
)
from bildungsnetz.inclusion.selectors.planning import town_keys
from bildungsnetz.inclusion.services.plans import begin_scenario
from bildungsnetz.networks.models import Network

YEARS = 4
# How many of a grade in a town need support in a focus, before the year's small change.
SHARES = dict(zip(FOCUSES, (9, 6, 7, 2, 1, 3, 2), strict=True))


def make_inclusion(*, network: Network, by: User, at: datetime) -> None:
    """Make schools, counts of four years, places, a scenario, hours, and the guide's offices and dates."""
    last = at.year if at.month >= 8 else at.year - 1
    towns, years = town_keys(network), range(last - YEARS + 1, last + 1)
    need, pupils = [], []
    for place, town in enumerate(towns):
        for grade in range(1, 11):
            kind = "02" if grade < 5 else "15"
            for step, year in enumerate(years):
                cell = {"network": network, "town": town, "grade": grade, "year": year, "origin": Origin.EXAMPLE}
                pupils.append(PupilCount(**cell, school_type=kind, pupils=260 + 25 * (place % 4)))
                pupils.append(PupilCount(**cell, school_type="08", pupils=40))
                for focus, share in SHARES.items():
                    count = max(0, share + (place * 3 + grade + step) % 4 - 2)
                    need.append(
                        NeedCount(**cell, focus=focus, school_type="08" if focus == "GG" else kind, count=count)
                    )
    PupilCount.objects.bulk_create(pupils, batch_size=500)
    NeedCount.objects.bulk_create(need, batch_size=500)
    for place, town in enumerate(towns):
        _school(town, place, last)
    scenario: Scenario = begin_scenario(network=network, title="Neue Gruppe in Haan (Beispiel)", by=by, at=at)
    Scenario.objects.filter(pk=scenario.pk).update(is_example=True)
    ScenarioStep.objects.create(scenario=scenario, kind=StepKind.NEW_SCHOOL, from_year=last + 1, town="05158008",
                                focus="LE", first_grade=5, last_grade=10, value=6)  # fmt: skip
    for focus in ("GG", "HK", "KM"):
        TransitionCount.objects.create(network=network, year=last, element="SBO 5.2", focus=focus, count=7)
    GuideContact.objects.create(network=network, office="Beratungsstelle Inklusion (Beispiel)", phone="02104 000000",
                                email="inklusion@demo.example", is_example=True)  # fmt: skip
    GuideDate.objects.create(network=network, due_on=at.date() + timedelta(days=80), is_example=True,
                             title="Anträge für das nächste Schuljahr (Beispiel)")  # fmt: skip


def _school(town: str, place: int, year: int) -> None:
    special = place % 4 == 0
    school = SupportSchool.objects.create(
        school_number=f"9{place:05d}", name=f"{'Förderschule' if special else 'Gesamtschule'} {place + 1} (Beispiel)",
        town=town, school_type="08" if special else "15", is_example=True,
    )  # fmt: skip
    form = OfferForm.SPECIAL_SCHOOL if special else OfferForm.JOINT_LEARNING
    places = []
    for focus in ("GG", "LE", "ES") if special else ("LE", "SQ", "ES", "KM"):
        SupportOffer.objects.create(school=school, focus=focus, form=form, target=Target.UNKNOWN,
                                    began_on=date(year - 3, 8, 1))  # fmt: skip
        places += [
            SupportPlaces(
                school=school, focus=focus, grade=grade, year=year, places=6 + place % 4, origin=Origin.EXAMPLE
            )
            for grade in range(1, 11)
        ]
    SupportPlaces.objects.bulk_create(places)
    YearFacts.objects.create(school=school, year=year, pupils=90 + 40 * place, minimum_size=112 if special else None,
                             rooms=3, step_free="PARTLY", posts_fte="2.5")  # fmt: skip
    AssistantHours.objects.create(school=school, year=year, needed=40 + 7 * place, promised=40, placed=30)
