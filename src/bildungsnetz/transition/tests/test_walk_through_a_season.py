"""The pages of a season in the order of use, without JavaScript: office, company, school, pupil."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.networks.models import Town
from bildungsnetz.post.models import Message
from bildungsnetz.transition.models import Offer, OfferStatus, Pupil, Season
from bildungsnetz.transition.selectors import days_of, result_in_hand
from bildungsnetz.transition.services.knocking import WRONG_PER_ADDRESS, note_failure
from bildungsnetz.transition.services.seasons import draw_seed
from bildungsnetz.transition.tests import factories as make


def running_season() -> make.World:
    """A season whose ranking is open right now."""
    now, today = timezone.now(), timezone.localdate()
    world = make.make_season(
        seed=False,
        offers_until=today + timedelta(days=1),
        wishes_from=now + timedelta(days=1),
        wishes_until=now + timedelta(days=5),
        results_at=now + timedelta(days=6),
    )
    world.season = draw_seed(season=world.season, by=world.office, at=now)
    return world


def move(season: Season, **moments) -> None:
    Season.objects.filter(pk=season.pk).update(**moments)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"transition:{name}", args=args)


def pupil_with(code: str) -> Client:
    client = Client()
    answer = client.post(url("code"), {"code": code.lower()})
    assert answer.status_code == 302
    return client


@pytest.fixture
def world(db):
    world = running_season()
    make.add_pupils(world, count=3)
    make.add_offers(world, places=1)
    return world


def test_company_offers_by_link_and_the_office_releases(world, django_capture_on_commit_callbacks):
    slug, year, host = world.network.slug, world.season.year, world.hosts[0]
    office, company = signed_in(world.office), Client()
    office.post(url("host_invite", slug, year, host.pk))
    link = re.search(r"/platz/\S+", Message.objects.get(to_address=host.email).body)[0]
    day = days_of(world.season)[0]
    filled = {
        "field": "M", "title": "Werkstücke feilen", "starts_at": "08:00", "ends_at": "14:00", "street": "Gasse 1",
        "postcode": "40822", "town": make.OTHER_TOWN, "min_age": "15", f"places_{day.pk}": "2",
    }  # fmt: skip
    # The list of towns comes from the register of the region.
    Town.objects.create(ags=make.OTHER_TOWN, name="Velbert", region=world.network.region)

    preview = company.post(link, {**filled, "step": "preview"})
    sent = company.post(link, {**filled, "step": "send"})

    assert "Damit fallen die meisten weg" in preview.content.decode()
    assert sent.status_code == 302
    offer = Offer.objects.get(title="Werkstücke feilen")
    assert (offer.status, offer.places, offer.day) == (OfferStatus.SUBMITTED, 2, day)
    office.post(url("offer_release", slug, year, offer.pk))
    offer.refresh_from_db()
    assert offer.status == OfferStatus.RELEASED


def test_school_makes_a_class_and_sees_its_codes_once(world):
    teacher, slug, part = signed_in(world.teacher), world.network.slug, world.schools[0]

    shown = teacher.post(url("class_new", slug, part.pk), {"name": "8c", "count": "2", "age": "14"})

    codes = re.findall(r"[2-9A-Z]{4} [2-9A-Z]{4}", shown.content.decode())
    assert len(codes) == 2
    again = teacher.get(url("class", slug, part.pk, part.classes.get(name="8c").pk)).content.decode()
    assert not any(code in again for code in codes)
    assert pupil_with(codes[0]).get(url("pupil_offers")).status_code == 200


def test_pupil_ranks_with_buttons_and_sees_places_from_the_announced_hour_on(world, django_capture_on_commit_callbacks):
    now = timezone.now()
    move(world.season, wishes_from=now - timedelta(days=1))
    pupil = pupil_with(world.cards[0].code)
    first, second = world.offers[0], world.offers[4]
    for offer in (first, second):
        pupil.post(url("change"), {"do": f"add:{offer.pk}"})
    pupil.post(url("change"), {"do": f"up:{second.pk}"})
    pupil.post(url("hand_in"))
    assert list(world.pupil(0).wishes.order_by("rank").values_list("offer", flat=True)) == [second.pk, first.pk]
    assert "Reicht deine Liste?" in pupil.get(url("wishes")).content.decode()

    move(world.season, wishes_until=now - timedelta(minutes=1))
    late = pupil.post(url("change"), {"do": f"remove:{first.pk}"}, follow=True).content.decode()
    assert "Was du bis dahin gespeichert hast, zählt." in late
    assert world.pupil(0).wishes.count() == 2

    office, slug, year = signed_in(world.office), world.network.slug, world.season.year
    with django_capture_on_commit_callbacks(execute=True):
        office.post(url("run_new", slug, year), {"kind": "TRIAL"})
    compared = office.get(url("runs", slug, year)).content.decode()
    assert "bestmöglich, bewiesen" in compared
    assert office.get(url("run", slug, year, 1)).status_code == 200
    assert office.get(url("run_file", slug, year, 1, "out", "assignments.csv")).status_code == 200
    office.post(url("choose", slug, year, 1), {"reason": "Niemand geht leer aus."})
    office.post(url("release", slug, year))
    assert result_in_hand(world.season).released_at is not None

    before = pupil.get(url("plan")).content.decode()
    assert "siehst du hier deine Tage" in before
    assert second.host.institution.name not in before
    move(world.season, results_at=now - timedelta(seconds=30))
    after = pupil.get(url("plan")).content.decode()
    assert "dein 1. Wunsch" in after
    assert "Warum dieses Ergebnis?" in after


def test_five_wrong_codes_make_a_pause_even_for_the_right_one(world):
    client = Client()
    wrong = [client.post(url("code"), {"code": "AAAAAAA" + sign}).content for sign in "ACDEF"]

    answer = client.post(url("code"), {"code": world.cards[0].code})

    assert answer.status_code == 422
    assert "Bitte warte zehn Minuten" in answer.content.decode()
    # But for what was typed and the tokens against forged requests, all pages are the same.
    changing = re.compile(rb'value="[^"]*"|[A-Za-z0-9]{64}')
    assert len({changing.sub(b"", page) for page in wrong}) == 1


def test_many_wrong_codes_from_one_address_make_a_pause_for_every_browser(world):
    for _ in range(WRONG_PER_ADDRESS):
        note_failure(address="127.0.0.1", at=timezone.now())

    answer = Client().post(url("code"), {"code": world.cards[0].code})

    assert answer.status_code == 422


def test_a_replaced_code_opens_nothing_in_any_browser(world):
    pupil = pupil_with(world.cards[1].code)
    part = world.schools[0]
    key = part.classes.get(name="8a").pk

    page = signed_in(world.teacher).post(url("code_replace", world.network.slug, part.pk, key, 2)).content.decode()

    assert pupil.get(url("wishes")).status_code == 302
    assert Client().post(url("code"), {"code": world.cards[1].code}).status_code == 422
    new = re.search(r"[2-9A-Z]{4} [2-9A-Z]{4}", page)[0]
    assert pupil_with(new).get(url("wishes")).status_code == 200


def test_two_browsers_with_one_code_lose_nothing(world):
    now = timezone.now()
    move(world.season, wishes_from=now - timedelta(days=1))
    one, other = (pupil_with(world.cards[0].code) for _ in range(2))
    for browser, offer in [(one, 0), (other, 4), (one, 8)]:
        browser.post(url("change"), {"do": f"add:{world.offers[offer].pk}"})

    # One browser drags a list that does not know the last wish.
    other.post(url("order"), {"order": f"{world.offers[4].pk},{world.offers[0].pk}"})

    ranked = world.pupil(0).wishes.order_by("rank").values_list("offer", flat=True)
    assert list(ranked) == [world.offers[4].pk, world.offers[0].pk, world.offers[8].pk]


def test_codes_stand_nowhere_in_the_database(world):
    stored = " ".join(str(value) for row in Pupil.objects.values() for value in row.values())

    assert not any(card.code in stored for card in world.cards)
