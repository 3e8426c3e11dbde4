"""The pages of the workshop: the good way, each error in words, and lists that ask a fixed number of questions."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bildungsnetz.networks.models import (
    AgreedField,
    Consent,
    ContractVersion,
    Duty,
    Mandate,
    Post,
    PostFilling,
    Role,
    RoleAssignment,
    Side,
)
from bildungsnetz.networks.tests.factories import (
    LONG_AGO,
    give_mandate,
    make_draft,
    make_in_force,
    make_network,
    make_person,
    make_put_up,
    make_role,
    make_speaker,
)

pytestmark = pytest.mark.django_db
BASE = "/kreis-mettmann"
CONTRACT = f"{BASE}/vertrag"
V1 = f"{CONTRACT}/fassungen/1"
LATER = date(2099, 8, 1)


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network, client):
    person = make_role(network, "Jana Osterkamp", Role.OFFICE, Side.MUNICIPAL)
    client.force_login(person)
    return person


@pytest.fixture
def state(network):
    return make_speaker(network, "Henrike Solms", Side.STATE)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


PAGES = [
    f"{CONTRACT}/fassungen", V1, f"{V1}/vergleich", f"{V1}/zustimmung", f"{V1}/rahmen", f"{V1}/paragrafen/neu",
    f"{V1}/paragrafen/1", f"{V1}/felder/neu", f"{V1}/felder/1", f"{V1}/beschluss", f"{CONTRACT}/mandate",
    f"{CONTRACT}/mandate/neu", f"{CONTRACT}/stellen", f"{CONTRACT}/stellen/neu", f"{BASE}/personen",
    f"{BASE}/personen/neu", f"{BASE}/kalender", f"{BASE}/kalender/neu",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_the_office_opens_every_page_and_others_find_nothing(network, office, client, address):
    make_put_up(network, office, effective_from=LATER)
    stranger = make_role(make_network("05362", "Rhein-Erft-Kreis", "rek"), "Fremder Mann", Role.OFFICE, Side.STATE)

    here = client.get(address)
    client.force_login(stranger)
    elsewhere = client.get(address)
    client.logout()
    signed_out = client.get(address)

    assert (here.status_code, elsewhere.status_code, signed_out.status_code) == (200, 404, 302)
    assert here.content.count(b"<h1") == 1
    assert b"bn-breadcrumb__list" in here.content


def test_a_contract_comes_into_force_through_the_pages(network, office, state, client):
    client.post(f"{CONTRACT}/fassungen/neu")
    version = ContractVersion.objects.get()
    frame = {"title": version.title, "state_party": "Land", "municipal_party": "Kreis", "legal_basis": "SECTION_78A"}
    client.post(f"{V1}/rahmen", {**frame, "effective_from": "01.08.2026"})
    client.post(f"{V1}/felder/neu", {"name": "Inklusion", "competence": "STAYS", "stays_with": "SCHOOL_BODY"})
    client.post(f"{V1}/paragrafen/1", {"heading": "Parteien", "text": "Neu.", "competence": "JOINT"})
    client.post(f"{V1}/beschluss", {"on": "14.06.2026", "precision": "DAY"})

    client.post(f"{V1}/vorlegen")
    shown = ContractVersion.objects.get().content_hash
    for person in (state, make_speaker(network, "Corinna Abel", Side.MUNICIPAL)):
        client.force_login(person)
        client.post(f"{V1}/zustimmung", {"shown_hash": shown, "has_read": "on"})

    found = ContractVersion.objects.get()
    assert (found.status, found.council_decided_on) == ("IN_FORCE", date(2026, 6, 14))
    assert AgreedField.objects.get().stays_with == "SCHOOL_BODY"
    assert "Vereinbart und in Kraft" in client.get(f"{V1}/zustimmung").content.decode()


@pytest.mark.parametrize(
    ("address", "sent", "error", "kept"),
    [
        (f"{V1}/rahmen", {"title": "Mein Titel", "effective_from": "bald"}, "zum Beispiel 14.01.2027", "Mein Titel"),
        (
            f"{V1}/paragrafen/1",
            {"heading": "Meine Überschrift", "text": "Text", "competence": "STAYS"},
            "bei wem es verbleibt",
            "Meine Überschrift",
        ),
        (
            f"{V1}/felder/neu",
            {"name": "Schulische Inklusion", "competence": "JOINT"},
            "schon ein Handlungsfeld mit diesem Namen",
            "Schulische Inklusion",
        ),
        (
            f"{V1}/felder/2",
            {"name": "Schulische Inklusion", "competence": "JOINT"},
            "schon ein Handlungsfeld mit diesem Namen",
            "Schulische Inklusion",
        ),
        (f"{V1}/beschluss", {"on": "30.02.2026", "precision": "DAY"}, "zum Beispiel 14.01.2027", "30.02.2026"),
        (f"{BASE}/kalender/neu", {"kind": "REPORT", "title": "Bericht", "due_on": ""}, "Bitte füllen Sie", "Bericht"),
        (
            f"{BASE}/personen/neu",
            {"full_name": "Ina Amt", "email": "ina@example.org", "role": "OFFICE"},
            "für welche Seite",
            "Ina Amt",
        ),
        (
            f"{BASE}/personen/neu",
            {"full_name": "Ina Amt", "email": "ina@example.org", "role": "STATE_SIDE"},
            "Jede Seite gibt ihren eigenen Personen Zugang",
            "Ina Amt",
        ),
        (
            f"{CONTRACT}/stellen/neu",
            {"side": "STATE", "title": "Stelle", "promised_fte": "1,5", "began_on": "2026-02-01",
             "ended_on": "2026-01-01"},
            "Das Ende muss nach dem Anfang liegen.",
            "1,5",
        ),
    ],
)  # fmt: skip
def test_an_error_is_said_in_words_and_the_input_is_kept(network, office, client, address, sent, error, kept):
    version = make_draft(network, office)
    AgreedField.objects.create(version=version, position=2, name="Digitale Welten", competence="JOINT")

    response = client.post(address, sent)

    assert response.status_code == 422
    assert error in response.content.decode()
    assert kept in response.content.decode()


def test_an_incomplete_draft_is_not_put_up_and_the_office_reads_what_is_missing(network, office, client):
    client.post(f"{CONTRACT}/fassungen/neu")

    response = client.post(f"{V1}/vorlegen")

    assert said(response)[-1:] == [
        "Es fehlt noch: der Tag, ab dem die Fassung in Kraft sein soll, mindestens ein Handlungsfeld. "
        "Ihre Eingaben sind gespeichert."
    ]


def test_a_second_version_at_a_time_is_refused_in_words(network, office, client):
    make_draft(network, office)

    response = client.post(f"{CONTRACT}/fassungen/neu")

    assert said(response) == ["Fassung 1 ist noch in Arbeit. Bitte schließen Sie sie ab oder löschen Sie sie zuerst."]


def test_the_last_field_of_a_text_put_up_stays_with_a_reason(network, office, client):
    make_put_up(network, office, effective_from=LATER)

    response = client.post(f"{V1}/felder/1/loeschen")

    assert said(response) == ["Es fehlt noch: mindestens ein Handlungsfeld. Ihre Eingaben sind gespeichert."]
    assert AgreedField.objects.count() == 1


def test_consent_without_the_tick_is_asked_for_again(network, office, state, client):
    version = make_put_up(network, office, effective_from=LATER)
    client.force_login(state)

    response = client.post(f"{V1}/zustimmung", {"shown_hash": version.content_hash})

    assert response.status_code == 422
    assert "Bitte setzen Sie das Häkchen" in response.content.decode()
    assert not Consent.objects.exists()


def test_consent_to_an_older_text_is_refused_and_says_when_it_was_changed(network, office, state, client):
    make_put_up(network, office, effective_from=LATER)
    client.force_login(state)

    response = client.post(f"{V1}/zustimmung", {"shown_hash": "0" * 64, "has_read": "on"})

    assert said(response) == ["Der Text wurde um 07:40 Uhr geändert. Lesen Sie die neue Fassung, bevor Sie zustimmen."]


def test_a_refusal_without_reason_is_asked_for_again(network, office, state, client):
    make_put_up(network, office, effective_from=LATER)
    client.force_login(state)

    first = client.post(f"{V1}/zustimmung/verweigern", {"reason": " "})
    client.post(f"{V1}/zustimmung/verweigern", {"reason": "Zu wenig Stellen."})

    assert first.status_code == 422
    assert "Zu wenig Stellen." in client.get(f"{V1}/zustimmung").content.decode()
    assert ContractVersion.objects.get().status == "NOT_AGREED"


def test_a_consent_is_taken_back_on_its_page(network, office, state, client):
    version = make_put_up(network, office, effective_from=LATER)
    client.force_login(state)
    client.post(f"{V1}/zustimmung", {"shown_hash": version.content_hash, "has_read": "on"})

    client.post(f"{V1}/zustimmung/zuruecknehmen", {"reason": "Der Haushalt fehlt."})

    assert [word.status for word in Consent.objects.all()] == ["WITHDRAWN"]


def test_the_office_reads_the_cards_and_cannot_consent(network, office, client):
    version = make_put_up(network, office, effective_from=LATER)

    response = client.post(f"{V1}/zustimmung", {"shown_hash": version.content_hash, "has_read": "on"})

    page = client.get(f"{V1}/zustimmung").content.decode()
    assert response.status_code == 404
    assert page.index('id="seite-state"') < page.index('id="seite-municipal"')
    assert "Ich habe diese Fassung gelesen" not in page


def test_a_question_stands_below_the_text(network, office, client):
    make_put_up(network, office, effective_from=LATER)

    client.post(f"{V1}/rueckfrage", {"text": "Wer trägt die Sachkosten?"})
    empty = client.post(f"{V1}/rueckfrage", {"text": ""})

    assert "Wer trägt die Sachkosten?" in client.get(V1).content.decode()
    assert said(empty)[-1] == "Bitte schreiben Sie zuerst Ihre Rückfrage oder Anmerkung."


def test_more_than_promised_is_refused_in_words(network, office, client):
    post = Post.objects.create(network=network, side="STATE", title="Stelle", promised_fte=1, began_on=LONG_AGO)

    response = client.post(f"{CONTRACT}/stellen/{post.pk}/besetzung", {"filled_fte": "1,5", "began_on": "2026-01-01"})

    assert response.status_code == 422
    assert "Es wäre mehr besetzt als zugesagt." in response.content.decode()
    assert not PostFilling.objects.exists()


def test_the_end_of_a_contract_is_recorded_or_refused_in_words(network, office, client):
    make_in_force(network, office)

    before = client.post(f"{CONTRACT}/beenden", {"on": "2020-01-01", "reason": "Gekündigt"})
    client.post(f"{CONTRACT}/beenden", {"on": "2026-12-01", "reason": "Gekündigt"})

    assert (before.status_code, "Das Ende muss nach dem Anfang liegen" in before.content.decode()) == (422, True)
    assert ContractVersion.objects.get().status == "ENDED"


def test_a_day_that_is_none_is_said_on_the_page_of_posts(network, office, client):
    response = client.get(f"{CONTRACT}/stellen?tag=morgen")

    assert "zum Beispiel 14.01.2027" in response.content.decode()


def add_mandate(network, number):
    give_mandate(network, make_person(f"Sprecher {number}"), Side.STATE)


def add_person(network, number):
    make_role(network, f"Person {number}", Role.SCHOOL)


def add_post(network, number):
    post = Post.objects.create(
        network=network, side="STATE", title=f"Stelle {number}", promised_fte=1, began_on=LONG_AGO
    )
    PostFilling.objects.create(post=post, filled_fte=1, began_on=LONG_AGO, person=make_person(f"Büro {number}"))


def add_duty(network, number):
    Duty.objects.create(network=network, kind="REPORT", title=f"Bericht {number}", due_on=LATER)


def add_version(network, number):
    contract = ContractVersion.objects.get(number=1).contract
    ContractVersion.objects.create(
        contract=contract,
        number=number + 10,
        title="Entwurf",
        legal_basis="SECTION_78A",
        created_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("address", "add"),
    [
        (f"{CONTRACT}/mandate", add_mandate),
        (f"{BASE}/personen", add_person),
        (f"{CONTRACT}/stellen", add_post),
        (f"{BASE}/kalender", add_duty),
        (f"{CONTRACT}/fassungen", add_version),
    ],
)
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(network, office, client, address, add):
    make_draft(network, office)
    add(network, 1)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    add(network, 2)
    add(network, 3)

    with CaptureQueriesContext(connection) as three:
        response = client.get(address)

    assert response.status_code == 200
    assert len(three) == len(one) <= 25


def test_only_the_own_side_ends_a_mandate_on_its_page(network, office, client):
    other, own = (
        give_mandate(network, make_person("Ina Amt"), Side.STATE),
        make_speaker(network, "Otto", Side.MUNICIPAL),
    )
    mandate = Mandate.objects.get(person=own)

    answers = [client.get(f"{CONTRACT}/mandate/{one.pk}/beenden").status_code for one in (other, mandate)]
    client.post(f"{CONTRACT}/mandate/{mandate.pk}/beenden", {"on": "2026-01-01"})

    assert answers == [404, 200]
    assert Mandate.objects.get(person=own).ended_on == date(2026, 1, 1)


def test_the_office_ends_access_and_invites_into_the_own_side(network, office, client):
    partner = make_role(network, "Sabine Holt", Role.PARTNER)
    assignment = RoleAssignment.objects.get(person=partner)

    client.post(f"{BASE}/personen/{assignment.pk}/beenden", {"on": "2026-01-01"})
    client.post(f"{BASE}/personen/neu", {"full_name": "Ina Amt", "email": "ina@example.org", "role": "MUNICIPAL_SIDE"})

    assert RoleAssignment.objects.get(person=partner).ended_on == date(2026, 1, 1)
    assert RoleAssignment.objects.get(person__email="ina@example.org").side == "MUNICIPAL"


def test_a_duty_is_entered_and_done(network, office, client):
    client.post(f"{BASE}/kalender/neu", {"kind": "REPORT", "title": "Bericht", "due_on": "14.01.2099"})
    duty = Duty.objects.get()

    client.post(f"{BASE}/kalender/{duty.pk}/erledigt")

    assert Duty.objects.get().done_on == timezone.localdate()
    assert client.post(f"{BASE}/kalender/{duty.pk}/erledigt").status_code == 404
