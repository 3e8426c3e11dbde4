from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from bildungsnetz.accounts.models import User
from bildungsnetz.desk import selectors
from bildungsnetz.desk.demo import LOGINS, PASSWORD
from bildungsnetz.journal.checks import problems
from bildungsnetz.networks.models import ContractVersion, Duty, FieldOfAction, Network, Side
from bildungsnetz.networks.tests.factories import (
    NOW,
    give_mandate,
    make_network,
    make_person,
    make_put_up,
    make_role,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)


def things(person, network):
    return [task.thing for task in selectors.tasks_for(person, network=network, on=NOW.date())]


def test_a_text_put_up_waits_for_whoever_speaks_for_a_side_that_has_not_consented(network, office):
    state = make_speaker(network, "Henrike Solms", Side.STATE)
    version = make_put_up(network, office)

    before = things(state, network)
    ContractVersion.objects.filter(pk=version.pk).update(content_hash="")
    member = make_role(network, "Petra Kamp", "BODY_MEMBER")

    assert before == ["Kooperationsvertrag, Fassung 1"]
    assert things(member, network) == []


def test_the_office_sees_whose_turn_it_is(network, office):
    make_speaker(network, "Henrike Solms", Side.STATE)
    make_put_up(network, office)

    waiting = selectors.waiting_for_others(office, network=network, on=NOW.date())

    assert [(line.thing, line.side) for line in waiting] == [
        ("Kooperationsvertrag, Fassung 1", "STATE"),
        ("Kooperationsvertrag, Fassung 1", "MUNICIPAL"),
    ]


def test_without_a_speaker_the_office_is_asked_to_enter_one(network, office):
    give_mandate(network, make_person("Henrike Solms"), Side.STATE)

    assert things(office, network) == ["Für eine Seite darf niemand zustimmen: Kommunale Seite"]


def test_dates_wait_from_thirty_days_before(network, office):
    for side in Side:
        make_speaker(network, f"Sprache {side}", side)
    for title, due_on in (("bald", date(2026, 12, 20)), ("später", date(2027, 3, 1)), ("vorbei", date(2026, 11, 1))):
        Duty.objects.create(network=network, kind="OTHER", title=title, due_on=due_on)

    assert things(office, network) == ["vorbei", "bald"]


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 7, 31), date(2025, 8, 1)),
        (date(2026, 8, 1), date(2026, 8, 1)),
        (date(2027, 1, 15), date(2026, 8, 1)),
    ],
)
def test_a_working_year_begins_on_the_first_of_august(day, begins):
    assert selectors.working_year_of(day) == begins


@pytest.mark.parametrize("versions", [1, 3])
def test_the_desk_needs_the_same_queries_however_much_waits(
    client, network, office, versions, django_assert_max_num_queries
):
    for number in range(versions):
        Duty.objects.create(network=network, kind="OTHER", title=f"Termin {number}", due_on=NOW.date())
    client.force_login(office)
    client.get(reverse("desk:desk", args=[network.slug]))

    with django_assert_max_num_queries(45):
        answer = client.get(reverse("desk:desk", args=[network.slug]))

    assert answer.status_code == 200


def test_a_side_is_reminded_once_in_seven_days(client, network, office):
    make_speaker(network, "Henrike Solms", Side.STATE)
    version = make_put_up(network, office)
    client.force_login(office)
    address = reverse("desk:remind", args=[network.slug, version.number])

    first = client.post(address, follow=True).content.decode()
    second = client.post(address, follow=True).content.decode()

    assert "Erinnert: Henrike Solms." in first
    assert "Erinnert: Henrike Solms." not in second


@pytest.fixture
def demo():
    call_command("seed_demo", verbosity=0)
    return Network.objects.get(slug="kreis-mettmann")


def test_the_demonstration_tells_the_contract_of_2013_with_its_three_fields(demo):
    first = ContractVersion.objects.get(contract__network=demo, number=1)

    fields = sorted(FieldOfAction.objects.filter(network=demo, ended_on=None).values_list("name", flat=True))

    assert (first.status, first.effective_from) == ("IN_FORCE", date(2013, 11, 19))
    assert fields == ["Medienkonzepte", "Schulische Inklusion", "Übergang Schule–Beruf"]
    assert problems() == []


def test_every_person_of_the_demonstration_signs_in_and_reaches_a_desk(demo, client):
    for login in LOGINS:
        assert User.objects.get(email=login.email).check_password(PASSWORD), login.email
        client.force_login(User.objects.get(email=login.email))
        assert client.get(reverse("desk:home"), follow=True).status_code == 200, login.email


def test_the_operator_opens_a_network_with_two_people(demo, client):
    client.force_login(User.objects.get(email="betreiber@demo.example"))
    region = Network.objects.get(slug="kreis-olpe").region
    form = {
        "region": region.pk,
        "state_name": "Neu Land",
        "state_email": "neu.land@example.org",
        "municipal_name": "Neu Kreis",
        "municipal_email": "neu.kreis@example.org",
    }

    answer = client.post(reverse("desk:networks"), form)

    opened = Network.objects.get(region=region)
    assert answer.status_code == 302
    assert opened.opened_on is not None
    assert sorted(role.person.full_name for role in opened.roles.all()) == ["Neu Kreis", "Neu Land"]


def test_a_person_is_erased_only_after_the_name_was_typed(demo, client):
    client.force_login(User.objects.get(email="betreiber@demo.example"))
    person = User.objects.get(email="kreisleitung@demo.example")
    address = reverse("desk:erase", args=[person.pk])

    wrong = client.post(address, {"name": "Irgendwer"})
    right = client.post(address, {"name": "Corinna Abel"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert not User.objects.filter(pk=person.pk).exists()
    assert problems() == []
