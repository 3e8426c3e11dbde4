import pytest
from django.contrib.auth import get_user
from django.test import Client

from bildungsnetz.accounts import sections, services
from bildungsnetz.accounts.devices import device_in_words
from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.sections import AccountSection, SectionLine, register_section
from bildungsnetz.accounts.tests.factories import NOW, PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    ada = UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)
    client.post("/anmelden", {"login": ada.email, "password": PASSWORD})
    return ada


@pytest.fixture
def no_contributors(monkeypatch):
    monkeypatch.setattr(sections, "_contributors", [])


def test_the_page_shows_name_address_and_ways_to_sign_in(client, ada):
    text = client.get("/konto").content.decode()

    for shown in ("Ada Beispiel", "ada@example.org", "Passwort ändern", "0 Passkeys", "1 Gerät", "löschen lassen"):
        assert shown in text


def test_a_person_changes_name_and_language(client, ada):
    client.post("/konto", {"full_name": "Ada B. Beispiel", "language": "en"})

    assert User.objects.values_list("full_name", "language").get() == ("Ada B. Beispiel", "en")
    assert "My account" in client.get("/konto").content.decode()


def test_a_name_is_required_and_the_page_keeps_the_old_one_in_its_frame(client, ada):
    answer = client.post("/konto", {"full_name": "", "language": "de"})

    assert answer.status_code == 200
    assert answer.context["account"].name == "Ada Beispiel"
    assert User.objects.get().full_name == "Ada Beispiel"


def test_upper_rooms_add_sections_with_links_and_empty_sentences(client, ada, no_contributors):
    register_section(
        lambda person: AccountSection("Rollen", (SectionLine(f"Rolle von {person}", "/netz", "seit 2026"),))
    )
    register_section(lambda _person: AccountSection("Mandate", empty="Noch kein Mandat."))
    register_section(lambda _person: None)

    shown = client.get("/konto")

    assert [section.heading for section in shown.context["sections"]] == ["Rollen", "Mandate"]
    text = shown.content.decode()
    for expected in ('<a href="/netz">Rolle von Ada Beispiel</a> · seit 2026', "Noch kein Mandat."):
        assert expected in text


def test_a_section_cannot_smuggle_markup_into_the_page(client, ada, no_contributors):
    register_section(lambda _person: AccountSection("<b>Rollen</b>", (SectionLine("<script>x</script>"),)))

    text = client.get("/konto").content.decode()

    assert "<script>x" not in text
    assert "<b>Rollen" not in text


def test_the_language_of_the_person_goes_before_the_cookie_of_the_device(client, ada):
    client.cookies["language"] = "en"

    assert "Mein Konto" in client.get("/konto").content.decode()


def test_a_language_chosen_with_the_switch_is_remembered_on_every_device(client, ada):
    client.post("/sprache", {"language": "en"})
    elsewhere = Client()
    elsewhere.force_login(ada)

    ada.refresh_from_db()
    assert ada.language == "en"
    assert "My account" in elsewhere.get("/konto").content.decode()


def test_a_stranger_reads_in_the_language_of_the_cookie(client):
    client.cookies["language"] = "en"

    assert "Sign in" in client.get("/anmelden").content.decode()


def test_a_person_ends_the_sign_ins_on_other_devices(client, ada):
    elsewhere = Client()
    elsewhere.post("/anmelden", {"login": ada.email, "password": PASSWORD})

    client.post("/konto/anmeldungen")

    assert (get_user(client), get_user(elsewhere).is_anonymous) == (ada, True)


def test_a_locked_person_is_out_at_once_everywhere(client, ada):
    elsewhere = Client()
    elsewhere.post("/anmelden", {"login": ada.email, "password": PASSWORD})

    services.deactivate(person=ada, by=None, at=NOW)

    assert [visitor.get("/konto").status_code for visitor in (client, elsewhere)] == [302, 302]


def test_an_unlocked_person_signs_in_again(client, ada):
    services.deactivate(person=ada, by=None, at=NOW)
    services.reactivate(person=ada, by=None)

    client.post("/anmelden", {"login": ada.email, "password": PASSWORD})

    assert client.get("/konto").status_code == 200


def test_nobody_sees_the_page_of_anybody_else(client):
    assert client.get("/konto")["Location"] == "/anmelden?next=/konto"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit Version/17 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_named_in_plain_words(user_agent, words):
    assert device_in_words(user_agent) == words


def test_a_device_that_tells_nothing_is_called_unknown(client, ada):
    assert "Unbekanntes Gerät" in client.get("/konto/anmeldungen").content.decode()
