"""What stands in a network of the table about its bodies: seats, a meeting with decisions, an order."""

from datetime import date, timedelta

from django.utils import timezone

from bildungsnetz.api.oparl.upkeep import refresh
from bildungsnetz.documents.tests.factories import pdf, upload
from bildungsnetz.governance.models import BodyKind, Presence, TextState
from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.governance.services.bodies import add_seat, fill_seat, found_body
from bildungsnetz.governance.services.calendars import subscribe
from bildungsnetz.governance.services.conferences import open_registration, register
from bildungsnetz.governance.services.decisions import fix_wording
from bildungsnetz.governance.services.evaluations import prepare_evaluation, start_survey
from bildungsnetz.governance.services.meetings import add_item, invite, note_attendance, plan_meeting
from bildungsnetz.governance.services.minutes import write_minutes
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.governance.services.papers import add_paper
from bildungsnetz.governance.services.polls import open_poll
from bildungsnetz.networks.models import CompetenceOwner, Side
from tests.access.place import Place

LONG_AGO = date(2010, 1, 1)


def plant_public_body(place: Place) -> None:
    """Show a body without members to the public, as machines read it."""
    body = found_body(
        network=place.network, kind=BodyKind.WORKING_GROUP, name="Öffentlicher Arbeitskreis", began_on=LONG_AGO,
        rule=Rule(RuleKind.CONSENSUS), is_public=True, by=place.people["office"], at=timezone.now(),
    )  # fmt: skip
    place.keys["public body"] = body.pk
    refresh(place.network, at=timezone.now())


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
    poll = open_poll(
        body=body, title=f"Termin {word}", place="", minutes=60, starts=[starts, starts + timedelta(days=1)],
        by=by, at=now,
    )  # fmt: skip
    open_registration(meeting=meeting, capacity=5, until=starts.date(), by=by, at=now)
    tokens: list[str] = []
    row = register(
        meeting=meeting, name=f"Gast {word}", email="gast@demo.example", institution=word, at=now,
        address=lambda token: tokens.append(token) or token,
    )  # fmt: skip
    paper = add_paper(
        item=item, title=f"Vorlage {word}", reference="", file=upload(pdf(), "vorlage.pdf"), by=by, at=now
    )
    place.keys["paper kind"], place.keys["meeting kind"] = "vorlage", "sitzung"
    first, other = (write_minutes(item=item, text=f"{n} {word}.", based_on=0, by=by, at=now) for n in ("Ein", "Kein"))
    assert (first, other) == (TextState.STANDS, TextState.BESIDE)
    survey = prepare_evaluation(
        network=place.network, body=body, year=now.year, criteria=[f"Ziele: {word} gilt."], by=by, at=now
    )
    links: list[str] = []
    survey = start_survey(
        evaluation=survey, closes_on=starts.date(), address=lambda token: links.append(token) or token, by=by, at=now
    )
    place.keys["evaluation year"] = survey.year
    place.tokens["survey"] = links[0]
    place.tokens |= {"registration": tokens[0], "body feed": subscribe(network=place.network, body=body, by=by, at=now)}
    place.keys |= {
        "poll": poll.pk, "option": poll.options.latest("pk").pk, "registration": row.pk, "paper": paper.pk,
        "text": item.texts.get(state=TextState.BESIDE).pk,
    }  # fmt: skip
    place.keys |= {
        "body": body.pk, "seat": seat.pk, "holder": holder.pk, "meeting": meeting.pk, "item": item.position,
        "decision": decision.pk, "decision year": decision.year, "decision number": decision.number,
        "order": order.pk,
    }  # fmt: skip
