"""Several authors at once, last year's concept, the three consents, what a grid covers, sums from five schools on."""

from datetime import date

import pytest

from bildungsnetz.media.coverage import State, stages, standing
from bildungsnetz.media.forms.parts import EquipmentForm
from bildungsnetz.media.frames import MKR, mapped
from bildungsnetz.media.models import Concept, GridEntry, Purpose, RollUpState, SetAside
from bildungsnetz.media.selectors import needs
from bildungsnetz.media.selectors.comparing import differences
from bildungsnetz.media.selectors.concepts import grid_of
from bildungsnetz.media.services import errors
from bildungsnetz.media.services.concepts import carry_over
from bildungsnetz.media.services.rolling import ask_for_roll_up, put_together
from bildungsnetz.media.services.trust import open_again, record_resolution, release, take_back
from bildungsnetz.media.services.writing import remove_part, take_kept
from bildungsnetz.media.tests.factories import (
    HILDEN,
    TODAY,
    adopt,
    make_author,
    make_concept,
    make_place,
    make_school,
    need,
    release_all,
    unit,
    write,
)
from bildungsnetz.networks.tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    network, school = make_place(), make_school()
    author = make_author(network, school, is_head=True)
    return make_concept(network, school, author), author


def test_the_frame_has_six_areas_and_twenty_four_competences():
    assert [len(area.competences) for area in MKR.areas] == [4] * 6
    assert mapped("1.1", old="MEDIENPASS", new="MKR-2018") == ()


def test_two_authors_in_the_same_cell_lose_nothing(written):
    concept, author = written
    entry = write(concept, "eintrag", unit(), author)
    write(concept, "eintrag", unit(equipment="Laptops"), author, part=entry.pk, revision=1)

    with pytest.raises(errors.ChangedMeanwhile) as met:
        write(concept, "eintrag", unit(equipment="Tafel"), author, part=entry.pk, revision=1)
    stands = GridEntry.objects.get().equipment
    take_kept(aside=SetAside.objects.get(pk=met.value.kept), by=author, at=NOW)

    assert (stands, GridEntry.objects.get().equipment, SetAside.objects.count()) == ("Laptops", "Tafel", 0)


def test_what_was_removed_meanwhile_is_kept_and_can_come_back(written):
    concept, author = written
    entry = write(concept, "eintrag", unit(), author)
    aside = remove_part(part=entry, by=author, at=NOW)

    take_kept(aside=aside, by=author, at=NOW)

    assert [one.unit for one in GridEntry.objects.all()] == ["Wer entscheidet, was ich sehe?"]


def test_an_adopted_concept_stays_until_it_is_opened_and_then_nothing_is_released(written):
    concept, author = written
    adopt(concept, author)
    release_all(concept, author)

    with pytest.raises(errors.ConceptAdopted):
        write(concept, "eintrag", unit(), author)
    open_again(concept=concept, reason="Neue Geräte", by=author, at=NOW)

    assert concept.consents.filter(withdrawn_at=None).count() == 0
    assert concept.resolutions.count() == 1


def test_each_consent_stands_for_itself(written):
    concept, author = written
    with pytest.raises(errors.NotAdopted):
        release(concept=concept, purpose=Purpose.BODY, by=author, at=NOW)
    adopt(concept, author)
    release_all(concept, author, [Purpose.BODY, Purpose.PUBLIC])

    take_back(concept=concept, purpose=Purpose.PUBLIC, by=author, at=NOW)

    assert list(concept.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)) == [Purpose.BODY]


def test_a_resolution_of_tomorrow_is_not_recorded(written):
    concept, author = written
    with pytest.raises(errors.NotYetResolved):
        record_resolution(concept=concept, resolved_on=date(2026, 12, 1), result="ADOPTED", note="", by=author,
                          at=NOW, today=TODAY)  # fmt: skip


def test_last_years_concept_becomes_this_years_in_one_action_and_the_comparison_shows_what_differs(written):
    concept, author = written
    Concept.objects.filter(pk=concept.pk).update(year=2025)
    concept.refresh_from_db()
    write(concept, "eintrag", unit(), author)
    write(concept, "ausstattung", need(), author)

    new = carry_over(concept=concept, year=2026, by=author, at=NOW)
    same = differences(concept, new)
    write(new, "eintrag", unit(grade=9), author)

    assert (same.count, new.is_open, new.follows) == (0, True, concept)
    assert [one.is_new for one in differences(concept, new).found["eintrag"]] == [True]


def test_coverage_counts_compulsory_units_up_to_the_grade(written):
    concept, author = written
    write(concept, "eintrag", unit("1.1", 5), author)
    write(concept, "eintrag", unit("1.2", 5, binding="RECOMMENDED"), author)
    entries = grid_of(concept).entries

    found = {one.number: one.state for one in standing(entries, frame=MKR, grades=concept.grades)}

    assert (found["1.1"], found["1.2"], found["1.3"]) == (State.COMPULSORY, State.RECOMMENDED, State.GAP)
    assert [(one.grade, one.covered, one.total) for one in stages(entries, frame=MKR, grades=[5, 10])] == [(10, 1, 24)]


@pytest.mark.parametrize(("wrong", "field"), [({"category": ""}, "category"), ({"quantity": -1}, "quantity"),
                                              ({"year": 2019}, "year"), ({"year": ""}, "year")])  # fmt: skip
def test_odd_equipment_is_named_and_what_was_typed_stays(written, wrong, field):
    form = EquipmentForm({**need(), **wrong}, concept=written[0])

    assert list(form.errors) == [field]
    assert form["label"].value() == "Tablets"


def test_a_need_of_the_past_is_saved_once_the_question_is_answered(written):
    assert EquipmentForm({**need(year=2019), "confirmed": "on"}, concept=written[0]).is_valid()


def _schools(network, count):
    author = make_author(network, make_school())
    for n in range(count):
        concept = make_concept(network, make_school(number=f"19991{n}", name=f"Schule {n}"), author)
        write(concept, "eintrag", unit(), author)
        write(concept, "ausstattung", need(), author)
        adopt(concept, author)
        release_all(concept, author)


@pytest.mark.parametrize(("schools", "shown"), [(4, 0), (5, 24)])
def test_the_region_is_shown_from_five_schools_on_and_never_as_a_number(schools, shown):
    network = make_place()
    _schools(network, schools)

    done = put_together(roll_up=ask_for_roll_up(network=network, year=2026, by=None, at=NOW), at=NOW)
    counts = dict(done.rows.filter(kind="COVERAGE").values_list("category", "schools"))

    assert (done.state, done.done) == (RollUpState.DONE, schools)
    assert len(needs.thirds(counts, schools=schools, frame=MKR)) == shown
    assert len(needs.sums_of(done, kind="NEED")) == (1 if shown else 0)


@pytest.mark.parametrize("count", [1, 4])
def test_the_needs_of_a_school_body_take_one_query(count, django_assert_num_queries):
    network = make_place()
    _schools(network, count)

    with django_assert_num_queries(1):
        found = needs.needs_of(needs.released_concepts(network, year=2026, purpose=Purpose.BODY, body_key=HILDEN))

    assert [(one.quantity, one.cost, one.schools) for one in found] == [(30 * count, 12_000 * count, count)]


@pytest.mark.parametrize("count", [1, 20])
def test_the_grid_takes_one_query(written, count, django_assert_num_queries):
    concept, author = written
    for n in range(count):
        write(concept, "eintrag", unit(unit=f"Vorhaben {n}"), author)

    with django_assert_num_queries(1):
        assert len(grid_of(concept).entries) == count
