"""A body's way in the browser: invite, meet, decide by consensus, order, next agenda, done, by the roles concerned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision, Meeting, WorkOrder
from bildungsnetz.governance.tests.factories import decides_for
from bildungsnetz.networks.models import Role, Side, VersionStatus
from bildungsnetz.networks.tests.factories import make_network, make_role

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]
SEATS = {"Obere Schulaufsicht": ("Henning Voss", "Landesseite"), "Kreisdirektion": ("Corinna Abel", "Kommunale Seite")}


@pytest.fixture
def network():
    """A network with its office and a speaker per side, and nothing yet of its bodies."""
    network = make_network()
    make_role(network, "Jana Osterkamp", Role.OFFICE, Side.MUNICIPAL)
    for name, role, side in (
        ("Henning Voss", Role.STATE_SIDE, Side.STATE),
        ("Corinna Abel", Role.MUNICIPAL_SIDE, Side.MUNICIPAL),
    ):
        decides_for(network, make_role(network, name, role, side), side)
    return network


@pytest.fixture
def page_of(network, page_at, signed_in, carry_over):
    def open_for(name, *at, **options):
        page = page_at(*at, **options)
        carry_over(signed_in(User.objects.get(full_name=name)), page)
        return page

    return open_for


def press(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def set_up(page):
    page.goto("/kreis-mettmann/gremien")
    follow(page, "Gremium anlegen")
    page.get_by_label("Name").fill("Lenkungskreis")
    press(page, "Speichern")
    follow(page, "Lenkungskreis")
    for title, (name, side) in SEATS.items():
        follow(page, "Sitz hinzufügen")
        page.get_by_label("Sitz für").fill(title)
        page.locator("select[name=side]").select_option(label=side)
        page.get_by_label("Führt den Vorsitz").check()
        press(page, "Speichern")
        page.locator("tr", has_text=title).get_by_role("link", name="Sitz besetzen").click()
        page.get_by_label("Person mit Zugang").select_option(label=name)
        press(page, "Speichern")


def plan(page, day):
    page.goto("/kreis-mettmann/gremien")
    follow(page, "Lenkungskreis")
    follow(page, "Sitzung anlegen")
    page.locator("[name=day]").fill(day.isoformat())
    page.get_by_label("Beginn").fill("14:00")
    page.get_by_label("Ende").fill("16:00")
    page.get_by_label("Ort").fill("Kreishaus")
    press(page, "Speichern")


def consent(page):
    page.goto("/schreibtisch")
    follow(page, "Lesen und entscheiden")
    page.get_by_label("Ich habe diesen Wortlaut gelesen und stimme zu.").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Zustimmen für die").click()


def test_from_the_invitation_to_a_finished_order_on_the_next_agenda(page_of, assert_accessible):
    # The office works without JavaScript: every form of this way must do without it.
    office = page_of("Jana Osterkamp", javascript=False)
    state, municipality = page_of("Henning Voss"), page_of("Corinna Abel", 360)
    today = timezone.localdate()

    set_up(office)
    plan(office, today + timedelta(days=20))
    follow(office, "Punkt hinzufügen")
    office.get_by_label("Titel").fill("Mehr Plätze im Niederberg")
    press(office, "Speichern")
    follow(office, "Einladen")
    press(office, "Einladen")
    state.goto("/schreibtisch")
    follow(state, "Einladung beantworten")
    press(state, "Ich komme")
    follow(office, "Anwesenheit eintragen")
    for box in office.locator("input[value=PRESENT]").all():
        box.check()
    press(office, "Speichern")
    follow(office, "Mehr Plätze im Niederberg")
    follow(office, "Wortlaut festhalten")
    office.locator("[name=text]").fill("Das Bildungsbüro lädt die Betriebe zu einem Sprechtag ein.")
    press(office, "Wortlaut festhalten")
    for page in (state, municipality):
        consent(page)
        assert_accessible(page)
    agreed = Decision.objects.get().status
    office.reload()
    follow(office, "Auftrag erteilen")
    office.get_by_label("Person mit Zugang").select_option(label="Corinna Abel")
    office.get_by_label("Fällig am").fill((today + timedelta(days=40)).isoformat())
    press(office, "Auftrag erteilen")
    # The meeting is over when the next one is planned.
    over = timezone.now() - timedelta(days=1)
    Meeting.objects.update(starts_at=over, ends_at=over + timedelta(hours=2))
    plan(office, today + timedelta(days=60))
    on_next_agenda = office.get_by_text("Mehr Plätze im Niederberg").count()
    municipality.goto("/schreibtisch")
    follow(municipality, "Auftrag öffnen")
    assert_accessible(municipality)
    follow(municipality, "Als erledigt melden")
    municipality.get_by_label("Was daraus geworden ist").fill("28 Betriebe kamen.")
    press(municipality, "Als erledigt melden")
    office.goto(Meeting.objects.latest("starts_at").get_absolute_url())

    assert agreed == VersionStatus.AGREED
    assert on_next_agenda
    assert WorkOrder.objects.get().state == "DONE"
    assert office.get_by_text("1 erledigt, 0 laufen").count() == 1


def test_a_date_is_found_by_keyboard_alone_on_a_telephone(page_of, assert_accessible):
    office, state = page_of("Jana Osterkamp"), page_of("Henning Voss", 360)
    set_up(office)
    office.goto("/kreis-mettmann/gremien")
    follow(office, "Lenkungskreis")
    follow(office, "Datum finden")
    for number in (1, 2):
        day = timezone.localdate() + timedelta(days=30 + number)
        office.get_by_label(f"Tag {number}").fill(day.isoformat())
        office.get_by_label(f"Beginn {number}").fill("14:00")
    press(office, "Speichern")

    state.goto("/kreis-mettmann/gremien")
    follow(state, "Lenkungskreis")
    follow(state, "Lenkungskreis")
    assert_accessible(state)
    # Into the first group of words by Tab, then with the arrows; Enter sends the form.
    state.get_by_role("radio").first.focus()
    state.keyboard.press("Space")
    state.keyboard.press("Tab")
    state.keyboard.press("Space")
    state.keyboard.press("ArrowDown")
    with state.expect_navigation():
        state.keyboard.press("Enter")

    assert state.get_by_text("Ihre Antwort ist eingetragen.").count() == 1
    assert state.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
