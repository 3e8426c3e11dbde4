"""What stands in the room of inclusion of a network of the table: a school with places, counts, plans."""

from datetime import date

from bildungsnetz.inclusion.models import (
    NeedCount,
    OfferForm,
    Origin,
    Scenario,
    SupportOffer,
    SupportPlaces,
    SupportSchool,
)
from tests.access.place import Place


def plant_inclusion(place: Place) -> None:
    """Give the network a school with support, its places, and a small count of need."""
    key, word = place.network.region.key, place.words.inside
    town = {"05158": "05158024", "05966": "05966024"}[key]
    school = SupportSchool.objects.create(school_number=f"3{key}", name=f"Schule {word}", town=town, school_type="15")
    SupportOffer.objects.create(school=school, focus="LE", form=OfferForm.JOINT_LEARNING, began_on=date(2020, 8, 1))
    SupportPlaces.objects.create(school=school, focus="LE", grade=5, year=2026, places=4, origin=Origin.ENTERED)
    NeedCount.objects.create(
        network=place.network, town=town, focus="LE", grade=5, school_type="15", year=2026, count=3,
        origin=Origin.ENTERED,
    )  # fmt: skip
    scenario = Scenario.objects.create(network=place.network, title=f"Szenario {word}")
    place.keys["scenario"] = scenario.pk
    place.tokens["support school"] = school.school_number
