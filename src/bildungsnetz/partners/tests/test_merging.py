"""What a school looks like is a function of what the lists say, not of the order in which they came."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.partners.directory.merging import Origin, merge
from bildungsnetz.partners.directory.records import Record, Source

OLD, MIDDLE, NEW = date(2021, 8, 18), date(2023, 2, 1), date(2024, 10, 15)
TOWN = "05158008"


def record(source, day, **said):
    return Record(source, day, {"town": TOWN, **said})


def editions(**days):
    return {TOWN[:5]: {Source(name): day for name, day in days.items()}}


def test_per_field_the_later_reference_date_wins_and_an_empty_cell_says_nothing():
    merged = merge(
        [
            record(Source.SCHULDATEN, OLD, name="alt", web="https://alt.example"),
            record(Source.DIRECTORY, NEW, name="neu", pupils=220),
        ],
        editions={},
    )

    assert merged.values == {"name": "neu", "town": TOWN, "web": "https://alt.example", "pupils": 220}
    assert merged.origins["web"] == Origin(Source.SCHULDATEN, OLD)
    assert merged.differing == {"name": (("alt", Origin(Source.SCHULDATEN, OLD)),)}


def test_a_point_of_the_ministry_wins_over_a_newer_geocoded_one():
    merged = merge(
        [
            record(Source.SVWS, MIDDLE, lat=51.2, lon=7.0, point_origin="UTM", point_town=TOWN),
            record(Source.DIRECTORY, NEW, lat=51.3, lon=7.1, point_origin="NOMINATIM", point_town=TOWN),
        ],
        editions={},
    )

    assert (merged.values["lat"], merged.values["point_origin"]) == (51.2, "UTM")


def test_a_geocoded_point_is_used_only_inside_of_the_town_it_belongs_to():
    inside = record(Source.DIRECTORY, NEW, lat=51.3, lon=7.1, point_origin="NOMINATIM", point_town=TOWN)
    basel = record(Source.DIRECTORY, NEW, lat=47.5, lon=7.6, point_origin="NOMINATIM")

    assert "lat" in merge([inside], editions={}).values
    assert "lat" not in merge([basel], editions={}).values


def test_a_type_that_stands_for_several_codes_takes_the_exact_one_another_list_knows():
    group = record(Source.DIRECTORY, NEW, type="08", type_among=["08", "83"])

    assert merge([group], editions={}).values["type"] == "08"
    assert merge([group, record(Source.SVWS, MIDDLE, type="83")], editions={}).values["type"] == "83"
    assert merge([group, record(Source.SVWS, MIDDLE, type="30")], editions={}).values["type"] == "08"


@pytest.mark.parametrize(
    ("said", "known", "missing_since"),
    [
        ({"type": "02"}, {"DIRECTORY": NEW}, NEW),
        ({"type": "02"}, {"DIRECTORY": NEW, "SVWS": MIDDLE}, MIDDLE),
        ({"type": "02"}, {"SCHULDATEN": OLD}, None),
        ({"type": "0A"}, {"DIRECTORY": NEW, "SVWS": MIDDLE}, None),
        ({"type": "81"}, {"DIRECTORY": NEW}, None),
        ({"type": "81"}, {"DIRECTORY": NEW, "SVWS": MIDDLE}, MIDDLE),
        ({"type": "30", "operating_code": "6"}, {"DIRECTORY": NEW}, None),
    ],
)
def test_a_school_is_missing_since_the_first_newer_list_that_should_name_it(said, known, missing_since):
    merged = merge([record(Source.SCHULDATEN, OLD, **said)], editions=editions(**known))

    assert (merged.last_listed_on, merged.missing_since) == (OLD, missing_since)


@given(
    st.lists(
        st.builds(
            record,
            st.sampled_from(Source),
            st.sampled_from([OLD, MIDDLE, NEW]),
            name=st.sampled_from("ab"),
            type=st.sampled_from(["02", "08", "83"]),
            lat=st.sampled_from([51.2, 51.3]),
            lon=st.just(7.0),
            point_origin=st.sampled_from(["UTM", "NOMINATIM"]),
            point_town=st.sampled_from([TOWN, "05158024"]),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one.source,
    )
)
def test_the_order_of_the_records_never_matters(records):
    results = [merge(order, editions=editions(DIRECTORY=NEW)) for order in permutations(records)]

    assert all(result == results[0] for result in results)
