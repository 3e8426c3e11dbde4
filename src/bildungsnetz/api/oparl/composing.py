"""The public objects of a network in the words of OParl 1.1, as they are at one moment."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from bildungsnetz.governance.models import AgendaItem, Body, Holder, Meeting, MeetingStatus, Paper
from bildungsnetz.governance.selectors.public import public_bodies, public_holders, public_meetings, public_papers
from bildungsnetz.networks.models import Network

SCHEMA = "https://schema.oparl.org/1.1/"
# Kind in addresses -> name of the type.
TYPES = {
    "body": "Body",
    "organization": "Organization",
    "person": "Person",
    "membership": "Membership",
    "meeting": "Meeting",
    "agendaitem": "AgendaItem",
    "location": "Location",
    "paper": "Paper",
    "file": "File",
    "consultation": "Consultation",
}
LISTED_TYPES = tuple(kind for kind in TYPES if kind != "body")
Name = tuple[str, str]


def current_objects(network: Network, *, at: datetime) -> dict[Name, dict[str, Any]]:
    """Return every public object by kind and key; six queries. Nothing as long as no body is public."""
    bodies = list(public_bodies(network))
    if not bodies:
        return {}
    today = timezone.localdate(at)
    found: dict[Name, dict[str, Any]] = {("body", network.slug): _network(network)}
    with translation.override("de"):
        holders = list(public_holders(network, on=today))
        for body in bodies:
            found["organization", str(body.pk)] = _body(network, body, holders)
        for holder in holders:
            found["person", person_key(holder)] = {"body": _url(network, "body"), "name": str(holder)}
            found["membership", str(holder.pk)] = _membership(network, holder)
        for meeting in public_meetings(network):
            found |= _meeting(network, meeting, at)
        for paper in public_papers(network):
            found |= _paper(network, paper)
    return found


def person_key(holder: Holder) -> str:
    """Return a lasting key: the same for all seats of one account, and it says nothing of the account."""
    if holder.person is None:
        return f"h{holder.pk}"
    return hashlib.sha256(f"oparl:{holder.person.key}".encode()).hexdigest()[:16]


def object_url(slug: str, kind: str, key: str = "") -> str:
    """Return the lasting address of an object, which is its id; of a body the key is the network itself."""
    if kind == "body":
        return str(settings.PUBLIC_URL + reverse("oparl:body", args=[slug]))
    return str(settings.PUBLIC_URL + reverse("oparl:object", args=[slug, kind, key]))


def list_url(slug: str, kind: str) -> str:
    """Return the address of a list of objects of one kind."""
    return str(settings.PUBLIC_URL + reverse("oparl:list", args=[slug, kind]))


def _url(network: Network, kind: str, key: object = "") -> str:
    return object_url(network.slug, kind, str(key))


def _network(network: Network) -> dict[str, Any]:
    slug = network.slug
    return {
        "system": settings.PUBLIC_URL + reverse("oparl:system"),
        "shortName": network.name,
        "name": f"Bildungsnetz {network.name}",
        "classification": "Regionales Bildungsnetzwerk",
        "website": f"{settings.PUBLIC_URL}/{slug}",
        "organization": list_url(slug, "organization"),
        "person": list_url(slug, "person"),
        "meeting": list_url(slug, "meeting"),
        "paper": list_url(slug, "paper"),
        "agendaItem": list_url(slug, "agendaitem"),
        "membership": list_url(slug, "membership"),
        "file": list_url(slug, "file"),
        "consultation": list_url(slug, "consultation"),
        "locationList": list_url(slug, "location"),
        "legislativeTerm": [],
    }


def _body(network: Network, body: Body, holders: list[Holder]) -> dict[str, Any]:
    members = [_url(network, "membership", holder.pk) for holder in holders if holder.seat.body_id == body.pk]
    told: dict[str, Any] = {
        "body": _url(network, "body"),
        "name": body.name,
        "organizationType": "Gremium",
        "classification": body.get_kind_display(),
        "membership": members,
        "startDate": body.began_on.isoformat(),
    }
    return told | _until(body.ended_on)


def _membership(network: Network, holder: Holder) -> dict[str, Any]:
    told: dict[str, Any] = {
        "person": _url(network, "person", person_key(holder)),
        "organization": _url(network, "organization", holder.seat.body_id),
        "role": holder.seat.title,
        "votingRight": holder.seat.has_vote,
        "startDate": holder.began_on.isoformat(),
    }
    return told | _until(holder.ended_on)


def _until(ended_on: date | None) -> dict[str, str]:
    return {"endDate": ended_on.isoformat()} if ended_on else {}


def _meeting(network: Network, meeting: Meeting, at: datetime) -> Mapping[Name, dict[str, Any]]:
    """Return a meeting with its place and items; both stand in it whole and under addresses of their own."""
    address = _url(network, "meeting", meeting.pk)
    told: dict[str, Any] = {
        "name": str(meeting),
        "meetingState": "durchgeführt" if meeting.ends_at <= at else "eingeladen",
        "cancelled": meeting.status == MeetingStatus.CANCELLED,
        "start": timezone.localtime(meeting.starts_at).isoformat(),
        "end": timezone.localtime(meeting.ends_at).isoformat(),
        "organization": [_url(network, "organization", meeting.body_id)],
    }
    found: dict[Name, dict[str, Any]] = {("meeting", str(meeting.pk)): told}
    if meeting.place:
        place = {"description": meeting.place}
        found["location", str(meeting.pk)] = place
        told["location"] = _inside(network, "location", meeting.pk, place)
    items = {item.pk: _item(network, item, address) for item in meeting.items.all()}
    found |= {("agendaitem", str(pk)): item for pk, item in items.items()}
    minutes = getattr(meeting, "public_minutes", None)
    if minutes is not None and minutes.published_at:
        found["file", f"m{meeting.pk}"] = file = _minutes(network, meeting)
        told["resultsProtocol"] = _inside(network, "file", f"m{meeting.pk}", file)
    told["agendaItem"] = [_inside(network, "agendaitem", pk, item) for pk, item in items.items()]
    return found


def _minutes(network: Network, meeting: Meeting) -> dict[str, Any]:
    address = settings.PUBLIC_URL + reverse("governance:public_minutes", args=[network.slug, meeting.pk])
    return {
        "name": f"Niederschrift: {meeting}", "mimeType": "application/pdf", "accessUrl": address,
        "downloadUrl": address, "meeting": [_url(network, "meeting", meeting.pk)],
    }  # fmt: skip


def _inside(network: Network, kind: str, key: object, told: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": _url(network, kind, key), "type": SCHEMA + TYPES[kind], **told}


def _item(network: Network, item: AgendaItem, meeting: str) -> dict[str, Any]:
    decisions, papers = list(item.decisions.all()), list(item.papers.all())
    told: dict[str, Any] = {
        "meeting": meeting,
        "number": str(item.position),
        "order": item.position,
        "name": item.title,
        "public": True,
    }
    if papers:
        told["consultation"] = _url(network, "consultation", papers[0].pk)
    if decisions:
        told["resolutionText"] = "\n\n".join(decision.text for decision in decisions)
        told["result"] = ", ".join(
            str(one.get_outcome_display() if one.outcome else one.get_status_display()) for one in decisions
        )
    return told


def _paper(network: Network, paper: Paper) -> Mapping[Name, dict[str, Any]]:
    """Return a paper with its file and the item it was consulted under, each under an address of its own as well."""
    kept, meeting, key = paper.attachment, paper.item.meeting, str(paper.pk)
    address = settings.PUBLIC_URL + reverse("governance:public_paper", args=[network.slug, paper.pk])
    file = {
        "name": paper.title, "fileName": kept.original_name, "mimeType": kept.media_type, "size": kept.size,
        "accessUrl": address, "downloadUrl": address, "paper": [_url(network, "paper", key)],
    }  # fmt: skip
    consultation = {
        "paper": _url(network, "paper", key), "agendaItem": _url(network, "agendaitem", paper.item_id),
        "meeting": _url(network, "meeting", meeting.pk),
        "organization": [_url(network, "organization", meeting.body_id)],
    }  # fmt: skip
    told: dict[str, Any] = {"body": _url(network, "body"), "name": paper.title}
    if paper.reference:
        told["reference"] = paper.reference
    if paper.published_at:
        told["date"] = timezone.localdate(paper.published_at).isoformat()
    told["underDirectionOf"] = [_url(network, "organization", meeting.body_id)]
    told["mainFile"] = _inside(network, "file", key, file)
    told["consultation"] = [_inside(network, "consultation", key, consultation)]
    return {("paper", key): told, ("file", key): file, ("consultation", key): consultation}
