"""Releases are attacked together: what each of them hides well, their difference must not betray."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

import numpy as np
import pytest

from bildungsnetz.monitoring.models import Protection, Release
from bildungsnetz.monitoring.protection import CountTable, ProtectedTable, PublicTable, attack, protect
from bildungsnetz.monitoring.services import releases
from bildungsnetz.monitoring.services.protecting import ask_to_protect, earlier_tables, protect_release
from bildungsnetz.monitoring.tests.factories import (
    SOON,
    TOWNS,
    counts,
    make_protected,
    make_published,
    make_speakers,
    new_table,
)
from bildungsnetz.networks.models import VersionStatus
from bildungsnetz.networks.tests.factories import make_network

pytestmark = pytest.mark.django_db

# Two children in the first town; the last one is the town whose figures are corrected.
FIGURES = dict(zip(TOWNS, [(2, 120), (9, 180), (5, 150), (11, 260), (14, 300), (7, 210)], strict=True))
SMALL, SECOND, THIRD, FOURTH, _FIFTH, CORRECTED = TOWNS
CODES = tuple[str, ...]


def corrected_to(part: int) -> dict[str, tuple[int, int]]:
    return FIGURES | {CORRECTED: (part, 210)}


def hiding(*towns: str) -> Callable[..., ProtectedTable]:
    """A faulty protection: it hides these towns, whatever was published before."""

    def protect_badly(table: CountTable, *, minimum_count: int, earlier: Collection[PublicTable]) -> ProtectedTable:
        honest = protect(table, minimum_count=minimum_count, earlier=[])
        sums = everything(table)
        cells = {codes: None if codes[0] in towns and codes[-1] != "Total" else sums[codes] for codes in sums}
        return ProtectedTable(PublicTable("", table.columns, cells), honest.too_small, {})

    return protect_badly


def everything(table: CountTable) -> Mapping[CODES, int]:
    """All cells with their margins, made by a protection that has nothing to protect."""
    return {codes: value or 0 for codes, value in protect(table, minimum_count=1, earlier=[]).public.cells.items()}


def make_correction(before: Release, figures: dict[str, tuple[int, int]], *, at: datetime) -> Release:
    """Protect a release that corrects another one; published if it is safe."""
    by = before.created_by
    release = releases.prepare_release(
        network=before.network, title="Berichtigung", by=by, at=at, corrects=before, publish_at=at + timedelta(hours=1)
    )
    for table in release.tables.all():
        releases.remove_table(table=table, by=by, at=at)
    releases.add_table(release=release, table=new_table(counts(figures)), by=by, at=at)
    ask_to_protect(release=release, by=by, at=at)
    protect_release.call(release.pk)
    release.refresh_from_db()
    if release.protection == Protection.SAFE:
        releases.put_up(release=release, by=by, at=at)
        for side, speaker in make_speakers(before.network).items():
            release.refresh_from_db()
            releases.consent_to_release(release=release, side=side, shown_hash=release.content_hash, by=speaker, at=at)
        release.refresh_from_db()
        releases.publish(release=release, at=at + timedelta(hours=1))
    return Release.objects.get(pk=release.pk)


@pytest.fixture
def protection(monkeypatch):
    """Exchange the protection of the room for one with a planted fault."""

    def plant(faulty: Callable[..., ProtectedTable]) -> None:
        monkeypatch.setattr("bildungsnetz.monitoring.services.protecting.protect_counts", faulty)

    return plant


def test_two_releases_of_one_year_that_hide_different_towns_are_refused(protection):
    network = make_network()
    protection(hiding(SMALL, SECOND))
    make_published(network, tables=[new_table(counts(FIGURES))])

    protection(hiding(SMALL, THIRD))
    second = make_protected(network, tables=[new_table(counts(FIGURES))])

    assert second.protection == Protection.UNSAFE
    assert second.findings["problems"][0]["releases"] == ["2026-1"]
    assert [SMALL, "part"] in second.findings["problems"][0]["cells"]
    assert second.figures.count() == 0


def test_a_correction_that_hides_another_town_betrays_the_first_by_the_difference(protection):
    protection(hiding(SMALL, SECOND))
    first = make_published(tables=[new_table(counts(FIGURES))])

    protection(hiding(SMALL, THIRD))
    second = make_correction(first, corrected_to(60), at=SOON)

    assert second.protection == Protection.UNSAFE
    assert second.findings["problems"][0]["cells"] == [[SMALL, "part"]]
    assert second.figures.count() == 0


@pytest.mark.parametrize("middle", [None, (SMALL, SECOND, FOURTH)])
def test_a_third_release_is_attacked_together_with_both_before_it(protection, middle):
    # The first shows the fourth town, the second the third one: two remain. The third release shows the second town,
    # which each of the others alone would bear.
    protection(hiding(SMALL, SECOND, THIRD))
    before = make_published(tables=[new_table(counts(FIGURES))])
    if middle:
        protection(hiding(*middle))
        before = make_correction(before, corrected_to(60), at=SOON)
        assert before.status == VersionStatus.IN_FORCE

    protection(hiding(SMALL, THIRD, FOURTH))
    last = make_correction(before, corrected_to(110), at=SOON + timedelta(days=1))

    assert last.protection == (Protection.UNSAFE if middle else Protection.SAFE)


@pytest.mark.parametrize("change", [1, 2, -1])
def test_a_correction_by_one_or_two_children_is_refused(protection, change):
    protection(hiding(SMALL, SECOND))
    first = make_published(tables=[new_table(counts(FIGURES))])

    second = make_correction(first, corrected_to(7 + change), at=SOON)

    assert second.protection == Protection.UNSAFE
    assert [CORRECTED, "part"] in second.findings["problems"][0]["cells"]


def test_honest_corrections_are_published_and_withstand_the_attack_once_more():
    release = make_published(tables=[new_table(counts(FIGURES))])

    for number, part in enumerate((60, 110)):
        release = make_correction(release, corrected_to(part), at=SOON + timedelta(days=number))

        assert (release.protection, release.status) == (Protection.SAFE, VersionStatus.IN_FORCE)
        assert release.findings["recoverable"] == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_protection_of_the_room_withstands_three_states_of_random_counts(seed):
    random = np.random.default_rng(seed)
    values = {(town, kind): int(random.pareto(1.0) * 6) + 1 for town in TOWNS for kind in ("part", "rest")}
    table = CountTable(("place", "outcome"), values)
    earlier: list[PublicTable] = []
    for number in range(3):
        protected = protect(table, minimum_count=3, earlier=earlier)

        assert attack(protected, minimum_count=3, earlier=earlier)["attack"] == "solved"

        known = PublicTable(f"2026-{number}", table.columns, protected.public.cells, True, protected.too_small)
        earlier.append(known)
        changed = sorted(values)[int(random.integers(len(values)))]
        table = CountTable(table.columns, {**table.counts, changed: table.counts[changed] + 25})


def by_groups(grouping: str, groups: tuple[str, str], first: int) -> object:
    rows = [
        {"place": town, "period": "2023", "group": group, "part": str(value), "whole": "200"}
        for town in TOWNS
        for group, value in zip(
            groups, (first if town == SMALL else 30, 60 - (first if town == SMALL else 30)), strict=True
        )
    ]
    return new_table(rows, grouping=grouping)


def test_tables_by_sex_and_by_citizenship_are_linked_and_not_mixed_up():
    release = make_protected(tables=[by_groups("SEX", ("f", "m"), 2), by_groups("CITIZENSHIP", ("DE", "other"), 58)])

    assert (release.protection, release.findings["recoverable"]) == (Protection.SAFE, 0)
    assert release.findings["small"] >= 2


def test_what_was_published_keeps_its_columns_by_grouping():
    release = make_published(tables=[by_groups("SEX", ("f", "m"), 2)])
    later = make_protected(release.network, tables=[by_groups("CITIZENSHIP", ("DE", "other"), 58)])

    [known] = earlier_tables(later)["abgehende-ohne-abschluss", "2023"]

    assert known.columns == ("place", "SEX", "outcome")
    assert known.too_small
    assert later.protection == Protection.SAFE
