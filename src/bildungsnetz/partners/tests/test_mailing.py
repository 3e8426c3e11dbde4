"""Distribution lists, circulars, unsubscribing, public names, and forgetting people in time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bildungsnetz.accounts.services import LinkExpired, LinkRevoked, LinkUnknown
from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.networks.models import Role, RoleAssignment
from bildungsnetz.partners import selectors, upkeep
from bildungsnetz.partners.exports import recipients_as_csv
from bildungsnetz.partners.models import Circular, Person
from bildungsnetz.partners.services import errors, institutions, mailing, people
from bildungsnetz.partners.tests.factories import InstitutionFactory, NetworkFactory
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.services import record_bounce

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
TOWN = "05158024"


@pytest.fixture
def network(db):
    return NetworkFactory()


@pytest.fixture
def office(network):
    person = UserFactory()
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side="STATE", began_on=date(2020, 1, 1)
    )
    return person


@pytest.fixture
def enter(network, office):
    def enter_one(name, house=None, *, title="Leitung", email="", mailing=True, publication=False):
        return people.enter_person(
            network=network, institution=house or InstitutionFactory(town=TOWN),
            contact={"name": name, "email": email or f"{name.lower()}@demo.example"}, title=title,
            began_on=date(2020, 1, 1), publication=publication, mailing=mailing, by=office, at=NOW,
        )  # fmt: skip

    return enter_one


@pytest.fixture
def send(network, office):
    def send_to(found, tokens=None):
        def address(token):
            (tokens if tokens is not None else []).append(token)
            return f"https://netz.example/{token}"

        return mailing.send_circular(
            to=found, subject="Konferenz", body="Bitte kommen Sie.", address=address, by=office, at=NOW
        )

    return send_to


@pytest.fixture
def everybody(network, office):
    return mailing.make_list(network=network, values={"name": "Alle"}, by=office, at=NOW)


def names(recipients):
    return [one.person.name for one in recipients]


def test_a_list_reaches_who_fits_today_has_agreed_and_has_an_address_each_once(network, office, enter):
    youth = InstitutionFactory(kind="YOUTH_OFFICE", town=TOWN)
    company = InstitutionFactory(kind="COMPANY", side="THIRD", town=TOWN)
    for name in ("Ida", "Udo", "Eva"):
        enter(name, youth)
    ida = Person.objects.get(name="Ida")
    people.give_function(person=ida, institution=youth, title="Leiterin Planung", began_on=None, by=office, at=NOW)
    people.end_function(function=Person.objects.get(name="Eva").functions.get(), on=TODAY, by=office, at=NOW)
    enter("Nie", youth, mailing=False)
    Person.objects.filter(name="Udo").update(email="")
    enter("Max", company)
    values = {"name": "Jugendhilfe", "kind": "YOUTH_OFFICE", "side": "MUNICIPAL", "town": TOWN, "function": "LEIT"}
    found = mailing.make_list(network=network, values=values, by=office, at=NOW)

    recipients = selectors.recipients_of(found, on=TODAY)

    assert names(recipients.reached) == ["Ida"]
    assert names(recipients.without_consent) == ["Nie"]
    assert names(recipients.without_address) == ["Udo"]
    assert recipients_as_csv(recipients.reached).splitlines()[1].startswith("Ida,Leitung,")


def test_every_copy_of_a_circular_carries_a_link_of_its_own(everybody, enter, send):
    enter("Ida")
    enter("Udo")
    tokens = []

    circular = send(everybody, tokens)

    assert circular.copies.count() == 2
    assert len(set(tokens)) == 2
    assert sorted(Message.objects.values_list("to_address", flat=True)) == ["ida@demo.example", "udo@demo.example"]
    assert [sum(token in body for body in Message.objects.values_list("body", flat=True)) for token in tokens] == [1, 1]


def test_a_circular_to_nobody_is_not_sent(everybody, enter, send):
    enter("Nie", mailing=False)

    with pytest.raises(errors.NobodyReached):
        send(everybody)

    assert Circular.objects.count() == 0


def test_looking_at_the_link_changes_nothing_and_pressing_the_button_unsubscribes_at_once(
    everybody, enter, send, client
):
    person = enter("Ida").person
    tokens = []
    send(everybody, tokens)
    page = f"/abmelden-vom-rundschreiben/{tokens[0]}"

    client.get(page)
    before = Person.objects.get(pk=person.pk).may_be_mailed
    answer = client.post(page, {"was": "rundschreiben"})

    assert (before, Person.objects.get(pk=person.pk).may_be_mailed) == (True, False)
    assert "Sie bekommen keine Rundschreiben" in answer.content.decode()
    assert names(selectors.recipients_of(everybody, on=TODAY).reached) == []


def test_the_link_for_unsubscribing_shows_nothing_but_the_network(everybody, enter, send, client):
    house = InstitutionFactory(name="Geheimhaus", town=TOWN)
    enter("Ida", house, publication=True)
    tokens = []
    send(everybody, tokens)

    text = client.get(f"/abmelden-vom-rundschreiben/{tokens[0]}").content.decode()

    assert "Kreis Mettmann" in text
    assert [word for word in ("Ida", "ida@demo.example", "Geheimhaus", "Leitung", "Konferenz") if word in text] == []


def test_the_link_for_unsubscribing_expires_cannot_be_guessed_and_opens_no_other_door(everybody, enter, send, client):
    enter("Ida")
    tokens = []
    send(everybody, tokens)

    with pytest.raises(LinkExpired):
        mailing.person_behind(token=tokens[0], at=NOW + timedelta(days=366))
    with pytest.raises(LinkUnknown):
        mailing.person_behind(token=tokens[0][:-1] + ("A" if tokens[0][-1] != "A" else "B"), at=NOW)
    assert client.get(f"/daten/{tokens[0]}").status_code == 404


def test_the_office_takes_back_the_links_for_unsubscribing_of_a_person(everybody, enter, send, office, client, network):
    person = enter("Ida").person
    tokens = []
    send(everybody, tokens)
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(f"/kreis-mettmann/partner/personen/{person.pk}/links-zuruecknehmen")

    with pytest.raises(LinkRevoked):
        mailing.person_behind(token=tokens[0], at=NOW)


def test_a_message_that_came_back_is_shown_at_the_circular_and_at_the_person(
    everybody, enter, send, office, client, network
):
    function = enter("Ida")
    circular = send(everybody)
    message = circular.copies.get().message
    Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=NOW)
    record_bounce(key=message.key, at=NOW, reason="550 unknown")
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    sent = client.get(f"/kreis-mettmann/partner/rundschreiben/{circular.pk}").content.decode()
    house = client.get(f"/kreis-mettmann/partner/{function.institution_id}").content.decode()

    assert "1 Nachricht kam zurück" in sent
    assert "ida@demo.example" in sent
    assert "letzte E-Mail kam zurück" in house
    assert [one.came_back for one in selectors.circulars_of(network)] == [1]


def test_the_office_sees_a_preview_before_anything_is_sent(everybody, enter, office, client):
    enter("Ida")
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    page, text = f"/kreis-mettmann/partner/verteiler/{everybody.pk}", {"subject": "Einladung", "body": "Bald."}

    shown = client.post(page, text)
    before = Circular.objects.count()
    client.post(page, {**text, "senden": "1"})

    assert "An 1 Person senden" in shown.content.decode()
    assert (before, Circular.objects.get().subject) == (0, "Einladung")


def test_only_who_has_agreed_is_named_in_public_and_only_until_the_consent_is_withdrawn(enter, office, client):
    agreed = enter("Ida", InstitutionFactory(name="Haus am Markt", town=TOWN), publication=True).person
    enter("Udo")

    before = client.get("/kreis-mettmann/netzwerk").content.decode()
    mailing.unsubscribe(person=agreed, at=NOW, publication=True)
    after = client.get("/kreis-mettmann/netzwerk").content.decode()

    assert "Ida, Leitung, Haus am Markt" in before
    assert "Udo" not in before
    assert "Ida" not in after


def test_a_person_is_deleted_three_years_after_the_last_function_and_the_journal_keeps_the_proof(
    enter, office, everybody, send
):
    gone, stays = enter("Ida"), enter("Udo")
    people.end_function(function=gone, on=date(2026, 11, 25), by=office, at=NOW)
    send(everybody)

    early = upkeep.forget_old_persons(now=NOW + timedelta(days=3 * 365))
    late = upkeep.forget_old_persons(now=NOW + timedelta(days=3 * 365 + 3))

    assert (early, late) == (0, 1)
    assert list(Person.objects.all()) == [stays.person]
    assert upkeep.forget_old_circulars(now=NOW + timedelta(days=3 * 365 + 3)) == 1


def test_members_read_the_history_of_a_partner_and_others_do_not(network, office, client):
    house = institutions.enter_institution(
        network=network, values={"name": "Haus", "kind": "OTHER", "side": "THIRD"}, further_kinds=[], by=office, at=NOW
    )
    page = f"/verlauf/partners.institution/{house.pk}"
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    mine = client.get(page)
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert "Partner angelegt" in mine.content.decode()
    assert client.get(page).status_code == 404
