from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from bildungsnetz.journal.models import Entry
from bildungsnetz.networks.models import District, Membership, Network, OfficialCount, Region, Source, Town
from bildungsnetz.networks.selectors.register import RegionStanding, networks_on, register, standing_of
from bildungsnetz.networks.services.register import Loaded, load_register

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, tzinfo=UTC)
FIFTIETH = date(2013, 11, 19)


@pytest.fixture
def loaded():
    return load_register(by=None, at=NOW)


def on(day):
    found = networks_on(day)
    return found.certain, found.possible, found.none


def names(day, standing):
    return [row.region.name for row in networks_on(day).rows if row.standing is standing]


def test_the_state_has_53_regions_of_three_kinds(loaded):
    regions = networks_on(date(2026, 1, 1)).rows

    kinds = Counter(row.region.kind for row in regions)
    assert (len(regions), kinds) == (53, {"INDEPENDENT_CITY": 22, "COUNTY": 30, "CITY_REGION": 1})


def test_the_five_districts_have_15_11_8_7_and_12_regions(loaded):
    rows = networks_on(date(2026, 1, 1)).rows

    assert Counter((row.region.district.name, row.region.kind) for row in rows) == {
        ("Düsseldorf", "INDEPENDENT_CITY"): 10,
        ("Düsseldorf", "COUNTY"): 5,
        ("Köln", "INDEPENDENT_CITY"): 3,
        ("Köln", "COUNTY"): 7,
        ("Köln", "CITY_REGION"): 1,
        ("Münster", "INDEPENDENT_CITY"): 3,
        ("Münster", "COUNTY"): 5,
        ("Detmold", "INDEPENDENT_CITY"): 1,
        ("Detmold", "COUNTY"): 6,
        ("Arnsberg", "INDEPENDENT_CITY"): 5,
        ("Arnsberg", "COUNTY"): 7,
    }


@pytest.mark.parametrize(
    ("day", "regions", "aachen"),
    [
        (date(2009, 1, 1), 54, ["Aachen", "Kreis Aachen"]),
        (date(2009, 10, 20), 54, ["Aachen", "Kreis Aachen"]),
        (date(2009, 10, 21), 53, ["Städteregion Aachen"]),
    ],
)
def test_two_regions_of_aachen_became_one_on_21_october_2009(loaded, day, regions, aachen):
    rows = networks_on(day).rows

    assert (len(rows), [row.region.name for row in rows if "Aachen" in row.region.name]) == (regions, aachen)


def test_the_network_of_aachen_counts_once_while_it_spans_two_regions(loaded):
    rows = [row for row in networks_on(date(2009, 6, 1)).rows if "Aachen" in row.region.name]

    assert len({row.network for row in rows}) == 1
    assert (
        networks_on(date(2009, 6, 1)).certain
        == sum(row.standing is RegionStanding.MEMBER for row in networks_on(date(2009, 6, 1)).rows) - 1
    )


def test_every_town_of_the_geometry_is_in_its_region(loaded):
    assert Town.objects.count() == 396
    assert Town.objects.filter(region__key="05158").count() == 10
    assert Town.objects.get(ags="05334002").region.name == "Städteregion Aachen"


def test_all_twelve_regions_of_arnsberg_have_a_network(loaded):
    assert Network.objects.filter(region__district__name="Arnsberg").count() == 12


def test_on_the_day_of_the_fiftieth_33_are_certain_18_possible_and_two_have_none(loaded):
    found = networks_on(FIFTIETH)

    assert (found.certain, found.possible, found.none) == (33, 18, 2)
    assert names(FIFTIETH, RegionStanding.SINCE_THIS_DAY) == ["Kreis Mettmann"]
    assert names(FIFTIETH, RegionStanding.NOT_YET) == ["Rhein-Kreis Neuss"]
    assert names(FIFTIETH, RegionStanding.NONE) == ["Kreis Wesel"]
    assert [(count.count, count.source.published_on) for count in found.official] == [(50, FIFTIETH)]


def test_the_day_before_kreis_mettmann_is_not_there_yet(loaded):
    assert on(date(2013, 11, 18)) == (32, 18, 3)


@pytest.mark.parametrize(
    ("year", "certain"), [(2008, 9), (2009, 25), (2010, 31), (2011, 31), (2012, 32), (2013, 33), (2018, 33), (2019, 34)]
)
def test_certain_networks_at_the_end_of_a_year(loaded, year, certain):
    assert register().certain_on(date(year, 12, 31)) == certain


def test_before_the_first_date_of_the_register_there_is_no_network(loaded):
    found = networks_on(date(2008, 6, 22))

    assert (found.certain, found.possible, found.is_before_first_day) == (0, 0, True)
    assert found.first_day == date(2008, 6, 23)


def test_on_the_first_day_of_the_register_two_counties_begin(loaded):
    assert names(date(2008, 6, 23), RegionStanding.SINCE_THIS_DAY) == ["Rheinisch-Bergischer Kreis", "Kreis Soest"]


def test_muenster_left_and_resumed(loaded):
    muenster = Network.objects.get(slug="muenster")

    standings = [standing_of(muenster, on=day).standing for day in (FIFTIETH, date(2022, 6, 1), date(2022, 12, 31))]

    assert standings == [RegionStanding.POSSIBLE, RegionStanding.POSSIBLE, RegionStanding.MEMBER]


def test_viersen_stays_possible_because_its_sources_contradict_each_other(loaded):
    viersen = standing_of(Network.objects.get(slug="kreis-viersen"), on=FIFTIETH)

    assert viersen.standing is RegionStanding.POSSIBLE
    assert "widersprechen" in viersen.memberships[0].note


def test_a_count_of_another_day_is_the_last_one_before(loaded):
    assert [(c.count, c.on) for c in networks_on(date(2015, 1, 1)).official] == [(50, FIFTIETH)]


def test_contradicting_counts_of_the_start_stand_side_by_side(loaded):
    assert [c.count for c in networks_on(date(2008, 6, 30)).official] == [23, 19]


def test_contract_days_before_and_after_a_day(loaded):
    known = register()

    assert (known.day_before(FIFTIETH), known.day_after(FIFTIETH)) == (date(2010, 4, 13), date(2019, 8, 1))
    assert (known.day_before(date(2008, 6, 23)), known.day_after(date(2019, 8, 1))) == (None, None)


def test_the_register_needs_four_queries(loaded, django_assert_num_queries):
    with django_assert_num_queries(4):
        found = networks_on(FIFTIETH)
        assert len([(row.region.district.name, row.deciding and row.deciding.source.title) for row in found.rows]) == 53


def test_loading_again_changes_nothing(loaded):
    again = load_register(by=None, at=NOW)

    assert (again.added, again.changed, again.unchanged) == (0, 0, loaded.added)
    assert Entry.objects.filter(action="register loaded").count() == 1


def test_loading_corrects_what_differs_and_keeps_what_an_office_chose(loaded):
    Membership.objects.filter(network__slug="kreis-mettmann").update(began_on=date(2013, 11, 20))
    Town.objects.filter(ags="05158024").update(name="Metmann")
    Network.objects.filter(slug="kreis-mettmann").update(opened_on=date(2027, 1, 1))

    corrected = load_register(by=None, at=NOW)

    assert (corrected.added, corrected.changed) == (0, 2)
    assert Membership.objects.get(network__slug="kreis-mettmann").began_on == FIFTIETH
    assert Town.objects.get(ags="05158024").name == "Mettmann"
    assert Network.objects.get(slug="kreis-mettmann").opened_on == date(2027, 1, 1)


def test_the_command_reports_what_it_did(capsys):
    call_command("load_register")
    call_command("load_register")

    total = sum(model.objects.count() for model in (District, Region, Town, Network, Source, OfficialCount, Membership))
    assert capsys.readouterr().out.splitlines() == [
        f"Register: {total} added, 0 changed, 0 unchanged.",
        f"Register: 0 added, 0 changed, {total} unchanged.",
    ]


def test_counts_of_what_was_loaded_add_up():
    assert Loaded(1, 2, 3) + Loaded(10, 20, 30) == Loaded(11, 22, 33)
