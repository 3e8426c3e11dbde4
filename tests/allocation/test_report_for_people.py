"""The page of a run and the diagnosis before it: what an office reads."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bildungsnetz.engines.allocation.diagnosis import diagnose
from bildungsnetz.engines.allocation.page import page_of
from bildungsnetz.engines.allocation.running import allocate_folder
from tests.allocation.solving import instance_of, options_of
from tests.allocation.tasks import Task

pytestmark = pytest.mark.once
DAY = "2027-03-09"


def scarce() -> Task:
    """Two schools of three; school A is reached by one place, and a wished field has no offer."""
    pupils = [
        {"pupil_id": f"{school}{at}", "school_id": school, "days": 1, "group": group}
        for school, group in (("A", "9"), ("B", "1"))
        for at in range(3)
    ]
    offers = [
        {"offer_id": "o1", "company_id": "c1", "date": DAY, "field": "Bau", "capacity": 1},
        {"offer_id": "o2", "company_id": "c2", "date": DAY, "field": "Pflege", "capacity": 3, "schools": "B"},
    ]
    wishes = [{"pupil_id": "A0", "rank": 1, "field": "Raumfahrt"}, {"pupil_id": "A1", "rank": 1, "offer_id": "o1"}]
    return Task(pupils, offers, wishes)


def allocated(task: Task, folder: Path, **options) -> tuple[dict, str]:
    allocate_folder(task.write(folder / "in"), folder / "out", options_of(task, **options))
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    return report, (folder / "out" / "report.html").read_text(encoding="utf-8")


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_diagnosis_names_school_day_places_and_pupils(tmp_path):
    task = scarce()

    found = diagnose(instance_of(task, tmp_path), replace(options_of(task), lang="en"))

    assert {finding.sentence for finding in found} == {
        "School A on 9 March: 1 reachable places for 3 pupils.",
        "Field Raumfahrt: no offer, 1 wishes.",
    }


def test_diagnosis_is_silent_where_places_suffice(tmp_path):
    task = scarce()
    task.offers[0]["capacity"] = 3
    task.wishes = []

    assert diagnose(instance_of(task, tmp_path), options_of(task)) == []


def test_a_shortage_found_beforehand_is_never_filled_afterwards(tmp_path):
    report, _page = allocated(scarce(), tmp_path)

    assert report["needed"] - report["filled"] >= max(finding["short"] for finding in report["diagnosis"])


def test_page_says_what_is_missing_and_shows_schools_and_groups(tmp_path):
    _report, page = allocated(scarce(), tmp_path, lang="en")

    said = words(page)
    assert "4 of 6 places given" in said
    assert "2 places are missing. More is impossible; that is proven." in said
    assert "School A on 9 March: 1 reachable places for 3 pupils." in said
    assert "A 3 3 1 1 0" in said  # school, people, needed, given, of these wish 1 to 3, without granted wish
    assert "9 3 3 1 1 0" in said  # the same by group


def test_a_place_nobody_wished_for_does_not_look_like_a_granted_wish(tmp_path):
    report, page = allocated(scarce(), tmp_path, lang="en")

    assert report["granted"]["1"] == 1
    assert sum(report["granted"].values()) + report["unwished"] == report["filled"]
    assert "not wished for 3" in words(page)


def test_every_picture_has_its_table_and_nothing_is_loaded_from_elsewhere(tmp_path):
    report, page = allocated(scarce(), tmp_path)

    assert page.count('role="img"') == page.count("<details>") == 5
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"|url\(|<script', page) == []
    assert page == page_of(report, "de")


def test_ids_are_text_on_the_page_whatever_they_contain(tmp_path):
    task = scarce()
    for pupil in task.pupils:
        pupil["school_id"] = {"A": "<script>alert(1)</script>"}.get(pupil["school_id"], pupil["school_id"])

    _report, page = allocated(task, tmp_path)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
