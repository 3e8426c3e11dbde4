from datetime import timedelta

import pytest

from bildungsnetz.journal.models import Entry
from bildungsnetz.networks.models import RoleAssignment
from bildungsnetz.networks.tests.factories import NOW, make_network, make_role
from bildungsnetz.networks.upkeep import KEPT_AFTER_END, forget_old_roles

pytestmark = pytest.mark.django_db


def test_roles_are_deleted_three_years_after_their_end_with_proof():
    network = make_network()
    ends = {"Alt": KEPT_AFTER_END + timedelta(days=1), "Neu": KEPT_AFTER_END - timedelta(days=1)}
    for name, ago in ends.items():
        person = make_role(network, name, "SCHOOL")
        RoleAssignment.objects.filter(person=person).update(ended_on=NOW.date() - ago)
    make_role(network, "Noch da", "SCHOOL")

    deleted = forget_old_roles(now=NOW)

    assert deleted == 1
    assert sorted(role.person.full_name for role in RoleAssignment.objects.all()) == ["Neu", "Noch da"]
    proof = Entry.objects.get(action="ended roles deleted")
    assert (proof.chain, proof.changes) == (network.journal_chain, {"roles": [1, 0]})
    assert forget_old_roles(now=NOW) == 0
