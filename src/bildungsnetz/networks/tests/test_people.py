"""Roles and mandates: each side speaks for itself, and nobody gives himself or herself a mandate."""

from datetime import date

import pytest

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Mandate, Office, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.selectors.people import all_mandates, mandates_for
from bildungsnetz.networks.services import errors, people
from bildungsnetz.networks.services.people import NotYourSide
from bildungsnetz.networks.tests.factories import LONG_AGO, NOW, give_mandate, make_network, make_person, make_role
from bildungsnetz.post.models import Message

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def land(network):
    return make_role(network, "Martin Lehnert", Role.OFFICE, Side.STATE)


def enter(network, person, by, side=Side.STATE, began=TODAY, ended=None, scopes=(Scope.CONTRACT,)):
    return people.enter_mandates(
        person=person,
        network=network,
        side=side,
        scopes=scopes,
        office=Office.MINISTER,
        function="Ministerin",
        began_on=began,
        ended_on=ended,
        deputy_of=None,
        by=by,
        at=NOW,
    )


def test_a_side_enters_mandates_of_its_own_one_per_scope(network, land):
    entered = enter(network, make_person("Ina Amt"), land, scopes=[Scope.CONTRACT, Scope.STRATEGY])

    assert [(one.side, one.scope, one.entered_by) for one in entered] == [
        ("STATE", "CONTRACT", land),
        ("STATE", "STRATEGY", land),
    ]


@pytest.mark.parametrize("role", [Role.BODY_MEMBER, Role.SCHOOL_BODY, Role.PARTNER])
def test_only_who_works_for_a_side_enters_its_mandates(network, role):
    member = make_role(network, "Petra Kamp", role, Side.STATE)

    with pytest.raises(NotYourSide):
        enter(network, make_person("Ina Amt"), member)


def test_nobody_enters_a_mandate_for_the_other_side(network, land):
    with pytest.raises(NotYourSide):
        enter(network, make_person("Ina Amt"), land, side=Side.MUNICIPAL)

    assert not Mandate.objects.exists()


def test_nobody_entitles_himself(network, land):
    with pytest.raises(NotYourSide):
        enter(network, land, land)


def test_a_role_in_another_network_entitles_to_nothing_here(network):
    elsewhere = make_network("05362", "Rhein-Erft-Kreis", "rhein-erft-kreis")
    stranger = make_role(elsewhere, "Fremder Mann", Role.OFFICE, Side.STATE)

    with pytest.raises(NotYourSide):
        enter(network, make_person("Ina Amt"), stranger)


@pytest.mark.parametrize(
    ("began", "ended", "possible"),
    [
        (date(2026, 1, 1), date(2026, 6, 1), True),
        (date(2026, 1, 1), date(2026, 6, 2), False),
        (date(2026, 7, 1), date(2026, 8, 1), False),
        (date(2026, 1, 1), None, False),
        (date(2026, 9, 1), None, True),
        (date(2026, 3, 1), date(2026, 3, 1), False),
    ],
)
def test_mandates_of_a_kind_do_not_overlap(network, land, began, ended, possible):
    person = make_person("Ina Amt")
    enter(network, person, land, began=date(2026, 6, 1), ended=date(2026, 9, 1))

    if possible:
        enter(network, person, land, began=began, ended=ended)
    else:
        with pytest.raises(errors.BadPeriod):
            enter(network, person, land, began=began, ended=ended)

    assert Mandate.objects.count() == 1 + possible


def test_a_mandate_is_ended_by_its_own_side_and_never_prolonged(network, land):
    municipal = make_role(network, "Jana Osterkamp", Role.OFFICE, Side.MUNICIPAL)
    (mandate,) = enter(network, make_person("Ina Amt"), land, began=date(2026, 1, 1))

    with pytest.raises(NotYourSide):
        people.end_mandate(mandate=mandate, on=TODAY, by=municipal, at=NOW)
    people.end_mandate(mandate=mandate, on=TODAY, by=land, at=NOW)
    with pytest.raises(errors.BadPeriod):
        people.end_mandate(mandate=mandate, on=date(2027, 1, 1), by=land, at=NOW)

    assert Mandate.objects.get().ended_on == TODAY


def test_principals_stand_before_deputies_and_running_mandates_before_ended_ones(network):
    principal = give_mandate(network, make_person("Ina Amt"), Side.STATE)
    deputy = give_mandate(network, make_person("Vera Vertretung"), Side.STATE, deputy_of=principal)
    former = give_mandate(network, make_person("Alt Gedient"), Side.STATE, ended_on=date(2020, 1, 1))

    able = mandates_for(network=network, side=Side.STATE, scope=Scope.CONTRACT, on=TODAY)

    assert list(able) == [principal, deputy]
    assert list(all_mandates(network)) == [principal, deputy, former]


def invite(network, by, email="neu@example.org", role=Role.SCHOOL):
    return people.invite_person(
        network=network,
        email=email,
        full_name="Karin Vogt",
        role=role,
        side=None,
        function="Schulleitung",
        address=lambda token: f"https://example.org/einladung/{token}",
        by=by,
        at=NOW,
    )


def test_an_invited_person_gets_a_mail_with_the_link_and_the_role(network, land):
    assignment = invite(network, land)

    mail = Message.objects.get()
    assert (mail.to_address, mail.subject) == ("neu@example.org", "Ihr Zugang zum Bildungsnetz")
    assert "https://example.org/einladung/" in mail.body
    assert (assignment.role, assignment.began_on, assignment.given_by) == ("SCHOOL", TODAY, land)


def test_somebody_with_an_account_gets_the_role_without_a_second_invitation(network, land):
    known = User.objects.create_user("neu@example.org", "ein langes Passwort", full_name="Karin Vogt")

    assignment = invite(network, land)

    assert assignment.person == known
    assert not Message.objects.exists()


def test_a_role_given_twice_is_one_role(network, land):
    assert invite(network, land) == invite(network, land)


def test_a_role_ends_on_a_day_after_its_first(network, land):
    assignment = RoleAssignment.objects.get(person=land)

    with pytest.raises(errors.BadPeriod):
        people.end_role(assignment=assignment, on=LONG_AGO, by=land, at=NOW)
    people.end_role(assignment=assignment, on=TODAY, by=land, at=NOW)

    with pytest.raises(NotYourSide):
        enter(network, make_person("Ina Amt"), land)
