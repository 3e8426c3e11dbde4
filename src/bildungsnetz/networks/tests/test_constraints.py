"""What the database refuses although nobody asked a service."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bildungsnetz.networks.models import (
    Clause,
    ContractVersion,
    CooperationContract,
    Mandate,
    Membership,
    Post,
    PostFilling,
    RoleAssignment,
    Side,
    Source,
)
from bildungsnetz.networks.tests.factories import LONG_AGO, give_mandate, make_draft, make_network, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)


def refused(model, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def test_a_network_has_one_open_contract(network):
    CooperationContract.objects.create(network=network)

    refused(CooperationContract, network=network)


def test_a_contract_ends_after_it_begins(network):
    refused(CooperationContract, network=network, began_on=LONG_AGO, ended_on=LONG_AGO)


def test_a_number_names_one_version(network, office):
    version = make_draft(network, office)

    with pytest.raises(IntegrityError), transaction.atomic():
        ContractVersion.objects.create(
            contract=version.contract, number=1, legal_basis="SECTION_78A", created_at=version.created_at
        )


@pytest.mark.parametrize(
    ("competence", "stays_with"),
    [("JOINT", "STATE"), ("STAYS", "")],
)
def test_a_clause_says_who_is_in_charge(network, office, competence, stays_with):
    version = make_draft(network, office)

    refused(
        Clause,
        version=version,
        position=90,
        kind="other",
        heading="X",
        text="X",
        competence=competence,
        stays_with=stays_with,
    )


@pytest.mark.parametrize(("on", "precision"), [(LONG_AGO, ""), (LONG_AGO, "UNKNOWN"), (None, "DAY")])
def test_a_date_and_its_precision_go_together(network, office, on, precision):
    version = make_draft(network, office)

    with pytest.raises(IntegrityError), transaction.atomic():
        ContractVersion.objects.filter(pk=version.pk).update(council_decided_on=on, council_precision=precision)
    refused(
        Membership,
        network=network,
        start="JOINED",
        began_on=on,
        began_precision=precision,
        source=Source.objects.create(title="Quelle"),
    )


def test_a_person_has_one_open_mandate_of_a_kind(network, office):
    give_mandate(network, office, Side.STATE)

    with pytest.raises(IntegrityError), transaction.atomic():
        give_mandate(network, office, Side.STATE)
    give_mandate(network, office, Side.MUNICIPAL)

    assert Mandate.objects.count() == 2


def test_the_ministry_belongs_to_no_network_and_an_office_to_one(network, office):
    refused(RoleAssignment, person=office, network=network, role="MINISTRY", began_on=LONG_AGO)
    refused(RoleAssignment, person=office, network=None, role="OFFICE", began_on=LONG_AGO)


def test_a_post_promises_something_and_a_filling_fills_something(network):
    refused(Post, network=network, side="STATE", title="X", promised_fte=0, began_on=LONG_AGO)
    post = Post.objects.create(network=network, side="STATE", title="X", promised_fte=1, began_on=LONG_AGO)

    refused(PostFilling, post=post, filled_fte=0, began_on=LONG_AGO)
    refused(PostFilling, post=post, filled_fte=1, began_on=LONG_AGO, ended_on=date(2009, 1, 1))
