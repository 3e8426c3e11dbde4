"""Who was there, and the record codes of KAoA for the school's own program."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.transition.models import Placement, SchoolClass

# SBO 5.1.1 to 5.1.3: in a company, day 1 to 3; 5.1.4: more than three days; 5.1.8: none.
DAY_CODES = ("5.1.1", "5.1.2", "5.1.3")
MORE_DAYS = "5.1.4"
NONE = "5.1.8"


@transaction.atomic
def note_attendance(*, school_class: SchoolClass, attended: Collection[int], by: User, at: datetime) -> int:
    """Note for a class which places (keys) were attended; all its others were not. Returns how many were."""
    places = Placement.objects.filter(pupil__school_class=school_class, ended_at=None)
    places.exclude(pk__in=attended).update(attended=False)
    count = places.filter(pk__in=attended).update(attended=True)
    chain = school_class.participation.season.network.journal_chain
    record(
        chain=chain, subject=school_class, action="attendance noted", by=by, at=at, changes={"attended": [None, count]}
    )
    return count


def record_codes(plans: Collection[tuple[int, list[Placement]]]) -> list[tuple[str, str, str, str]]:
    """Return (number, code, day, field) per day attended, for pupils given as (number, places); pure.

    Source: code list KAOAMerkmal of the SVWS server. Whoever attended no day gets 5.1.8; the school enters the reason.
    """
    rows = []
    for number, places in plans:
        there = sorted((place for place in places if place.attended), key=lambda place: place.offer.day.date)
        if not there:
            rows.append((str(number), NONE, "", ""))
        for day, place in enumerate(there):
            code = DAY_CODES[day] if len(there) <= len(DAY_CODES) else MORE_DAYS
            rows.append((str(number), code, place.offer.day.date.isoformat(), place.offer.field))
    return rows
