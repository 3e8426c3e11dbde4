"""Counts, schools and people for tests; what matters for a case stands in the test."""

from datetime import date, datetime

from bildungsnetz.inclusion.models import (
    NeedCount,
    OfferForm,
    Origin,
    PupilCount,
    SupportOffer,
    SupportPlaces,
    SupportSchool,
)
from bildungsnetz.networks.models import Network, Role, Side
from bildungsnetz.networks.tests.factories import BERLIN, make_role

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
METTMANN, VELBERT, HAAN = "05158024", "05158032", "05158008"


def make_office(network: Network, name: str = "Jana Osterkamp"):
    return make_role(network, name, Role.OFFICE, Side.MUNICIPAL)


def make_supervision(network: Network, name: str = "Ulrike Brandt"):
    return make_role(network, name, Role.STATE_SIDE, Side.STATE)


def make_school_body(network: Network, name: str = "Yusuf Aydin"):
    return make_role(network, name, Role.SCHOOL_BODY, Side.MUNICIPAL)


def make_need(network: Network, *, town: str = METTMANN, focus: str = "LE", grade: int = 5, year: int = 2026,
              count: int = 12, school_type: str = "15") -> NeedCount:  # fmt: skip
    return NeedCount.objects.create(
        network=network, town=town, focus=focus, grade=grade, school_type=school_type, year=year, count=count,
        origin=Origin.ENTERED,
    )  # fmt: skip


def make_pupils(network: Network, *, town: str = METTMANN, grade: int = 5, year: int = 2026, pupils: int = 100,
                school_type: str = "15") -> PupilCount:  # fmt: skip
    return PupilCount.objects.create(
        network=network, town=town, grade=grade, school_type=school_type, year=year, pupils=pupils,
        origin=Origin.ENTERED,
    )  # fmt: skip


def make_support_school(number: str = "190001", *, town: str = METTMANN, focus: str = "LE",
                        form: str = OfferForm.JOINT_LEARNING, school_type: str = "15") -> SupportSchool:  # fmt: skip
    school = SupportSchool.objects.create(
        school_number=number, name=f"Schule {number}", town=town, school_type=school_type
    )
    SupportOffer.objects.create(school=school, focus=focus, form=form, began_on=date(2020, 8, 1))
    return school


def make_places(school: SupportSchool, *, focus: str = "LE", grade: int = 5, year: int = 2026, places: int = 10):
    return SupportPlaces.objects.create(
        school=school, focus=focus, grade=grade, year=year, places=places, origin=Origin.ENTERED
    )
