"""A contract in force begins a membership; its end ends it; a later one resumes it."""

from datetime import date

import pytest

from bildungsnetz.networks.models import ContractVersion, FieldOfAction, Membership
from bildungsnetz.networks.selectors import contract_of, version_in_force
from bildungsnetz.networks.services import contract, drafting, errors
from bildungsnetz.networks.tests.factories import NOW, make_in_force, make_network, make_put_up, make_role

pytestmark = pytest.mark.django_db
END = date(2026, 11, 1)


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", "MUNICIPAL")


def end(version, by, on=END):
    return contract.end_contract(contract=version.contract, on=on, reason="Gekündigt", by=by, at=NOW)


def memberships():
    found = Membership.objects.order_by("pk")
    return list(found.values_list("start", "began_on", "began_precision", "ended_on", "ended_precision"))


def test_the_first_contract_in_force_begins_the_membership(network, office):
    make_in_force(network, office)

    assert memberships() == [("JOINED", date(2026, 8, 1), "DAY", None, "")]


def test_the_end_ends_version_fields_and_membership_on_one_day(network, office):
    version = make_in_force(network, office)

    end(version, office)

    found = ContractVersion.objects.get()
    assert (found.status, found.ended_on) == ("ENDED", END)
    assert [field.ended_on for field in FieldOfAction.objects.all()] == [END]
    assert memberships() == [("JOINED", date(2026, 8, 1), "DAY", END, "DAY")]
    days = [version_in_force(network, on=day) for day in (date(2026, 10, 31), END)]
    assert days == [found, None]


def test_a_later_contract_resumes_the_membership(network, office):
    end(make_in_force(network, office), office)

    again = make_in_force(network, office, make_put_up(network, office, effective_from=date(2026, 11, 20)))

    assert memberships()[1:] == [("RESUMED", date(2026, 11, 20), "DAY", None, "")]
    assert contract_of(network) == again.contract


def test_the_contract_being_drafted_stands_before_the_one_that_ended(network, office):
    first = make_in_force(network, office)
    end(first, office)

    second = drafting.draft_from_template(network=network, by=office, at=NOW)

    assert contract_of(network) == second.contract != first.contract


@pytest.mark.parametrize("on", [date(2026, 8, 1), date(2020, 1, 1)])
def test_a_contract_does_not_end_before_it_began(network, office, on):
    with pytest.raises(errors.BadPeriod):
        end(make_in_force(network, office), office, on=on)


def test_a_contract_does_not_end_before_the_version_in_force_began(network, office):
    first = make_in_force(network, office)
    second = drafting.draft_new_version(amends=first, by=office, at=NOW)
    second.effective_from = END
    second.save()
    contract.put_up(version=second, by=office, at=NOW)
    make_in_force(network, office, second)

    with pytest.raises(errors.BadPeriod):
        end(first, office, on=END)


def test_a_contract_ends_once(network, office):
    version = make_in_force(network, office)
    end(version, office)

    with pytest.raises(errors.BadPeriod):
        end(version, office, on=date(2027, 1, 1))


def test_a_contract_is_not_ended_while_a_version_is_being_worked_on(network, office):
    version = make_in_force(network, office)
    drafting.draft_new_version(amends=version, by=office, at=NOW)

    with pytest.raises(errors.OpenVersionExists) as problem:
        end(version, office)

    assert problem.value.number == 2
    assert ContractVersion.objects.get(number=1).status == "IN_FORCE"
