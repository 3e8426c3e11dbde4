"""One short way through each room whose pages no other journey walks, on both databases."""

import pytest

from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.services.register import load_register
from bildungsnetz.networks.tests.factories import NOW, make_network, make_put_up, make_role, make_speaker
from bildungsnetz.partners.tests.factories import schuldaten
from bildungsnetz.post.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)


@pytest.fixture
def page_of(page_at, signed_in, carry_over):
    def open_for(person):
        page = page_at()
        carry_over(signed_in(person), page)
        return page

    return open_for


def test_from_the_desk_the_office_reminds_a_side_and_reads_it_in_the_history(network, office, page_of):
    speaker = make_speaker(network, "Karin Kreis", Side.MUNICIPAL)
    make_put_up(network, office)
    page = page_of(office)

    page.goto("/schreibtisch")
    page.get_by_role("button", name="Erinnern").first.click()
    page.get_by_text("Erinnert: Karin Kreis.").wait_for()
    page.get_by_role("link", name="Kooperationsvertrag, Fassung 1").first.click()
    page.get_by_role("link", name="Fassung 1").first.click()
    page.get_by_role("link", name="Verlauf").click()

    assert page.get_by_text("Seite erinnert").count() == 1
    assert speaker.email in {message.to_address for message in Message.objects.all()}


def test_a_reader_chooses_language_and_colours(network, page_at):
    page = page_at()

    page.goto("/")
    page.get_by_role("button", name="English").first.click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    page.get_by_role("button", name="dark").first.click()
    page.wait_for_function("() => document.documentElement.dataset.kernTheme === 'dark'")

    page.goto("/impressum")
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dataset.kernTheme]") == [
        "en",
        "dark",
    ]


def test_the_office_reads_in_a_list_and_opens_a_school(network, office, page_of):
    load_register(by=None, at=NOW)
    page = page_of(office)

    page.goto("/einlesen")
    file = {"name": "schuldaten.csv", "mimeType": "text/csv", "buffer": schuldaten({"Gemeindeschluessel": "05158008"})}
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("übernommen").first.wait_for()
    page.goto("/kreis-mettmann/schulen")
    page.get_by_role("link", name="Städt. Gesamtschule").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Städt. Gesamtschule"
    assert page.get_by_text("100011").count() > 0
