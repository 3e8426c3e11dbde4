"""The contract's way in the browser: draft, both consents by two people, in force, amended, void, agreed again."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.models import ContractVersion, Role, Side, VersionStatus
from bildungsnetz.networks.tests.factories import give_mandate, make_draft, make_network, make_role
from bildungsnetz.networks.upkeep import wrong_check_sums

pytestmark = [pytest.mark.browser, pytest.mark.browser_journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "Der Kastanienbaum blüht im Mai"
VERSION = "/kreis-mettmann/vertrag/fassungen"


@pytest.fixture
def network():
    """A network with its office, a speaker per side, and a first draft."""
    network = make_network()
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    for name, role, side in [
        ("Ludger Land", Role.STATE_SIDE, Side.STATE),
        ("Karin Kreis", Role.MUNICIPAL_SIDE, Side.MUNICIPAL),
    ]:
        give_mandate(network, make_role(network, name, role, side), side)
    for person in User.objects.all():
        person.set_password(PASSWORD)
        person.save()
    make_draft(network, office, timezone.localdate() - timedelta(days=10))
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


def press(page, name):
    """Press a button and wait for the answer."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()


def consent(page, number):
    page.goto(f"{VERSION}/{number}/zustimmung")
    page.get_by_label("Ich habe diese Fassung gelesen und stimme zu.").check()
    press(page, "Zustimmen für die")


def put_up(page, number):
    page.goto(f"{VERSION}/{number}")
    press(page, "Zur Zustimmung stellen")


def state_of(number):
    return ContractVersion.objects.get(number=number).status


def test_a_contract_is_agreed_amended_and_agreed_again_by_two_people(browser_of, assert_accessible):
    # The office works without JavaScript: every form of this way must do without it.
    office = browser_of("frauke.amt@example.org", javascript=False)
    state, municipality = browser_of("ludger.land@example.org"), browser_of("karin.kreis@example.org")

    put_up(office, 1)
    consent(state, 1)
    after_one = state_of(1)
    consent(municipality, 1)
    assert_accessible(municipality)

    assert (after_one, state_of(1)) == (VersionStatus.PUT_UP, VersionStatus.IN_FORCE)

    office.goto(VERSION)
    press(office, "Neue Fassung")
    office.goto(f"{VERSION}/2/rahmen")
    office.get_by_label("In Kraft ab").fill(timezone.localdate().isoformat())
    press(office, "Speichern")
    put_up(office, 2)
    consent(state, 2)
    office.goto(f"{VERSION}/2/paragrafen/1")
    warned = office.get_by_text("hebt die Zustimmung").or_(office.get_by_text("Zustimmung der Landesseite")).count()
    office.get_by_label("Wortlaut").fill("Beide Seiten arbeiten noch enger zusammen.")
    press(office, "Speichern")
    voided = ContractVersion.objects.get(number=2)

    assert warned
    assert (voided.status, voided.state_hash, voided.municipal_hash) == (VersionStatus.PUT_UP, "", "")

    consent(municipality, 2)
    consent(state, 2)

    assert (state_of(1), state_of(2)) == (VersionStatus.SUPERSEDED, VersionStatus.IN_FORCE)

    paper = state.request.get(f"{VERSION}/2/pdf").body()
    with pikepdf.open(BytesIO(paper)) as document:
        tagged = bool(document.Root.MarkInfo.Marked)
    shown = "".join(words_of(paper).split())

    assert tagged
    assert "".join(grouped(ContractVersion.objects.get(number=2).content_hash).split()) in shown
    assert list(wrong_check_sums()) == []
