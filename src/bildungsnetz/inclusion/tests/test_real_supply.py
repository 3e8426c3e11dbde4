"""The real list of 2017 as it comes: it fills the supply of Kreis Mettmann and says what was unclear."""

import os
from collections import Counter
from pathlib import Path

import pytest

from bildungsnetz.inclusion.models import SupportOffer, SupportSchool
from bildungsnetz.inclusion.tests.factories import NOW
from bildungsnetz.intake.models import ImportRow
from bildungsnetz.intake.services import apply_import, preview_import
from bildungsnetz.networks.tests.factories import make_network

ROOT = Path(__file__).resolve().parents[4]
FOLDER = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")).resolve() / "schools"
pytestmark = [pytest.mark.django_db, pytest.mark.real_data]


def preview(scope):
    content = (FOLDER / "nrw_2017_schools.json").read_bytes()
    return preview_import(name="nrw_2017_schools.json", content=content, scope=scope, by=None, at=NOW)


def found_in(run):
    return Counter(ImportRow.objects.filter(run=run).exclude(code="").values_list("code", flat=True))


def test_the_list_fills_the_supply_of_kreis_mettmann_and_says_what_is_unclear():
    make_network()

    run = apply_import(run=preview("kreis-mettmann"), by=None, at=NOW)

    forms = Counter(SupportOffer.objects.values_list("form", "focus"))
    assert SupportSchool.objects.exclude(town__startswith="05158").count() == 0
    assert forms == {
        ("JOINT_LEARNING", ""): 101,
        ("JOINT_LEARNING", "LE"): 1,
        ("JOINT_LEARNING", "SQ"): 1,
        ("JOINT_LEARNING", "ES"): 1,
        ("JOINT_LEARNING", "GG"): 1,
        ("JOINT_LEARNING", "KM"): 1,
        ("SINGLE_INTEGRATION", "LE"): 1,
        ("SINGLE_INTEGRATION", "ES"): 1,
        ("SPECIAL_SCHOOL", "ES"): 5,
        ("SPECIAL_SCHOOL", "GG"): 5,
        ("SPECIAL_SCHOOL", "LE"): 4,
        ("SPECIAL_SCHOOL", "SQ"): 4,
    }
    assert found_in(run) == {
        "focus_not_stated": 101,
        "goal_not_stated": 51,
        "several_focuses": 6,
        "supply_number_twice": 22,
        "supply_number_doubled": 9,
        "number_malformed": 2,
        "supply_list_undated": 1,
    }


def test_the_same_list_again_changes_nothing():
    make_network()
    apply_import(run=preview("kreis-mettmann"), by=None, at=NOW)

    again = preview("kreis-mettmann")

    assert (again.added, again.changed, again.unchanged) == (0, 0, 111)


def test_every_doubled_number_of_the_whole_list_is_named():
    found = found_in(preview(""))

    # 26 doubled rows: 22 contradict, 3 say the same, and of the two without a number one is the double of the other.
    assert found["supply_number_twice"] + found["supply_number_twice_same"] + found["number_malformed"] - 1 == 26
