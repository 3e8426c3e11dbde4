"""Schools with concepts for tests; what matters for a case stands in the test."""

from datetime import date

from bildungsnetz.media.models import Concept, Purpose, Resolution
from bildungsnetz.media.services.concepts import begin_concept
from bildungsnetz.media.services.tasks import give_task
from bildungsnetz.media.services.trust import record_resolution, release
from bildungsnetz.media.services.writing import write_part
from bildungsnetz.networks.models import Role, Town
from bildungsnetz.networks.tests.factories import LONG_AGO, NOW, make_network, make_role
from bildungsnetz.partners.tests.factories import SchoolFactory

HILDEN = "05158016"
TODAY = date(2026, 11, 24)


def make_place():
    """Make a network with the town of its schools."""
    network = make_network()
    Town.objects.create(ags=HILDEN, name="Hilden", region=network.region)
    return network


def make_school(number="199901", town=HILDEN, school_type="15", name="Gesamtschule Am Stadtwald"):
    return SchoolFactory(school_number=number, school_type=school_type, institution__town=town, institution__name=name)


def make_author(network, school, name="Mareike Thiel", *, is_head=False):
    person = make_role(network, name, Role.SCHOOL)
    give_task(network=network, person=person, school=school, is_head=is_head, began_on=LONG_AGO, by=None, at=NOW)
    return person


def make_reader(network, body_key=HILDEN, name="Yusuf Aydin"):
    person = make_role(network, name, Role.SCHOOL_BODY)
    give_task(network=network, person=person, body_key=body_key, began_on=LONG_AGO, by=None, at=NOW)
    return person


def make_concept(network, school, by, year=2026) -> Concept:
    return begin_concept(network=network, school=school, year=year, by=by, at=NOW)


def unit(competence="6.4", grade=8, subject="D", unit="Wer entscheidet, was ich sehe?", binding="COMPULSORY", **more):
    return {
        "competence": competence, "grade": grade, "subject": subject, "unit": unit, "equipment": "Klassensatz Tablets",
        "binding": binding, "extent": "ALL", "progress": "PLANNED", **more,
    }  # fmt: skip


def need(**more):
    return {
        "holding": "NEED", "category": "PUPIL", "label": "Tablets", "quantity": 30, "year": 2027, "condition": "",
        "funding": "BODY", "room": "", "cost": 12_000, **more,
    }  # fmt: skip


def write(concept, kind, values, by, **more):
    return write_part(concept=concept, kind=kind, values=values, by=by, at=NOW, **more)


def adopt(concept, by):
    record_resolution(
        concept=concept, resolved_on=date(2026, 11, 20), result=Resolution.Result.ADOPTED, note="", by=by, at=NOW,
        today=TODAY,
    )  # fmt: skip
    concept.refresh_from_db()
    return concept


def release_all(concept, by, purposes=tuple(Purpose)):
    for purpose in purposes:
        release(concept=concept, purpose=purpose, by=by, at=NOW)
