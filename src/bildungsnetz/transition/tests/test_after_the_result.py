"""Lists, papers, cancellations, a run with few changes, and the deletion of everything about pupils."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from bildungsnetz.post.models import Message
from bildungsnetz.transition.models import Folder, Placement, Pupil, RunKind, Season, Wish
from bildungsnetz.transition.papers import calendar_of, cards_paper, certificate_paper, plan_paper
from bildungsnetz.transition.selectors import expected_at, placements_of, plans_of_class
from bildungsnetz.transition.services import errors
from bildungsnetz.transition.services.attendance import note_attendance, record_codes
from bildungsnetz.transition.services.changing import cancel_offer, give_place_back
from bildungsnetz.transition.services.closing import KEPT_FILES, delete_codes_and_wishes
from bildungsnetz.transition.services.offers import ask_host, take_over
from bildungsnetz.transition.services.results import choose_run, release_result
from bildungsnetz.transition.services.running import file_of
from bildungsnetz.transition.services.telling import tell_companies
from bildungsnetz.transition.tests import factories as make

AFTER = make.RESULTS_AT + timedelta(days=1)
WHEN_CLOSED = make.RESULTS_AT + timedelta(days=200)


def released(world, callbacks, kind=RunKind.TRIAL):
    with callbacks(execute=True):
        run = make.run(world, kind=kind)
    run.refresh_from_db()
    assert run.agrees, run.trouble or run.said
    result = choose_run(run=run, reason="Beste Verteilung", by=world.office, at=make.AFTER_RANKING)
    return release_result(result=result, by=world.office, at=make.AFTER_RANKING)


@pytest.fixture
def world(db, django_capture_on_commit_callbacks):
    world = make.make_season()
    make.add_pupils(world, count=4)
    make.add_offers(world, ["Tierklinik", "Studio", "Holzbau", "Kita"], places=2)
    make.rank_by_chance(world)
    released(world, django_capture_on_commit_callbacks)
    return world


def test_a_cancelled_offer_changes_as_few_plans_as_possible(world, django_capture_on_commit_callbacks):
    before = set(Placement.objects.values_list("pupil", "offer"))
    offer = Placement.objects.order_by("pk").first().offer

    hit = cancel_offer(offer=offer, reason="Krankheit im Betrieb", by=world.office, at=AFTER)
    assert hit == sum(given == offer.pk for _, given in before)
    assert Message.objects.get(to_address=world.teacher.email).subject.startswith("Absage:")
    result = released(world, django_capture_on_commit_callbacks, RunKind.CHANGE)

    now = set(Placement.objects.filter(ended_at=None).values_list("pupil", "offer"))
    assert result.run.report["hit"] == hit
    assert {pupil for pupil, _ in before - now} == {pupil for pupil, given in before if given == offer.pk}


def test_a_second_round_keeps_every_place(world, django_capture_on_commit_callbacks):
    before = set(Placement.objects.values_list("pupil", "offer"))

    result = released(world, django_capture_on_commit_callbacks, RunKind.SECOND)

    assert before <= set(Placement.objects.values_list("pupil", "offer"))
    assert file_of(result.run, Folder.INPUT, "fixed.csv").count(b"\n") == len(before) + 1


def test_a_place_given_back_is_free_and_the_day_stays_empty(world, django_capture_on_commit_callbacks):
    place = Placement.objects.order_by("pk").first()

    give_place_back(placement=place, by=world.teacher, at=AFTER)
    released(world, django_capture_on_commit_callbacks, RunKind.CHANGE)

    day = place.offer.day_id
    assert not Placement.objects.filter(pupil=place.pupil_id, offer__day=day, ended_at=None).exists()
    with pytest.raises(errors.PlaceOver):
        give_place_back(placement=place, by=world.teacher, at=AFTER)


def test_a_company_sees_school_class_and_number_and_nothing_else(world):
    host = Placement.objects.order_by("pk").first().offer.host

    rows = [(place.pupil.school_class.name, place.pupil.number) for place in expected_at(host)]

    assert rows
    assert all(name == "8a" and 1 <= number <= 4 for name, number in rows)


def test_companies_are_told_once_and_only_from_the_announced_hour_on(world):
    def tell(at):
        return tell_companies(address=lambda token: f"https://netz.example/platz/{token}", at=at)

    assert tell(make.RESULTS_AT - timedelta(minutes=1)) == 0
    told = tell(make.RESULTS_AT)
    assert told == Placement.objects.values("offer__host").distinct().count()
    assert tell(AFTER) == 0
    message = Message.objects.order_by("pk").last()
    assert message.subject.startswith("Wer zu Ihnen kommt: 1")
    assert not [row for row in Pupil.objects.values_list("reference", flat=True) if row in message.body]


def test_a_company_offers_the_same_as_last_year_by_one_click(world):
    later = make.make_season(like=world, year=2028)
    host = ask_host(season=later.season, institution=world.hosts[0].institution, by=world.office, at=make.EARLY)

    made = take_over(host=host, at=make.EARLY)

    assert [(offer.title, offer.places, offer.status) for offer in made] == [
        (offer.title, offer.places, "SUBMITTED") for offer in world.offers[:3]
    ]
    assert {offer.season_id for offer in made} == {later.season.pk}


def test_papers_and_calendar_hold_the_days_and_no_code(world):
    pupil = world.pupil(0)
    places = list(placements_of(pupil))

    papers = [plan_paper(pupil, places), certificate_paper(pupil, places), calendar_of(places)]

    assert all(paper.startswith((b"%PDF", b"BEGIN:VCALENDAR")) for paper in papers)
    assert not any(world.cards[0].code.encode() in paper for paper in papers)
    assert papers[2].count(b"BEGIN:VEVENT") == len(places)


def test_cards_are_printed_with_a_picture_each(world):
    paper = cards_paper(world.schools[0], world.cards, at=make.EARLY)

    assert paper.startswith(b"%PDF")


def test_records_of_kaoa_count_the_days_attended(world):
    school_class = world.schools[0].classes.get()
    plans = [(pupil.number, places) for pupil, places in plans_of_class(school_class)]
    there = [place.pk for place in plans[0][1][:2]]

    note_attendance(school_class=school_class, attended=there, by=world.teacher, at=AFTER)

    rows = record_codes([(pupil.number, places) for pupil, places in plans_of_class(school_class)])
    assert [code for number, code, _day, _field in rows if number == "1"] == ["5.1.1", "5.1.2"]
    assert [code for number, code, _day, _field in rows if number == "2"] == ["5.1.8"]


def test_codes_and_wishes_are_deleted_with_proof(world):
    with pytest.raises(errors.SeasonRuns):
        delete_codes_and_wishes(season=world.season, by=world.office, at=AFTER)
    references = list(Pupil.objects.values_list("reference", flat=True))
    hashes = list(Pupil.objects.values_list("code_hash", flat=True))

    proof = delete_codes_and_wishes(season=world.season, by=world.office, at=WHEN_CLOSED)

    assert set(proof.left.values()) == {0}
    assert proof.deleted["codes"] == 4
    assert proof.deleted["wishes"] == 16
    assert (Pupil.objects.count(), Wish.objects.count(), Placement.objects.count()) == (0, 0, 0)
    text = everything_stored()
    assert not [word for word in (*references, *hashes) if word in text]
    with pytest.raises(errors.AlreadyDeleted):
        delete_codes_and_wishes(season=world.season, by=world.office, at=WHEN_CLOSED)


def everything_stored() -> str:
    """Return all stored values of all tables as one text, packed files of runs unpacked."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            found += [str(value) for value in row.values()]
    for season in Season.objects.all():
        for run in season.runs.all():
            for file in run.files.all():
                found.append(file_of(run, Folder(file.folder), file.name).decode())
    return "\x1f".join(found)


def test_the_files_that_stay_hold_no_reference_of_a_pupil(world):
    references = list(Pupil.objects.values_list("reference", flat=True))
    run = world.season.runs.get()

    kept = [file_of(run, Folder(file.folder), file.name).decode() for file in run.files.filter(name__in=KEPT_FILES)]

    assert len(kept) == 4
    assert not [word for word in references for text in kept if word in text]


def test_no_table_of_pupils_has_room_for_a_name_a_birthday_or_a_home():
    """The only texts of a pupil come from closed lists, counts or the program itself."""
    fields = {
        field.name: type(field)
        for field in Pupil._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField | models.DateField)
    }

    assert set(fields) == {
        "reference", "code_hash", "start_town", "absence", "first_seen_at", "saved_at", "handed_in_at",
    }  # fmt: skip


def test_planted_names_typed_into_every_form_of_a_pupil_are_stored_nowhere(world, client, caplog):
    planted = "Zacharias Planterbaum"
    Season.objects.filter(pk=world.season.pk).update(
        wishes_from=timezone.now() - timedelta(days=1), wishes_until=timezone.now() + timedelta(days=1),
        results_at=timezone.now() + timedelta(days=2),
    )  # fmt: skip
    client.post("/mein-code", {"code": planted})
    client.post("/mein-code", {"code": world.cards[0].code})
    for address, name in [
        ("/meine-wuensche/aendern", "do"), ("/meine-wuensche/reihenfolge", "order"),
        ("/meine-wuensche/start", "start_town"), ("/meine-wuensche/abgeben", "note"), ("/mein-code", "code"),
    ]:  # fmt: skip
        client.post(address, {name: planted, planted: planted})
    client.get("/meine-wuensche/angebote", {"feld": planted})

    assert "Planterbaum" not in everything_stored()
    assert "Planterbaum" not in caplog.text
    assert world.cards[0].code not in caplog.text
