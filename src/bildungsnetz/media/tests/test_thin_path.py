"""From step one to the needs list of the school body through the pages, each step by the one it belongs to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.media.models import Concept, GridEntry, school_year_of
from bildungsnetz.media.tests.factories import HILDEN, make_author, make_place, make_reader, make_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = school_year_of(TODAY)


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def url(concept, name, *parts):
    return reverse(f"media:{name}", args=[concept.network.slug, concept.school.school_number, concept.year, *parts])


def test_from_step_one_to_the_needs_list_through_the_pages(as_):
    network = make_place()
    school = make_school()
    head, reader = make_author(network, school, is_head=True), make_reader(network)
    browser = as_(head)
    browser.post(reverse("media:begin", args=[network.slug, school.school_number]))
    concept = Concept.objects.get()

    for number in range(1, 8):
        assert browser.get(url(concept, "step", number)).status_code == 200
    answers = [
        browser.post(url(concept, "text", "AIMS"), {"text": "Alle lernen, Quellen zu prüfen.", "revision": 0}),
        browser.post(url(concept, "cell", "6.4", 8), {
            "subject": "D", "unit": "Wer entscheidet?", "equipment": "Tablets", "binding": "COMPULSORY",
            "extent": "ALL", "progress": "PLANNED", "revision": 0,
        }),
        browser.post(url(concept, "part_new", "ausstattung"), {
            "holding": "NEED", "category": "PUPIL", "label": "Tablets", "quantity": 30, "year": YEAR + 1,
            "funding": "BODY", "cost": 12000,
        }),
        browser.post(url(concept, "resolve"), {"resolved_on": TODAY.isoformat(), "result": "ADOPTED"}),
        browser.post(url(concept, "release", "schultraeger"), {"tun": "geben"}),
    ]  # fmt: skip
    pages = [as_(reader).get(concept.get_absolute_url()),
             as_(reader).get(reverse("media:body", args=[network.slug, HILDEN])),
             as_(reader).get(reverse("media:body_csv", args=[network.slug, HILDEN])),
             as_(reader).get(url(concept, "paper"))]  # fmt: skip

    assert [answer.status_code for answer in answers] == [302] * 5
    assert GridEntry.objects.get().unit == "Wer entscheidet?"
    assert [page.status_code for page in pages] == [200] * 4
    assert "12.000" in pages[1].content.decode()
    assert f"Tablets;30;{YEAR + 1};12000" in pages[2].content.decode()
    assert pages[3].content.startswith(b"%PDF")


def test_a_draft_is_seen_by_its_school_alone(as_):
    network, school = make_place(), make_school()
    author, reader = make_author(network, school), make_reader(network)
    as_(author).post(reverse("media:begin", args=[network.slug, school.school_number]))
    concept = Concept.objects.get()

    assert as_(author).get(concept.get_absolute_url()).status_code == 200
    assert as_(reader).get(concept.get_absolute_url()).status_code == 404
    assert as_(author).post(url(concept, "resolve")).status_code == 404  # only the head
