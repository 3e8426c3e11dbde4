from datetime import UTC, datetime

import pytest

from bildungsnetz.networks.services.register import load_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/", "/netzwerke?tag=19.11.2013", "/suche?wort=mettmann", "/barriere-melden", "/leichte-sprache",
         "/barrierefreiheit", "/offene-daten", "/kreis-mettmann", "/kreis-viersen/netzwerk",
         "/kreis-mettmann/vertrag"]  # fmt: skip


@pytest.fixture(autouse=True)
def state():
    load_register(by=None, at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.browser_journey
def test_somebody_asks_for_a_day_and_reads_the_evidence(page_at):
    page = page_at(1280)
    page.goto("/")

    page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Netzwerke an einem Tag").click()
    page.get_by_label("Stichtag", exact=True).fill("19.11.2013")
    page.get_by_role("button", name="Anzeigen").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Netzwerke am 19. November 2013"
    page.get_by_role("row", name="Kreis Mettmann").get_by_role("link", name="Kreis Mettmann").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bildungsnetz Kreis Mettmann"


def test_a_region_opens_from_the_map_by_keyboard(page_at):
    page = page_at(1280)
    page.goto("/netzwerke?tag=19.11.2013")

    page.get_by_role("link", name="Kreis Mettmann: ja, seit diesem Tag").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/kreis-mettmann")


def test_a_barrier_is_reported_on_a_phone_without_javascript(page_at):
    page = page_at(360, javascript=False)
    page.goto("/barriere-melden")

    page.get_by_label("Was geht nicht?").fill("Die Karte ist zu klein.")
    page.get_by_role("button", name="Absenden").click()

    assert "Ihre Nachricht ist auf dem Weg zu den Zuständigen." in page.content()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", PAGES)
def test_public_pages_are_accessible_and_fit_the_screen(page_at, assert_accessible, address, width):
    page = page_at(width)
    page.goto(address)

    assert_accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
