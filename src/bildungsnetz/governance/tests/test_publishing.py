"""What touches inner school matters is public only after the Land's clearance: agenda, papers, minutes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bildungsnetz.documents.tests.factories import pdf, upload
from bildungsnetz.governance import history
from bildungsnetz.governance.minutes_paper import minutes_paper
from bildungsnetz.governance.models import Body, Decision, Meeting, PublicMinutes
from bildungsnetz.governance.selectors.public import public_meetings
from bildungsnetz.governance.services import decisions, errors, minutes, publishing
from bildungsnetz.governance.services.meetings import add_item, change_item
from bildungsnetz.governance.services.papers import add_paper
from bildungsnetz.governance.tests.factories import MEETING_AT, hold, make_group, make_meeting
from bildungsnetz.networks.models import Side
from bildungsnetz.networks.services.errors import NoMandate
from bildungsnetz.networks.tests.factories import make_person

pytestmark = pytest.mark.django_db
LATER = MEETING_AT + timedelta(days=1)


@pytest.fixture
def group():
    group = make_group()
    Body.objects.update(is_public=True)
    group.body.refresh_from_db()
    return group


@pytest.fixture
def item(group):
    return hold(group)


def fresh(meeting):
    return Meeting.objects.select_related("body__network").get(pk=meeting.pk)


def put_touching(group, meeting):
    return add_item(
        meeting=meeting, title="Fortbildung der Lehrkräfte", text="", touches_inner_matters=True, by=group.office,
        at=LATER,
    )  # fmt: skip


def approved(group, item):
    meeting = fresh(item.meeting)
    minutes.write_minutes(item=item, text="Alle sind dafür.", based_on=0, by=group.office, at=LATER)
    meeting = minutes.release_minutes(meeting=meeting, by=group.office, at=LATER)
    later = make_meeting(group, starts_at=MEETING_AT + timedelta(days=60))
    return minutes.approve_minutes(meeting=meeting, in_meeting=later, by=group.office, at=LATER)


def test_a_meeting_is_public_only_once_its_agenda_is_published(group, item):
    before = list(public_meetings(group.network))
    publishing.publish(subject=fresh(item.meeting), by=group.office, at=LATER)

    assert (before, list(public_meetings(group.network))) == ([], [item.meeting])


def test_an_agenda_that_touches_inner_matters_waits_for_the_lands_side(group, item):
    put_touching(group, fresh(item.meeting))
    meeting = fresh(item.meeting)

    with pytest.raises(errors.NotCleared):
        publishing.publish(subject=meeting, by=group.office, at=LATER)
    with pytest.raises(NoMandate):
        publishing.clear(subject=meeting, by=group.municipal, at=LATER)
    publishing.clear(subject=meeting, by=group.state, at=LATER)
    publishing.publish(subject=meeting, by=group.office, at=LATER)

    assert public_meetings(group.network).count() == 1


def test_new_words_on_a_cleared_agenda_take_it_off_until_it_is_cleared_again(group, item):
    touching = put_touching(group, fresh(item.meeting))
    meeting = fresh(item.meeting)
    publishing.clear(subject=meeting, by=group.state, at=LATER)
    publishing.publish(subject=meeting, by=group.office, at=LATER)

    touching.refresh_from_db()
    change_item(
        item=touching, title="Andere Fortbildung", text="", submitted_by="", is_public=True,
        touches_inner_matters=True, by=group.office, at=LATER,
    )  # fmt: skip

    assert (public_meetings(group.network).count(), fresh(meeting).waits_for_clearance) == (0, True)


def test_the_database_itself_publishes_no_agenda_that_was_not_cleared(group, item):
    put_touching(group, fresh(item.meeting))

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=item.meeting_id).update(published_at=LATER)


def test_a_paper_follows_its_agenda_and_waits_for_its_own_clearance(group, item):
    paper = add_paper(
        item=item, title="Vorlage", reference="", file=upload(pdf(), "vorlage.pdf"), touches_inner_matters=True,
        by=group.office, at=LATER,
    )  # fmt: skip

    with pytest.raises(errors.AgendaNotPublic):
        publishing.publish(subject=paper, by=group.office, at=LATER)
    publishing.publish(subject=fresh(item.meeting), by=group.office, at=LATER)
    paper.item.meeting.refresh_from_db()
    with pytest.raises(errors.NotCleared):
        publishing.publish(subject=paper, by=group.office, at=LATER)
    publishing.clear(subject=paper, by=group.state, at=LATER)

    assert publishing.publish(subject=paper, by=group.office, at=LATER).published_at == LATER


def test_minutes_are_cleared_anew_and_their_public_part_keeps_the_rest_inside(group, item, client):
    add_item(meeting=fresh(item.meeting), title="Personalsache", text="", is_public=False, by=group.office, at=LATER)
    put_touching(group, fresh(item.meeting))
    meeting = approved(group, item)
    publishing.clear(subject=meeting, by=group.state, at=LATER)
    publishing.publish(subject=meeting, by=group.office, at=LATER)
    told = PublicMinutes.objects.select_related("meeting__body__network").get()
    address = reverse("governance:public_minutes", args=[group.network.slug, meeting.pk])

    with pytest.raises(errors.NotCleared):
        publishing.publish(subject=told, by=group.office, at=LATER)
    before = client.get(address).status_code
    publishing.clear(subject=told, by=group.state, at=LATER)
    publishing.publish(subject=told, by=group.office, at=LATER)
    after = client.get(address)

    assert (before, after.status_code, after["Content-Type"]) == (404, 200, "application/pdf")
    assert minutes_paper(meeting) != after.content


def test_the_public_page_shows_the_public_agenda_and_the_office_publishes_it_by_a_button(group, item, client):
    add_item(meeting=fresh(item.meeting), title="Personalsache", text="", is_public=False, by=group.office, at=LATER)
    page = reverse("governance:conference", args=[group.network.slug, item.meeting_id])
    dates = reverse("governance:dates", args=[group.network.slug])
    before = client.get(page).status_code
    client.force_login(group.office, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("governance:part_publish", args=[group.network.slug, "sitzung", item.meeting_id]))
    client.logout()

    shown = client.get(page).content.decode()

    assert before == 404
    assert ("Mehr Plätze im Niederberg" in shown, "Personalsache" in shown) == (True, False)
    assert "Lenkungskreis am 14. Januar 2027" in client.get(dates).content.decode()


def test_the_register_tells_inside_who_consented_to_which_check_sum_and_the_check_finds_a_changed_wording(item, group):
    decision = decisions.fix_wording(
        item=item, title="Sprechtag", text="Ein Sprechtag.", stays_with="SCHOOL_BODY", by=group.office, at=LATER
    )
    decisions.consent_to(decision=decision, side=Side.STATE, shown_hash=decision.content_hash, by=group.state, at=LATER)
    first = decision.content_hash
    decisions.change_wording(
        decision=decision, title="Sprechtag", text="Zwei Sprechtage.", stays_with="SCHOOL_BODY", by=group.office,
        at=LATER,
    )  # fmt: skip
    decision.refresh_from_db()
    words = [(word.side, word.content_hash == first, word.given_by) for word in history.consents_of(decision)]
    before = list(history.wrong_check_sums())
    Decision.objects.filter(pk=decision.pk).update(content_hash="0" * 64)

    assert words == [("STATE", True, group.state)]
    assert (before, len(list(history.wrong_check_sums()))) == ([], 1)
    assert list(history.decisions_with_history(group.state)) == [decision]
    assert list(history.decisions_with_history(make_person("Fremd"))) == []
