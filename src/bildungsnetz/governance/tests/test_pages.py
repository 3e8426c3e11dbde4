"""The way from a body to a finished order through the pages, each step by the one it belongs to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.governance.models import Body, Decision, Meeting, OrderState, WorkOrder
from bildungsnetz.governance.services.meetings import invite
from bildungsnetz.governance.tests.factories import decides_for, make_group, make_meeting, make_office
from bildungsnetz.networks.models import Side, VersionStatus
from bildungsnetz.networks.tests.factories import make_network, make_person
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.services import record_bounce

pytestmark = pytest.mark.django_db
SOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=30)


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def day(moment):
    return timezone.localtime(moment).strftime("%d.%m.%Y")


def url(network, name, *parts):
    return reverse(f"governance:{name}", args=[network.slug, *parts])


def test_from_a_body_to_a_finished_order_through_the_pages(as_):
    network = make_network()
    office = make_office(network)
    speakers = {Side.STATE: make_person("Henning Voss"), Side.MUNICIPAL: make_person("Corinna Abel")}
    for side, person in speakers.items():
        decides_for(network, person, side)

    as_(office).post(
        url(network, "body_new"),
        {"name": "Lenkungskreis", "kind": "STEERING_GROUP", "rule": "CONSENSUS", "quorum_percent": 50,
         "notice_days": 14, "objection_days": 14},
    )  # fmt: skip
    body = Body.objects.get()
    for side in Side:
        seat = {"title": f"Sitz {side}", "side": side, "has_vote": "on", "is_chair": "on", "began_on": "01.01.2026"}
        as_(office).post(url(network, "seat_new", body.pk), seat)
        term = {"name": str(speakers[side]), "email": speakers[side].email, "began_on": "01.01.2026"}
        as_(office).post(url(network, "term_new", body.seats.latest("pk").pk), term)
    planned = {"day": day(SOON), "begins": "14:00", "ends": "16:00", "place": "Kreishaus"}
    as_(office).post(url(network, "meeting_new", body.pk), planned)
    meeting = Meeting.objects.get()
    as_(office).post(url(network, "item_new", meeting.pk), {"title": "Mehr Plätze", "text": "212 fehlten."})
    as_(office).post(url(network, "invite", meeting.pk), {"reason": ""})
    there = {f"presence-{row.pk}": "PRESENT" for row in meeting.attendances.all()}
    as_(office).post(url(network, "attendance", meeting.pk), there)
    wording = {"title": "Sprechtag", "text": "Das Büro lädt ein.", "stays_with": "SCHOOL_BODY"}
    as_(office).post(url(network, "wording_new", meeting.pk, 3), wording)
    decision = Decision.objects.get()
    for person in speakers.values():
        shown = {"has_read": "on", "shown_hash": decision.content_hash}
        as_(person).post(url(network, "consent", decision.pk), shown)
    order = {"title": "Sprechtag ausrichten", "owner_name": "Kammer, R. Petersen", "due_on": day(SOON)}
    as_(office).post(url(network, "order_new", decision.pk), order)
    page = as_(speakers[Side.STATE]).get(decision.item.get_absolute_url()).content.decode()
    done = url(network, "order_done", WorkOrder.objects.get().pk)
    as_(office).post(done, {"report": "28 Betriebe kamen."})

    decision.refresh_from_db()
    assert decision.status == VersionStatus.AGREED
    assert "Beide Seiten haben zugestimmt: vereinbart." in page
    assert "Sprechtag ausrichten" in page
    assert WorkOrder.objects.get().state == OrderState.DONE


def test_what_stands_in_the_way_is_said_at_the_form(as_):
    group = make_group()
    meeting = make_meeting(group, starts_at=SOON)

    wording = {"title": "Sprechtag", "text": "Ein Text.", "stays_with": "SCHOOL_BODY"}
    answer = as_(group.office).post(url(group.network, "wording_new", meeting.pk, 1), wording)

    assert answer.status_code == 422
    assert "Zu dieser Sitzung ist noch nicht eingeladen." in answer.content.decode()


def test_an_end_before_the_beginning_comes_back_at_its_field(as_):
    group = make_group()
    planned = {"day": day(SOON), "begins": "16:00", "ends": "14:00"}

    answer = as_(group.office).post(url(group.network, "meeting_new", group.body.pk), planned)

    assert "Das Ende muss nach dem Anfang liegen." in answer.content.decode()


def test_the_page_of_a_meeting_needs_as_many_queries_with_many_items(as_):
    group = make_group()
    meeting = make_meeting(group, starts_at=SOON)

    def queries():
        # What the messages cost is not meant.
        as_(group.office).get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            as_(group.office).get(meeting.get_absolute_url())
        return len(asked)

    few = queries()
    for _n in range(5):
        as_(group.office).post(url(group.network, "item_new", meeting.pk), {"title": "Ein Punkt", "is_public": "on"})

    assert queries() == few


def test_an_invitation_that_came_back_stands_at_the_meeting_for_the_office(as_):
    group = make_group()
    meeting = make_meeting(group, starts_at=SOON)
    invite(meeting=meeting, by=group.office, at=timezone.now(), reason="kurz")
    message = meeting.attendances.get(holder=group.seats["state"]).invitation
    Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=timezone.now())
    record_bounce(key=message.key, at=timezone.now(), reason="550 unknown")

    to_office = as_(group.office).get(meeting.get_absolute_url()).content.decode()
    to_member = as_(group.municipal).get(meeting.get_absolute_url()).content.decode()

    assert ("die Mail kam zurück" in to_office, "die Mail kam zurück" in to_member) == (True, False)
