"""OParl 1.1: valid objects, paging, filters by moment, tombstones, and a mirror that ends equal after a year."""

import json
import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
from django.conf import settings

from bildungsnetz.accounts.models import User
from bildungsnetz.api.oparl import calls
from bildungsnetz.api.oparl.composing import LISTED_TYPES, TYPES
from bildungsnetz.api.oparl.upkeep import refresh
from bildungsnetz.documents.tests.factories import pdf, upload
from bildungsnetz.governance.models import (
    AgendaItem,
    Body,
    Holder,
    Meeting,
    MeetingStatus,
    Paper,
    PublicMinutes,
    Seat,
)
from bildungsnetz.governance.services.bodies import set_naming
from bildungsnetz.governance.services.papers import add_paper
from bildungsnetz.governance.services.publishing import withdraw_publication
from bildungsnetz.networks.tests.factories import make_network, make_person

ROOT = Path(__file__).resolve().parents[4]
REAL_DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data"))
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LONG_AGO = date(2010, 1, 1)
HOME = "/api/oparl/v1.1"


@pytest.fixture
def network(db):
    return make_network()


def body_of(network, name="Lenkungskreis", *, is_public=True):
    return Body.objects.create(
        network=network, kind="STEERING_GROUP", name=name, is_public=is_public, began_on=LONG_AGO
    )


def holder_of(body, *, named=True, person=None, name="Ida Beispiel"):
    seat = Seat.objects.create(body=body, title="Sitz", began_on=LONG_AGO)
    published = date(2026, 1, 1) if named else None
    return Holder.objects.create(
        seat=seat, person=person, name="" if person else name, began_on=LONG_AGO, publish_from=published
    )


def meeting_of(body, *, at=NOW, invited=True, items=2):
    meeting = Meeting.objects.create(
        body=body, starts_at=at + timedelta(days=20), ends_at=at + timedelta(days=20, hours=2), place="Kreishaus",
        status=MeetingStatus.INVITED if invited else MeetingStatus.PLANNED, invited_at=at if invited else None,
        changed_at=at, published_at=at if invited else None,
    )  # fmt: skip
    for position in range(1, items + 1):
        AgendaItem.objects.create(meeting=meeting, position=position, title=f"Punkt {position}")
    return meeting


def paper_of(meeting, *, published=True, title="Vorlage"):
    item = meeting.items.order_by("position").first()
    by = User.objects.filter(full_name="Jana Osterkamp").first() or make_person("Jana Osterkamp")
    paper = add_paper(item=item, title=title, reference="1/2026", file=upload(pdf(), "vorlage.pdf"), by=by, at=NOW)
    Paper.objects.filter(pk=paper.pk).update(published_at=NOW if published else None)
    return paper


def answer(client, address, **query):
    parts = urlsplit(address)
    found = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path, query)
    assert found.status_code == 200, found.content
    return found.json()


def everything(client, address, **query):
    """All pages of a list, as a program reads them: by its links."""
    page = answer(client, address, **query)
    rows = page["data"]
    while "next" in page["links"]:
        page = answer(client, page["links"]["next"])
        rows += page["data"]
    return rows


def lists(network):
    return [f"{HOME}/body/{network.slug}/{kind}" for kind in LISTED_TYPES]


def test_only_what_is_public_is_told_and_names_only_with_consent(network, client):
    public, secret = body_of(network), body_of(network, "Geheimkreis", is_public=False)
    holder_of(public, name="Ida Genannt")
    holder_of(public, name="Udo Verborgen", named=False)
    holder_of(secret, name="Eva Geheim")
    meeting_of(public, invited=False)
    meeting = meeting_of(public)
    AgendaItem.objects.filter(meeting=meeting, position=2).update(is_public=False, title="Personalsache")
    meeting_of(secret)
    paper_of(meeting)
    paper_of(meeting, published=False, title="Geheimpapier")
    hidden = meeting_of(public, items=1)
    Meeting.objects.filter(pk=hidden.pk).update(published_at=None)
    paper_of(hidden, title="Geheimvorlage")

    refresh(network, at=NOW)

    told = json.dumps([everything(client, address) for address in lists(network)], ensure_ascii=False)
    assert [word for word in ("Lenkungskreis", "Ida Genannt", "Punkt 1", "Vorlage") if word not in told] == []
    assert [word for word in ("Geheim", "Udo", "Eva", "Personalsache") if word in told] == []
    assert len(everything(client, f"{HOME}/body/{network.slug}/meeting")) == 1


def test_a_network_without_public_bodies_is_no_body_of_the_system(network, client):
    body_of(network, is_public=False)

    refresh(network, at=NOW)

    assert everything(client, f"{HOME}/bodies") == []
    assert client.get(f"{HOME}/body/{network.slug}").status_code == 404


def test_every_id_answers_with_the_object_itself(network, client):
    body = body_of(network)
    holder_of(body, person=make_person("Ida Konto"))
    paper_of(meeting_of(body))
    refresh(network, at=NOW)

    rows = [row for address in lists(network) for row in everything(client, address)]

    assert {row["type"].rpartition("/")[2] for row in rows} == set(TYPES.values()) - {"Body"}
    assert [row for row in rows if answer(client, row["id"]) != row] == []
    assert all(row["id"].startswith(settings.PUBLIC_URL) for row in rows)


def test_lists_come_in_pages_that_lead_to_each_other(network, client, monkeypatch):
    monkeypatch.setattr(calls, "PER_PAGE", 2)
    for number in range(5):
        body_of(network, f"Arbeitskreis {number}")
    refresh(network, at=NOW)

    page = answer(client, f"{HOME}/body/{network.slug}/organization")
    rows = everything(client, f"{HOME}/body/{network.slug}/organization")

    assert page["pagination"] == {"totalElements": 5, "elementsPerPage": 2, "currentPage": 1, "totalPages": 3}
    assert [row["name"] for row in rows] == [f"Arbeitskreis {number}" for number in range(5)]


def test_what_is_gone_loses_its_content_and_is_told_to_who_asks_since_when(network, client):
    body = body_of(network)
    holder = holder_of(body, name="Ida Beispiel")
    refresh(network, at=NOW)
    person = everything(client, f"{HOME}/body/{network.slug}/person")[0]
    holder.publish_until = date(2026, 11, 24)
    holder.save()
    later = NOW + timedelta(hours=1)

    refresh(network, at=later)

    address = f"{HOME}/body/{network.slug}/person"
    changed = everything(client, address, modified_since=later.isoformat())
    assert everything(client, address) == []
    assert [(row["id"], row["deleted"], "name" in row) for row in changed] == [(person["id"], True, False)]
    assert answer(client, person["id"]) == changed[0]
    assert everything(client, address, modified_since=(later + timedelta(seconds=1)).isoformat()) == []


def test_what_has_not_changed_keeps_its_moment(network, client):
    body_of(network)
    refresh(network, at=NOW)

    assert refresh(network, at=NOW + timedelta(days=1)) == 0


def test_a_filter_that_is_no_moment_is_refused(network, client):
    assert client.get(f"{HOME}/bodies", {"modified_since": "gestern"}).status_code == 400


def test_a_mirror_that_follows_for_a_year_ends_equal_to_the_source(network, client, monkeypatch):
    monkeypatch.setattr(calls, "PER_PAGE", 3)
    chance, mirror, since = random.Random(7), {}, None
    bodies = [body_of(network, f"Kreis {number}") for number in range(3)]
    tombstones = 0
    for week in range(52):
        at = NOW + timedelta(weeks=week)
        change_something(chance, bodies, at)
        refresh(network, at=at)
        if week % 3 == 2:
            for row in [row for address in lists(network) for row in everything(client, address, **since_(since))]:
                tombstones += bool(row.get("deleted"))
                mirror.pop(row["id"], None)
                if not row.get("deleted"):
                    mirror[row["id"]] = row
            since = at
    refresh(network, at=at)
    for row in [row for address in lists(network) for row in everything(client, address, **since_(since))]:
        mirror.pop(row["id"], None)
        if not row.get("deleted"):
            mirror[row["id"]] = row

    source = {row["id"]: row for address in lists(network) for row in everything(client, address)}

    assert mirror == source
    assert (tombstones > 3, len(source) > 10) == (True, True)


def since_(moment):
    return {"modified_since": moment.isoformat()} if moment else {}


WHAT = (
    "meet", "meet", "meet", "name", "withdraw", "drop item", "call off", "hide", "show", "rename", "paper", "paper",
    "unpublish",
)  # fmt: skip


def change_something(chance, bodies, at):
    """One thing of an office's week."""
    body = chance.choice(bodies)
    what = chance.choice(
        ["meet", "meet", "name", "withdraw", "drop item", "call off", "hide", "show", "rename", "paper", "unpublish"]
    )
    holders, meetings = Holder.objects.filter(seat__body=body), Meeting.objects.filter(body=body).order_by("pk")
    if what == "meet":
        meeting_of(body, at=at)
    elif what == "name":
        holder_of(body, name=f"Person {at:%W}")
    elif what == "withdraw":
        holders.filter(publish_until=None).update(publish_until=at.date())
    elif what == "drop item":
        AgendaItem.objects.filter(meeting__in=meetings).order_by("pk").last() and AgendaItem.objects.filter(
            pk=AgendaItem.objects.filter(meeting__in=meetings).order_by("pk").last().pk
        ).delete()
    elif what == "call off":
        Meeting.objects.filter(pk__in=list(meetings.values_list("pk", flat=True)[:1])).update(status="CANCELLED")
    elif what == "paper":
        if meeting := meetings.filter(items__position=1).last():
            paper_of(meeting, title=f"Vorlage {at:%W}")
    elif what == "unpublish":
        meetings.filter(pk__in=list(meetings.values_list("pk", flat=True)[:1])).update(published_at=None)
    elif what in ("hide", "show"):
        Body.objects.filter(pk=body.pk).update(is_public=what == "show")
    else:
        Body.objects.filter(pk=body.pk).update(name=f"Kreis {body.pk}, {at:%Y-%m-%d}")


@pytest.mark.real_data
def test_every_object_is_valid_by_the_schemas_of_oparl(network, client):
    folder = REAL_DATA / "standards" / "oparl" / "schema"
    schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    body = body_of(network)
    holder_of(body)
    meeting = meeting_of(body)
    paper_of(meeting)
    PublicMinutes.objects.create(meeting=meeting, published_at=NOW)
    refresh(network, at=NOW)
    rows = [row for address in lists(network) for row in everything(client, address)]
    rows += [answer(client, f"{HOME}/system"), *everything(client, f"{HOME}/bodies")]
    rows += [row["location"] for row in rows if "location" in row]
    rows += [row[name] for row in rows for name in ("mainFile", "resultsProtocol") if name in row]
    rows += [item for row in rows for item in row.get("consultation", []) if isinstance(item, dict)]
    rows += [item for row in rows for item in row.get("agendaItem", []) if isinstance(item, dict)]

    for row in rows:
        schema = schemas[row["type"].rpartition("/")[2]]
        jsonschema.validate(row, schema)
        assert set(row) <= set(schema["properties"]), row

    assert len({row["type"] for row in rows}) >= 9


def test_a_withdrawn_name_and_publication_are_gone_for_machines_at_once(network, client):
    body, by = body_of(network), make_person("Jana Osterkamp")
    holder, meeting = holder_of(body, name="Ida Beispiel"), meeting_of(body)
    refresh(network, at=NOW)
    person = everything(client, f"{HOME}/body/{network.slug}/person")[0]
    later = NOW + timedelta(hours=1)

    set_naming(holder=holder, may_be_named=False, on=later.date(), by=by, at=later)
    withdraw_publication(subject=meeting, by=by, at=later)

    assert answer(client, person["id"])["deleted"]
    assert "name" not in answer(client, person["id"])
    assert everything(client, f"{HOME}/body/{network.slug}/meeting") == []


def test_the_file_of_a_paper_opens_as_long_as_it_is_public(network, client):
    meeting = meeting_of(body_of(network))
    paper = paper_of(meeting)
    refresh(network, at=NOW)
    file = everything(client, f"{HOME}/body/{network.slug}/file")[0]

    there = client.get(urlsplit(file["downloadUrl"]).path)
    there.getvalue()  # reads to the end, which closes the file without closing the connection to the database
    withdraw_publication(subject=paper, by=make_person("Jan Beispiel"), at=NOW)
    gone = client.get(urlsplit(file["downloadUrl"]).path)

    assert (there.status_code, there["Content-Type"], gone.status_code) == (200, "application/pdf", 404)
