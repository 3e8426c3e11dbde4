"""The education report's way in the browser: written, put up, consented by two people, read by everybody."""

from io import BytesIO

import pikepdf
import pytest

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.monitoring.models import ReportEdition
from bildungsnetz.monitoring.tests.factories import make_published, make_speakers, new_table
from bildungsnetz.networks.models import Role, Side, VersionStatus
from bildungsnetz.networks.tests.factories import make_network, make_role
from tests.browser.test_contract_journey import PASSWORD, press

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]

REPORT = "/kreis-mettmann/berichte/1"
# Share of the whole by town and year; every count is large enough to be shown or is protected.
TOPICS = (
    "Abgehende ohne Abschluss", "Übergänge zum Gymnasium", "Übergänge zur Gesamtschule", "Ganztag in der Grundschule",
    "Sprachförderung", "Kinder im offenen Ganztag", "Förderschwerpunkt Sprache", "Abitur", "Mittlerer Abschluss",
    "Wiederholungen",
)  # fmt: skip
TOWNS = ("05158004", "05158008", "05158012", "05158016", "05158020", "05158024")


def topic(number, title):
    rows = [
        {"place": town, "period": year, "part": str(40 + 7 * n + number), "whole": str(300 + 60 * n)}
        for n, town in enumerate(TOWNS)
        for year in ("2024", "2025")
    ]
    return new_table(rows, code=f"kennzahl-{number}", title=title)


def by_group():
    rows = [
        {"place": town, "period": "2025", "group": group, "part": str(part + n), "whole": str(150 + 20 * n)}
        for n, town in enumerate(TOWNS)
        for group, part in (("Frauen", 60), ("Männer", 45))
    ]
    return new_table(rows, code="kennzahl-1-geschlecht", title="Abitur nach Geschlecht", grouping="SEX")


@pytest.fixture
def network():
    """A network with ten released indicators, its office, and a speaker for figures on each side."""
    network = make_network()
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    tables = [topic(number, title) for number, title in enumerate(TOPICS)]
    make_published(network, by=office, title="Bildung in Zahlen", tables=[*tables, by_group()])
    make_speakers(network)
    for person in User.objects.all():
        person.set_password(PASSWORD)
        person.save()
    return network


@pytest.fixture
def browser_of(network, page_at):
    """Sign a person in with the form, in a browser of his or her own."""

    def sign_in(email, **options):
        page = page_at(**options)
        page.goto("/anmelden")
        page.get_by_label("E-Mail-Adresse").fill(email)
        page.get_by_label("Passwort", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_url(lambda address: "/anmelden" not in address)
        return page

    return sign_in


def add(page, chapter, kind, **fields):
    """Add a block to a chapter by its button and form."""
    page.goto(f"{REPORT}/bearbeiten")
    page.get_by_role("group", name=f"Hinzufügen zu {chapter}").get_by_role("link", name=f"+ {kind}").click()
    for label, words in fields.items():
        box = page.get_by_label(label, exact=False).first
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(label=words)
        else:
            box.fill(words)
    press(page, "Speichern")


def add_chapter(page, title):
    page.goto(f"{REPORT}/bearbeiten")
    page.get_by_label("Titel des Kapitels").fill(title)
    press(page, "Kapitel anlegen")


def released(title):
    return f"{title} (Freigabe 2026-1)"


def test_a_report_with_ten_indicators_is_made_and_released_in_the_browser(browser_of, page_at, assert_accessible):
    # The office works without JavaScript: every form of this way must do without it.
    office = browser_of("frauke.amt@example.org", javascript=False)

    office.goto("/kreis-mettmann/berichte")
    office.get_by_role("link", name="Ausgabe beginnen").first.click()
    press(office, "Speichern")
    add_chapter(office, "Überblick")
    add(office, "Überblick", "Text", Überschrift="Worum es geht", Text="Zehn Kennzahlen für den Kreis.")
    for title in TOPICS:
        add(office, "Überblick", "Kennzahl", **{"Freigegebene Zahlen": released(title)})
    add(office, "Überblick", "Bild", **{"Freigegebene Zahlen": released(TOPICS[0]), "Darstellung": "Karte der Städte"})
    add(office, "Überblick", "Bild", **{"Freigegebene Zahlen": released(TOPICS[1]), "Darstellung": "Trichterbild"})
    add_chapter(office, "Gerechtigkeit")
    grouped = "Abitur nach Geschlecht, Geschlecht (Freigabe 2026-1)"
    add(
        office, "Gerechtigkeit", "Bild",
        **{"Freigegebene Zahlen": grouped, "Darstellung": "Abstand zwischen Gruppen"},
    )  # fmt: skip
    add(office, "Gerechtigkeit", "Tabelle", **{"Freigegebene Zahlen": grouped})
    add(office, "Gerechtigkeit", "Maßnahme", Text="Gespräche mit allen Schulen der Sekundarstufe (Beispiel).")
    drafting = browser_of("frauke.amt@example.org")
    drafting.goto(f"{REPORT}/bearbeiten")
    assert_accessible(drafting)
    office.goto(f"{REPORT}/bearbeiten")
    press(office, "Zur Zustimmung stellen")

    for email in ("henrike.solms@example.org", "corinna.abel@example.org"):
        speaker = browser_of(email)
        speaker.goto(REPORT)
        assert_accessible(speaker)
        speaker.get_by_label("Ich habe").check()
        press(speaker, "Zustimmen für die")

    reader = page_at()
    reader.goto(REPORT)
    assert_accessible(reader)
    narrow = page_at(360)
    narrow.goto(REPORT)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 360
    assert ReportEdition.objects.get().status == VersionStatus.IN_FORCE
    assert reader.locator("main svg[role=img], main figure svg").count() >= 3
    # Every picture has its table.
    figures = reader.locator("main figure")
    assert figures.count() == reader.locator("main figure:has(table), main figure:has(details)").count()
    paper = reader.request.get(f"{REPORT}.pdf").body()
    assert "Gerechtigkeit" in words_of(paper)
    with pikepdf.open(BytesIO(paper)) as pdf:
        assert pdf.Root.MarkInfo.Marked
