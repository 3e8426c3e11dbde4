"""Who sees a version in which state; everything else follows from this table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bildungsnetz.networks.models import Role, Side, VersionStatus
from bildungsnetz.networks.selectors.contracts import visible_states
from bildungsnetz.networks.tests.factories import NOW, make_network, make_role, make_speaker

pytestmark = pytest.mark.django_db
PUBLIC = {"IN_FORCE", "SUPERSEDED", "ENDED"}
LAID_BEFORE = PUBLIC | {"PUT_UP", "AGREED", "NOT_AGREED"}
EVERYTHING = LAID_BEFORE | {"DRAFT"}


@pytest.mark.parametrize(
    ("role", "states"),
    [
        (Role.OFFICE, EVERYTHING),
        (Role.STATE_SIDE, LAID_BEFORE),
        (Role.MUNICIPAL_SIDE, LAID_BEFORE),
        (Role.BODY_MEMBER, PUBLIC),
        (Role.SCHOOL, PUBLIC),
        (Role.SCHOOL_BODY, PUBLIC),
        (Role.PARTNER, PUBLIC),
        (Role.COMPANY, PUBLIC),
        (Role.MINISTRY, PUBLIC),
        (Role.OPERATOR, PUBLIC),
    ],
)
def test_a_role_sees_a_version_in_these_states(role, states):
    network = make_network()
    statewide = role in (Role.MINISTRY, Role.OPERATOR)
    person = make_role(None if statewide else network, "Jemand", role, Side.STATE if role == Role.OFFICE else "")

    assert set(visible_states(person, network=network, on=NOW.date())) == states
    assert set(VersionStatus) == EVERYTHING


def test_a_mandate_for_the_contract_shows_what_was_laid_before_the_sides():
    network = make_network()
    speaker = make_speaker(network, "Henrike Solms", Side.STATE)

    assert set(visible_states(speaker, network=network, on=NOW.date())) == LAID_BEFORE


def test_a_mandate_that_has_ended_and_a_role_elsewhere_show_no_more_than_the_public_sees():
    network, elsewhere = make_network(), make_network("05362", "Rhein-Erft-Kreis", "rhein-erft-kreis")
    former = make_speaker(network, "Alt Gedient", Side.STATE, ended_on=NOW.date())
    stranger = make_role(elsewhere, "Fremder Mann", Role.OFFICE, Side.STATE)

    found = [set(visible_states(who, network=network, on=NOW.date())) for who in (former, stranger, AnonymousUser())]

    assert found == [PUBLIC, PUBLIC, PUBLIC]
