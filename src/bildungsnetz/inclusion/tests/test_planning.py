"""The pure computations: bands, gate, quotas with published figures, forecast with back-test, scenarios, pools."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.inclusion.planning.balance import BANDS, band, bands
from bildungsnetz.inclusion.planning.forecast import back_test, forecast, rates, spread
from bildungsnetz.inclusion.planning.gate import Shown, shown, sum_of
from bildungsnetz.inclusion.planning.pooling import compare
from bildungsnetz.inclusion.planning.quotas import NotCountable, Quotas
from bildungsnetz.inclusion.planning.scenario import Kind, Step, Supply, play

COUNT = st.integers(0, 200_000)


@pytest.mark.parametrize(("general", "special", "share"), [(65_955, 81_770, "44.6"), (68_320, 84_310, "44.8")])
def test_the_published_shares_are_those_of_general_schools_among_all_with_need(general, special, share):
    quotas = Quotas(general, special)

    assert f"{100 * quotas.inclusion_share:.1f}" == share
    assert quotas.inclusion_rate is None


def test_the_published_rate_of_need_names_another_whole():
    quotas = Quotas(68_320, 84_310, pupils=round(152_630 / 0.078))

    assert f"{100 * quotas.sen_rate:.1f}" == "7.8"
    assert f"{100 * quotas.inclusion_share:.1f}" == "44.8"
    assert f"{100 * quotas.inclusion_rate:.1f}" == "3.5"


@given(general=COUNT, special=COUNT, others=st.integers(1, 2_000_000))
def test_the_rate_of_need_is_the_sum_of_inclusion_and_exclusion(general, special, others):
    quotas = Quotas(general, special, general + special + others)

    assert quotas.sen_rate == pytest.approx(quotas.inclusion_rate + quotas.exclusion_rate)


def test_more_with_need_than_pupils_cannot_be_counted():
    with pytest.raises(NotCountable):
        Quotas(10, 5, pupils=14)


def test_a_cohort_that_walks_through_unchanged_is_forecast_exactly():
    history = np.full((2, 10, 5), 30.0)

    assert np.array_equal(forecast(history, years=3), np.full((2, 10, 3), 30.0))
    assert back_test(history, 2022).error == 0


def test_a_rate_from_few_pupils_is_that_of_all_focuses():
    history = np.full((2, 10, 4), 0.0)
    history[0] = 100.0
    history[1, 3, :] = 2.0

    assert rates(history)[1, 3] == pytest.approx(300 / 306)


def test_the_back_test_knows_only_the_years_before():
    history = np.full((1, 10, 4), 50.0)
    history[:, :, 3] = 40.0

    found = back_test(history, 2023)

    assert found.rows == ((2025, 0, 500.0, 500.0), (2026, 0, 500.0, 400.0))
    assert found.error == pytest.approx(100 / 900)
    assert back_test(history[:, :, :2], 2023) is None


def test_the_band_grows_with_the_years_ahead():
    assert spread(100, error=0.1, ahead=1) == (90, 110)
    assert spread(100, error=0.1, ahead=4) == (80, 120)


@given(places=st.integers(0, 60), need=st.integers(0, 60), known=st.booleans())
def test_bands_of_arrays_are_those_of_single_cells(places, need, known):
    found = bands(np.array([float(places)]), np.array([float(need)]), np.array([known]))

    assert BANDS[found[0]] == band(places, need, is_known=known)


def test_small_counts_are_seen_by_those_responsible_only():
    assert [shown(n, responsible=False).value for n in (0, 1, 4, 5)] == [0, None, None, 5]
    assert shown(1, responsible=True) == Shown(1)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_a_sum_for_others_says_nothing_beyond_the_shown_cells(counts):
    parts = {place: shown(n, responsible=False) for place, n in enumerate(counts)}

    assert sum_of(parts).value == sum(n for n in counts if n >= 5)
    assert sum_of(parts).at_least == any(0 < n < 5 for n in counts)


def county(**more):
    places = np.zeros((2, 1, 10))
    places[0, 0, 4] = 10
    places[1, 0, 4] = 5
    return Supply(("100001", "100002"), np.array([0, 1]), (80, 300), places)


def outcome(*steps):
    need = np.zeros((2, 1, 10, 3))
    need[:, 0, 4, :] = 8
    distance = np.array([[0.0, 7.0], [7.0, 0.0]])
    return play(county(), need, steps, first_year=2026, towns={"a": 0, "b": 1}, distance=distance)


def test_a_closing_takes_places_from_its_year_on_and_lengthens_the_way():
    found = outcome(Step(Kind.CLOSING, 2027, school="100001"))

    assert found.places[:, 0].tolist() == [[10, 0, 0], [5, 5, 5]]
    assert found.ways[0, 0].tolist() == [0, 7, 7]
    assert found.missing.tolist() == [3, 11, 11]


def test_a_new_minimum_size_closes_the_schools_below_it():
    assert outcome(Step(Kind.THRESHOLD, 2028, value=100)).places[0, 0].tolist() == [10, 10, 0]


def test_a_new_school_fills_the_gap_and_assistants_add_hours():
    found = outcome(
        Step(Kind.NEW_SCHOOL, 2027, town="b", first_grade=5, last_grade=6, value=4),
        Step(Kind.ASSISTANTS, 2028, value=30),
    )

    assert found.places[1, 0].tolist() == [5, 13, 13]
    assert found.hours.tolist() == [0, 0, 30]


def test_a_pool_of_many_small_needs_takes_fewer_hours():
    found = compare([12, 12, 12, 12])

    assert (found.one_to_one, found.pool, found.saved) == (80, 60, 0.25)
