from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.periods import Certainty, Period, PreciseDate, Precision

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
BOUNDED = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])
UNKNOWN = PreciseDate(None, Precision.UNKNOWN)


def to_the(precision, *day):
    return PreciseDate(date(*day), precision)


YEAR_2009 = Period(to_the(Precision.DAY, 2009, 1, 1), to_the(Precision.DAY, 2010, 1, 1))


@pytest.mark.parametrize(
    ("known", "earliest", "latest"),
    [
        (to_the(Precision.DAY, 2013, 11, 19), date(2013, 11, 19), date(2013, 11, 19)),
        (to_the(Precision.MONTH, 2009, 1, 18), date(2009, 1, 1), date(2009, 1, 31)),
        (to_the(Precision.MONTH, 2012, 2, 5), date(2012, 2, 1), date(2012, 2, 29)),
        (to_the(Precision.YEAR, 2008, 6, 1), date(2008, 1, 1), date(2008, 12, 31)),
        (to_the(Precision.NOT_LATER_THAN, 2012, 8, 31), date.min, date(2012, 8, 31)),
        (UNKNOWN, date.min, date.max),
    ],
)
def test_a_date_means_the_days_its_precision_allows(known, earliest, latest):
    assert (known.earliest, known.latest) == (earliest, latest)


@pytest.mark.parametrize(("on", "precision"), [(None, Precision.DAY), (date(2013, 11, 19), Precision.UNKNOWN)])
def test_a_date_and_its_precision_must_not_contradict_each_other(on, precision):
    with pytest.raises(ValueError, match="contradict"):
        PreciseDate(on, precision)


@pytest.mark.parametrize(
    ("period", "day", "certainty"),
    [
        # Signed to the day: certain from that very day on, not a day before.
        (Period(to_the(Precision.DAY, 2013, 11, 19)), date(2013, 11, 18), Certainty.NO),
        (Period(to_the(Precision.DAY, 2013, 11, 19)), date(2013, 11, 19), Certainty.CERTAIN),
        # Known to the year: possible within it, certain on its last day and after.
        (Period(to_the(Precision.YEAR, 2008, 1, 1)), date(2007, 12, 31), Certainty.NO),
        (Period(to_the(Precision.YEAR, 2008, 1, 1)), date(2008, 6, 23), Certainty.POSSIBLE),
        (Period(to_the(Precision.YEAR, 2008, 1, 1)), date(2008, 12, 31), Certainty.CERTAIN),
        # Begun at an unknown time, found running in August 2012: certain from then on only.
        (Period(UNKNOWN, attested_on=date(2012, 8, 31)), date(2009, 1, 1), Certainty.POSSIBLE),
        (Period(UNKNOWN, attested_on=date(2012, 8, 31)), date(2012, 8, 31), Certainty.CERTAIN),
        (Period(UNKNOWN), date.max, Certainty.POSSIBLE),
        # The end is exclusive.
        (
            YEAR_2009,
            date(2009, 12, 31),
            Certainty.CERTAIN,
        ),
        (YEAR_2009, date(2010, 1, 1), Certainty.NO),
        # Ended at an unknown time: certain only up to the day it was last found running.
        (Period(UNKNOWN, UNKNOWN, date(2012, 8, 31)), date(2012, 8, 31), Certainty.CERTAIN),
        (Period(UNKNOWN, UNKNOWN, date(2012, 8, 31)), date(2012, 9, 1), Certainty.POSSIBLE),
        # Ended not later than a day: over for certain from that day on.
        (Period(UNKNOWN, to_the(Precision.NOT_LATER_THAN, 2019, 12, 31)), date(2019, 12, 31), Certainty.NO),
    ],
)
def test_a_day_lies_in_a_period_for_certain_possibly_or_not(period, day, certainty):
    assert period.contains(day) is certainty


@given(DAYS, BOUNDED, DAYS)
def test_once_begun_for_certain_an_open_period_stays_certain(began, precision, day):
    period = Period(PreciseDate(began, precision))

    if period.contains(day) is Certainty.CERTAIN:
        assert period.contains(day + timedelta(days=1)) is Certainty.CERTAIN


@given(DAYS, BOUNDED, DAYS)
def test_a_date_lies_between_its_earliest_and_latest_day(on, precision, day):
    known = PreciseDate(on, precision)

    assert known.earliest <= on <= known.latest
    assert (Period(known).contains(day) is Certainty.NO) == (day < known.earliest)
