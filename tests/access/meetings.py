"""What stands in a network of the table about its bodies: seats, a meeting with decisions, an order."""

from datetime import date, timedelta

from django.utils import timezone

from bildungsnetz.governance.models import BodyKind, Presence
from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.governance.services.bodies import add_seat, fill_seat, found_body
from bildungsnetz.governance.services.decisions import fix_wording
from bildungsnetz.governance.services.meetings import add_item, invite, note_attendance, plan_meeting
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.networks.models import CompetenceOwner, Side
from tests.access.place import Place

LONG_AGO = date(2010, 1, 1)


def plant_bodies(place: Place) -> None:
    """Plant a steering group that has met: an open decision, and an order."""
    by, now, word = place.people["office"], timezone.now(), place.words.inside
    body = found_body(
        network=place.network, kind=BodyKind.STEERING_GROUP, name=f"Lenkungskreis {word}", began_on=LONG_AGO,
        rule=Rule(RuleKind.CONSENSUS), by=by, at=now,
    )  # fmt: skip
    for side, name in ((Side.STATE, "state speaker"), (Side.MUNICIPAL, "municipal speaker")):
        seat = add_seat(
            body=body, title=f"Sitz {word}", side=side, has_vote=True, is_chair=True, began_on=LONG_AGO, by=by, at=now
        )
        holder = fill_seat(seat=seat, person=place.people[name], began_on=LONG_AGO, by=by, at=now)
    starts = now + timedelta(days=40)
    meeting = plan_meeting(
        body=body, starts_at=starts, ends_at=starts + timedelta(hours=2), place=f"Saal {word}", by=by, at=now
    )
    item = add_item(meeting=meeting, title=f"Punkt {word}", text=f"Mehr {word}.", by=by, at=now)
    invite(meeting=meeting, by=by, at=now)
    note_attendance(
        meeting=meeting, present=dict.fromkeys(meeting.attendances.values_list("pk", flat=True), Presence.PRESENT),
        by=by, at=now,
    )  # fmt: skip
    decision = fix_wording(
        item=item, title=f"Beschluss {word}", text=f"Es gibt {word}.", stays_with=CompetenceOwner.SCHOOL_BODY,
        by=by, at=now,
    )  # fmt: skip
    order = give_order(
        body=body, decision=None, title=f"Auftrag {word}", text="", due_on=starts.date(), owner=by, by=by, at=now
    )
    place.keys |= {
        "body": body.pk, "seat": seat.pk, "holder": holder.pk, "meeting": meeting.pk, "item": item.position,
        "decision": decision.pk, "decision year": decision.year, "decision number": decision.number,
        "order": order.pk,
    }  # fmt: skip
