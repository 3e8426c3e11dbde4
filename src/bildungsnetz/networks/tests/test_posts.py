"""Promised, filled and vacant posts, day by day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.networks.models import Post, PostFilling, Side
from bildungsnetz.networks.selectors.work import posts_on
from bildungsnetz.networks.services import errors, posts
from bildungsnetz.networks.services.posts import _most_filled
from bildungsnetz.networks.tests.factories import NOW, make_network

HALF, FULL = Decimal("0.50"), Decimal("1.00")


@pytest.fixture
def network(db):
    return make_network()


def promise(network, side=Side.STATE, fte=FULL, began=date(2026, 1, 1), ended=None):
    return posts.promise_post(
        network=network,
        side=side,
        title="Lehrerstelle",
        promised_fte=fte,
        began_on=began,
        ended_on=ended,
        agreed_in=None,
        by=None,
        at=NOW,
    )


def fill(post, fte=HALF, began=date(2026, 1, 1), ended=None):
    return posts.fill_post(post=post, filled_fte=fte, began_on=began, ended_on=ended, person=None, by=None, at=NOW)


def test_posts_are_counted_for_a_day_and_a_side(network):
    land = promise(network, began=date(2026, 2, 1), ended=date(2027, 1, 1))
    promise(network, side=Side.MUNICIPAL, fte=Decimal("1.50"))
    fill(land, HALF, date(2026, 3, 1), date(2026, 6, 1))
    fill(land, HALF, date(2026, 5, 1))

    found = {
        day: [(row.promised, row.filled, row.vacant) for row in posts_on(network, on=day)]
        for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1),
                    date(2026, 12, 31), date(2027, 1, 1))
    }  # fmt: skip

    municipal, nothing = (Decimal("1.50"), 0, Decimal("1.50")), (0, 0, 0)
    assert found == {
        date(2026, 1, 31): [nothing, municipal],
        date(2026, 2, 1): [(FULL, 0, FULL), municipal],
        date(2026, 3, 1): [(FULL, HALF, HALF), municipal],
        date(2026, 5, 1): [(FULL, FULL, 0), municipal],
        date(2026, 6, 1): [(FULL, HALF, HALF), municipal],
        date(2026, 12, 31): [(FULL, HALF, HALF), municipal],
        date(2027, 1, 1): [nothing, municipal],
    }


def test_never_more_is_filled_than_promised_on_any_day(network):
    post = promise(network)
    fill(post, Decimal("0.75"), date(2026, 3, 1), date(2026, 6, 1))

    with pytest.raises(errors.MoreThanPromised):
        fill(post, HALF, date(2026, 1, 1), date(2026, 3, 2))
    fill(post, HALF, date(2026, 1, 1), date(2026, 3, 1))

    assert PostFilling.objects.count() == 2


@pytest.mark.parametrize(
    ("began", "ended"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 2, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 1, 1)),
        (date(2027, 1, 1), None),
    ],
)
def test_a_filling_lies_in_the_time_of_its_post(network, began, ended):
    post = promise(network, ended=date(2027, 1, 1))

    with pytest.raises(errors.BadPeriod):
        fill(post, HALF, began, ended)


def test_a_filling_ends_once_and_not_before_it_began(network):
    filling = fill(promise(network), began=date(2026, 2, 1))

    with pytest.raises(errors.BadPeriod):
        posts.end_filling(filling=filling, on=date(2026, 2, 1), by=None, at=NOW)
    posts.end_filling(filling=filling, on=date(2026, 3, 1), by=None, at=NOW)
    with pytest.raises(errors.BadPeriod):
        posts.end_filling(filling=filling, on=date(2026, 4, 1), by=None, at=NOW)

    assert PostFilling.objects.get().ended_on == date(2026, 3, 1)


def test_a_post_does_not_end_before_it_begins(network):
    with pytest.raises(errors.BadPeriod):
        promise(network, ended=date(2026, 1, 1))

    assert not Post.objects.exists()


days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 2, 1))
fillings = st.builds(
    lambda began, length, hundredths: PostFilling(
        began_on=began,
        ended_on=None if length is None else date.fromordinal(began.toordinal() + length),
        filled_fte=Decimal(hundredths) / 100,
    ),
    days,
    st.none() | st.integers(1, 20),
    st.integers(1, 100),
)


@pytest.mark.once
@given(st.lists(fillings, min_size=1, max_size=6))
def test_the_largest_share_is_that_of_the_fullest_day(rows):
    by_day = [
        sum((row.filled_fte for row in rows if row.began_on <= day and (row.ended_on is None or day < row.ended_on)), 0)
        for day in (date.fromordinal(date(2026, 1, 1).toordinal() + step) for step in range(70))
    ]

    assert _most_filled(rows) == max(by_day)
