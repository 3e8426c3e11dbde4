"""A media concept in a network of the table: one of last year, one of this year with everything in it."""

from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.media.models import Purpose, school_year_of
from bildungsnetz.media.services.concepts import begin_concept
from bildungsnetz.media.services.errors import ChangedMeanwhile
from bildungsnetz.media.services.tasks import give_task
from bildungsnetz.media.services.trust import record_resolution, release
from bildungsnetz.media.services.writing import write_part
from bildungsnetz.partners.models import School
from tests.access.place import Place
from tests.access.planting import LONG_AGO


def plant_media(place: Place) -> None:
    """Plant an open concept with a unit and two texts in one place, and an adopted one of the year before."""
    word, by, now, today = place.words.inside, place.people["office"], timezone.now(), timezone.localdate()
    school, year = School.objects.get(school_number=place.school_number), school_year_of(today)
    earlier = begin_concept(network=place.network, school=school, year=year - 1, by=by, at=now)
    write_part(concept=earlier, kind="text", values={"chapter": "AIMS", "text": f"Ziel {word}"}, by=by, at=now)
    record_resolution(concept=earlier, resolved_on=today, result="ADOPTED", note=word, by=by, at=now, today=today)
    release(concept=earlier, purpose=Purpose.BODY, by=by, at=now)
    concept = begin_concept(network=place.network, school=school, year=year, by=by, at=now)
    text = {"chapter": "STATE", "text": f"Stand {word}"}
    write_part(concept=concept, kind="text", values=text, by=by, at=now)
    try:
        write_part(concept=concept, kind="text", values={**text, "text": f"Anders {word}"}, by=by, at=now)
    except ChangedMeanwhile as met:
        place.keys["set aside"] = met.kept
    unit = {
        "competence": "6.4", "grade": 1, "subject": "D", "unit": f"Vorhaben {word}", "equipment": word,
        "binding": "COMPULSORY", "extent": "ALL", "progress": "PLANNED",
    }  # fmt: skip
    entry = write_part(concept=concept, kind="eintrag", values=unit, by=by, at=now)
    task = give_task(network=place.network, person=by, school=school, began_on=LONG_AGO, by=by, at=now)
    place.keys |= {"concept year": year, "concept": concept.pk, "unit": entry.pk, "media task": task.pk}
    place.tokens["school body"] = school.institution.town


def let_write(place: Place, author: User, reader: User) -> None:
    """Let a visitor write and release for the school of the place, and another one read for its school body."""
    now, school = timezone.now(), School.objects.get(school_number=place.school_number)
    give_task(
        network=place.network, person=author, school=school, is_head=True, began_on=LONG_AGO, by=None, at=now
    )  # fmt: skip
    body = place.tokens["school body"]
    give_task(network=place.network, person=reader, body_key=body, began_on=LONG_AGO, by=None, at=now)
