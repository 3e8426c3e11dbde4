"""An office reads in its partners, sees who works with whom, and a partner confirms its entry without an account."""

import re

import pytest

from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import make_network, make_role
from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Institution
from bildungsnetz.post.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]

LIST = """Einrichtung;Art;PLZ;Ort;Telefon;E-Mail;Ansprechpartner
Jugendamt Haan;Jugendamt;42781;Haan;02129 1;jugend@demo.example;Ida Beispiel
Beispielkammer;Kammer;40878;Ratingen;02102 2;kammer@demo.example;
Tischlerei Muster;Firma;42489;Wülfrath;02058 3;holz@demo.example;Udo Muster
;Firma;42489;Wülfrath;;;
"""


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)


@pytest.fixture
def page(office, page_at, signed_in, carry_over):
    page = page_at()
    carry_over(signed_in(office), page)
    return page


def test_from_a_spreadsheet_to_an_entry_the_partner_has_confirmed(network, page, page_at):
    page.goto("/kreis-mettmann/partner")
    page.get_by_role("link", name="Liste einlesen").first.click()
    page.locator('input[type="file"]').set_input_files(
        {"name": "partner.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    page.get_by_role("button", name="Weiter zu den Spalten").click()
    assert page.get_by_label("Einrichtung").input_value() == "name"
    page.get_by_role("button", name="Weiter zur Vorschau").click()
    page.get_by_text("Zeile 5, Spalte „Einrichtung“").or_(
        page.get_by_text("In der Zeile steht keine Einrichtung.")
    ).first.wait_for()
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("übernommen").first.wait_for()

    page.goto("/kreis-mettmann/partner")
    page.get_by_role("link", name="Jugendamt Haan").click()
    page.get_by_role("button", name="Partner um Bestätigung bitten").click()
    page.get_by_text("jugend@demo.example").first.wait_for()
    address = re.search(r"https?://\S+/daten/\S+", Message.objects.get().body)
    partner = page_at()
    partner.goto("/daten/" + address[0].rpartition("/")[2])
    partner.get_by_label("Telefon").fill("02129 77")
    partner.get_by_role("button", name="Alles stimmt").click()
    partner.get_by_text("Danke. Ihre Angaben").wait_for()

    page.goto("/schreibtisch")
    page.get_by_text("1 Partner hat seine Angaben durchgesehen").first.wait_for()
    found = Institution.objects.get(name="Jugendamt Haan")
    assert (found.phone, found.confirmed_by, Institution.objects.count()) == ("02129 77", "ITSELF", 3)


def test_the_picture_of_cooperations_is_walked_by_keyboard_alone(network, page):
    made = [
        Institution.objects.create(kind="OTHER", name=name, sort_name=name.lower(), town="05158024", side="THIRD")
        for name in ("Agentur", "Kammer", "Werkstatt")
    ]
    for second in made[1:]:
        Cooperation.objects.create(
            network=network, first=made[0], second=second, kind=CooperationKind.WORKS_WITH, purpose="x",
            evidence=Evidence.MEETING,
        )  # fmt: skip
    page.goto("/kreis-mettmann/partner/netz")

    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.closest('svg a')?.getAttribute('aria-label') || ''"))
        if reached[-1]:
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Mit wem Agentur zusammenarbeitet").wait_for()

    assert reached[-1].startswith("Agentur")
    assert (
        page.get_by_text("Fällt Agentur weg, arbeiten diese mit niemandem mehr zusammen: Kammer, Werkstatt.").count()
        == 1
    )
