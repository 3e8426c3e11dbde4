"""Partners: doubles, merging, cooperations, the whole of them, and the link to one's own entry."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bildungsnetz.accounts.services import LinkExpired, LinkRevoked
from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.networks.models import Role, RoleAssignment
from bildungsnetz.partners.cooperation_graph import Holder, structure_of
from bildungsnetz.partners.likeness import Entry, Pair, Reason, pairs_alike
from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Function, FurtherKind, Institution
from bildungsnetz.partners.services import cooperations, errors, institutions, merging, people, self_service
from bildungsnetz.partners.tests.factories import InstitutionFactory, NetworkFactory
from bildungsnetz.post.models import Message

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
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


def works_with(network, first, second, by, kind=CooperationKind.WORKS_WITH):
    return cooperations.enter_cooperation(
        network=network, first=first, second=second, kind=kind, purpose="Übergang", evidence=Evidence.MEETING,
        evidence_note="", began_on=date(2026, 1, 1), by=by, at=NOW,
    )  # fmt: skip


def head_of(network, institution, by):
    return people.enter_person(
        network=network, institution=institution, contact={"name": "Ida Beispiel"}, title="Leitung",
        began_on=date(2026, 1, 1), publication=False, mailing=True, by=by, at=NOW,
    )  # fmt: skip


def test_entries_are_alike_by_telling_words_address_and_telephone_but_not_across_towns():
    entries = [
        Entry(1, "Jugendamt der Stadt Haan", "05158008", phone="02129 911-100"),
        Entry(2, "Stadt Haan, Jugendamt", "05158008", phone="+49 2129 911100"),
        Entry(3, "Jugendamt Haan", "05158016"),
        Entry(4, "Bücherei", "05158008", email="Info@haan.example"),
        Entry(5, "Stadtbibliothek", "05158008", email="info@haan.example"),
    ]

    assert pairs_alike(entries) == [
        Pair(1, 2, (Reason.NAME, Reason.PHONE)),
        Pair(4, 5, (Reason.EMAIL,)),
    ]


def test_a_telephone_that_many_share_is_a_switchboard_and_no_sign_of_doubles():
    entries = [Entry(key, f"Haus {key}", phone="02104 990") for key in range(1, 6)]

    assert pairs_alike(entries) == []


def test_the_structure_names_who_holds_others_and_who_stands_alone():
    # 1-2-3 in a triangle, 4 hangs on 3, 5-6 apart, 7 alone.
    found = structure_of(range(1, 8), [(1, 2), (2, 3), (3, 1), (3, 4), (4, 3), (5, 6)])

    assert found.parts == ((1, 2, 3, 4), (5, 6), (7,))
    assert found.isolated == (7,)
    assert found.holders == (Holder(3, ((4,),)),)
    assert found.bridges == ()
    assert found.ties == {1: 2, 2: 2, 3: 3, 4: 1, 5: 1, 6: 1, 7: 0}
    assert not found.estimated


def test_a_single_tie_between_two_groups_is_a_bridge():
    found = structure_of(range(1, 7), [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 4)])

    assert found.bridges == ((3, 4),)


def test_a_cooperation_is_entered_once_in_either_direction(network, office):
    first, second = InstitutionFactory(name="A", town=TOWN), InstitutionFactory(name="B", town=TOWN)
    works_with(network, first, second, office)

    with pytest.raises(errors.AlreadyEntered):
        works_with(network, second, first, office)
    with pytest.raises(errors.SameInstitution):
        works_with(network, first, first, office)


def test_merged_entries_can_be_separated_with_nothing_lost(network, office):
    kept = InstitutionFactory(name="Jugendamt", town=TOWN, phone="")
    dropped = InstitutionFactory(name="Jugendamt Mettmann", town=TOWN, phone="02104 1", kind="YOUTH_OFFICE")
    FurtherKind.objects.create(institution=dropped, kind="FAMILY_OFFICE")
    other = InstitutionFactory(name="Agentur", town=TOWN)
    works_with(network, kept, other, office)
    works_with(network, dropped, other, office)
    works_with(network, other, dropped, office, CooperationKind.SUPPORTS)
    head_of(network, dropped, office)

    def stored():
        return (
            sorted(Function.objects.values_list("pk", "institution")),
            sorted(Cooperation.objects.values_list("pk", "first", "second", "kind")),
            sorted(FurtherKind.objects.values_list("institution", "kind")),
            sorted(Institution.objects.values_list("pk", "name", "phone", "search_text", "merged_into")),
        )

    before = stored()

    done = merging.merge(network=network, kept=kept, dropped=dropped, by=office, at=NOW)
    kept.refresh_from_db()
    merged = (kept.phone, kept.functions.count(), Cooperation.objects.filter(second=kept).count())
    merging.separate(merge=done, by=office, at=NOW)

    assert merged == ("02104 1", 1, 1)
    assert stored() == before


def test_a_school_of_the_states_list_is_never_dissolved(network, office):
    school, entry = InstitutionFactory(kind="SCHOOL", town=TOWN), InstitutionFactory(town=TOWN)

    with pytest.raises(errors.FromTheStatesList):
        merging.merge(network=network, kept=entry, dropped=school, by=office, at=NOW)


def test_a_partner_confirms_its_entry_through_its_link_until_the_link_is_over(network, office, client):
    house = InstitutionFactory(name="Haus", town=TOWN, email="haus@demo.example", phone="1")
    tokens = []

    def address(token):
        tokens.append(token)
        return f"https://netz.example/daten/{token}"

    self_service.ask_to_confirm(institution=house, network=network, address=address, by=office, at=NOW)
    found, keeper = self_service.institution_behind(token=tokens[0], at=NOW)
    institutions.confirm_by_itself(institution=found, network=keeper, values={"phone": "02104 2"}, at=NOW)
    house.refresh_from_db()

    assert (house.phone, house.email, house.confirmed_by) == ("02104 2", "haus@demo.example", "ITSELF")
    with pytest.raises(LinkExpired):
        self_service.institution_behind(token=tokens[0], at=NOW + timedelta(days=29))
    self_service.ask_to_confirm(institution=house, network=network, address=address, by=office, at=NOW)
    with pytest.raises(LinkRevoked):
        self_service.institution_behind(token=tokens[0], at=NOW)
    assert client.get(f"/daten/{tokens[0]}").status_code == 404


def test_who_holds_a_link_that_is_over_gets_a_new_one_once_at_the_address_of_the_entry(network, office, client):
    house = InstitutionFactory(name="Haus", town=TOWN, email="haus@demo.example")
    tokens = []
    long_ago = timezone.now() - timedelta(days=40)
    self_service.ask_to_confirm(
        institution=house, network=network, address=lambda token: tokens.append(token) or token, by=office, at=long_ago
    )

    over = client.get(f"/daten/{tokens[0]}")
    renewed, again = client.post(f"/daten/{tokens[0]}"), client.post(f"/daten/{tokens[0]}")

    assert (over.status_code, renewed.status_code, again.status_code) == (404, 200, 404)
    assert "Neuen Link anfordern" in over.content.decode()
    assert "Haus" not in over.content.decode() + renewed.content.decode()
    assert list(Message.objects.values_list("to_address", flat=True)) == ["haus@demo.example"] * 2


def test_a_link_taken_back_is_not_renewed(network, office, client):
    house = InstitutionFactory(town=TOWN, email="haus@demo.example")
    tokens = []
    long_ago = timezone.now() - timedelta(days=40)
    self_service.ask_to_confirm(
        institution=house, network=network, address=lambda token: tokens.append(token) or token, by=office, at=long_ago
    )
    self_service.take_back_links(institution=house, at=timezone.now())

    assert client.post(f"/daten/{tokens[0]}").status_code == 404
    assert Message.objects.count() == 1


def test_the_consents_of_a_person_keep_the_day_they_were_given_and_withdrawn(network, office):
    person = head_of(network, InstitutionFactory(town=TOWN), office).person
    assert (person.may_be_mailed, person.may_be_published) == (True, False)

    people.change_person(
        person=person, contact={"name": "Ida Beispiel"}, publication=True, mailing=False, by=office,
        at=NOW + timedelta(days=3),
    )  # fmt: skip
    person.refresh_from_db()

    assert (person.may_be_mailed, person.may_be_published) == (False, True)
    assert (person.mailing_agreed_on, person.mailing_withdrawn_on) == (date(2026, 11, 24), date(2026, 11, 27))


@pytest.mark.parametrize("page", ["/partner", "/partner/netz"])
def test_pages_of_partners_need_the_same_queries_however_many_there_are(network, office, client, page):
    def fill(count):
        made = [InstitutionFactory(town=TOWN) for _ in range(count)]
        for first, second in pairwise(made):
            works_with(network, first, second, office)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(f"/kreis-mettmann{page}").status_code == 200
        return len(caught)

    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    fill(3)
    queries()
    few = queries()
    fill(12)

    assert queries() == few
