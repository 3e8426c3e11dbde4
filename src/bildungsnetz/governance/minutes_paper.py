"""The minutes of a meeting as PDF/UA and PDF/A, in German, the language of the bodies."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from bildungsnetz.documents.services import render_pdf
from bildungsnetz.governance.models import AgendaItem, Decision, ItemKind, Meeting, MinutesStatus, Presence
from bildungsnetz.governance.rules import can_decide
from bildungsnetz.governance.selectors import attendances_of, items_of, orders_on_agenda, room_of
from bildungsnetz.governance.wording import decision_sentence, finding_sentence

TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"


def minutes_paper(meeting: Meeting, *, public: bool = False) -> bytes:
    """Render the minutes as they stand; the same minutes give the same bytes.

    ``public``: public items and published decisions only, names of people who agreed to it, no orders, no objections.
    """
    with translation.override("de"):
        return render_pdf(
            template=TEMPLATE,
            data=_public_data(meeting) if public else _data(meeting),
            title=f"Niederschrift: {meeting}",
            language="de",
            at=meeting.minutes_approved_at or meeting.minutes_released_at or meeting.starts_at,
            publisher=f"Bildungsnetz {meeting.body.network.name}",
        )


def _data(meeting: Meeting) -> dict[str, Any]:
    finding = can_decide(meeting.body.decision_rule, room_of(meeting))
    there = [row for row in attendances_of(meeting) if row.presence == Presence.PRESENT]
    return {
        "network": meeting.body.network.name,
        "title": f"Niederschrift: {meeting}",
        "facts": _facts(meeting),
        "words": {"present": "Anwesend", "objections": "Einwände"},
        "people": [f"{row.holder}, {row.holder.seat.title}" for row in there],
        "able": f"Regel: {meeting.body.get_rule_display()}. {finding_sentence(finding, body=meeting.body.name)}",
        "items": [_item(meeting, item) for item in items_of(meeting)],
        "objections": [objection.text for objection in meeting.objections.order_by("pk")],
    }


def _public_data(meeting: Meeting) -> dict[str, Any]:
    inside, today = _data(meeting), timezone.localdate()
    there = [row.holder for row in attendances_of(meeting) if row.presence == Presence.PRESENT]
    named = [one for one in there if one.publish_from and one.publish_from <= today and not one.publish_until]
    unnamed = len(there) - len(named)
    people = [f"{one}, {one.seat.title}" for one in named]
    items = []
    for item in items_of(meeting):
        if item.is_public:
            told = _item(meeting, item)
            decisions = [one for one in item.decisions.all() if one.published_at]
            told["decisions"] = [{**_decision(one), "orders": []} for one in decisions]
            items.append({**told, "text": "" if item.kind == ItemKind.ORDERS else told["text"]})
    return {
        **inside,
        "people": [*people, f"{unnamed} weitere Personen"] if unnamed else people,
        "items": items,
        "objections": [],
    }


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    facts = [
        ("Gremium", meeting.body.name),
        ("Zeit", f"{date_format(starts, 'd.m.Y, H:i')} bis {date_format(ends, 'H:i')} Uhr"),
        ("Ort", meeting.place or "–"),
        ("Stand", str(MinutesStatus(meeting.minutes_status).label)),
    ]
    if meeting.minutes_approved_in:
        facts.append(("Genehmigt in", str(meeting.minutes_approved_in)))
    return facts


def _item(meeting: Meeting, item: AgendaItem) -> dict[str, Any]:
    text = item.text
    if item.kind == ItemKind.ORDERS:
        text = "\n\n".join(
            f"{order.title} ({order.who}, bis {date_format(order.due_on, 'd.m.Y')}): {order.get_state_display()}"
            for order in orders_on_agenda(meeting)
        )
    return {
        "heading": f"TOP {item.position} {item.title}",
        "text": text,
        "minutes": item.minutes,
        "decisions": [_decision(decision) for decision in item.decisions.all()],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "heading": f"Beschluss {decision.signature}: {decision.title}",
        "text": decision.text,
        "sentence": decision_sentence(decision),
        "orders": [
            f"{order.title}: {order.who}, bis {date_format(order.due_on, 'd.m.Y')}" for order in decision.orders.all()
        ],
    }
