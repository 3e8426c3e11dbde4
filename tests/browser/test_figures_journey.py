"""The office reads figures in, names the columns of a file, and looks at every way an indicator can be seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from bildungsnetz.monitoring.examples import make_figures
from bildungsnetz.monitoring.exploring.ways import WAYS
from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import make_network, make_role
from tests.browser.test_every_page import LOOK, RULES, SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]

LIST = "Schlüssel;Jahr;Quote\n05158;2016;3,8\n05158;2015;4,9\n".encode()


@pytest.fixture
def page(page_at, signed_in, carry_over):
    network = make_network()
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    make_figures(network=network, first_school=990001, by=office, at=timezone.now())
    page = page_at()
    carry_over(signed_in(office), page)
    return page


def faults(page):
    """Return what is wrong with the page that is open, in both widths."""
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        seen = page.evaluate(LOOK)
        if seen["headings"] != 1 or seen["wide"] > 0:
            found.append(f"{page.url} at {width}: {seen}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{page.url} at {width}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_the_office_names_columns_once_and_sees_the_figures(page):
    page.goto("/kreis-mettmann/zahlen")
    found = faults(page)
    page.get_by_role("link", name="Zahlen einlesen").first.click()
    found += faults(page)
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "presse.csv", "mimeType": "text/csv", "buffer": LIST}
    )
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_role("heading", name="Was bedeuten die Spalten?").wait_for()
    found += faults(page)
    page.get_by_label("Kennzahl").select_option("abgehende-ohne-abschluss")
    page.get_by_label("Spalte mit dem Schlüssel des Ortes").select_option("Schlüssel")
    page.get_by_label("Spalte mit dem Zeitraum").select_option("Jahr")
    page.get_by_label("Spalte mit dem Wert").select_option("Quote")
    page.get_by_text("1.234,5 (Punkt").click()
    page.get_by_text("in Prozent: 5,8").click()
    page.get_by_label("Herkunft").select_option("PRESS")
    page.get_by_label("Quelle").fill("wz.de")
    page.get_by_role("button", name="Datei prüfen").click()
    page.wait_for_url(lambda url: "/zahlen/" not in url)
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("übernommen").first.wait_for()

    page.goto("/kreis-mettmann/zahlen/abgehende-ohne-abschluss")

    assert page.get_by_text("aus der Presse und nicht amtlich").count() == 1
    assert page.locator("svg.bn-chart text", has_text="2017").count() == 1
    assert found == []


@pytest.mark.parametrize("way", WAYS)
def test_every_way_fits_a_phone_and_axe_finds_nothing(page, way):
    code = "sozialindex" if way == "sozialindex" else "abgehende-ohne-abschluss"
    page.goto(f"/kreis-mettmann/zahlen/{code}?ansicht={way}")

    assert page.locator("figure.bn-figure").count() == 1
    assert faults(page) == []
