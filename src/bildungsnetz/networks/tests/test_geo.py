import pytest

from bildungsnetz.networks import geo

METTMANN_TOWNS = {
    "05158004": "Erkrath",
    "05158008": "Haan",
    "05158012": "Heiligenhaus",
    "05158016": "Hilden",
    "05158020": "Langenfeld (Rheinland)",
    "05158024": "Mettmann",
    "05158026": "Monheim am Rhein",
    "05158028": "Ratingen",
    "05158032": "Velbert",
    "05158036": "Wülfrath",
}


def test_the_state_has_53_regions_and_396_towns():
    assert (len(geo.regions()), len(geo.towns())) == (53, 396)


def test_regions_are_22_cities_30_counties_and_one_city_region():
    kinds = [region.kind for region in geo.regions().values()]

    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"INDEPENDENT_CITY": 22, "COUNTY": 30, "CITY_REGION": 1}


def test_kreis_mettmann_has_its_ten_towns():
    assert {key: town.name for key, town in geo.towns_of("05158").items()} == METTMANN_TOWNS


def test_an_independent_city_is_its_own_only_town():
    assert list(geo.towns_of("05315")) == ["05315000"]


def test_every_town_lies_in_a_known_region():
    assert {geo.region_key_of(key) for key in geo.towns()} == set(geo.regions())


def test_every_shape_is_valid():
    shapes = [*geo.regions().values(), *geo.towns().values()]

    assert [area.key for area in shapes if not area.geometry.is_valid] == []


@pytest.mark.parametrize(
    ("lon", "lat", "town", "region"),
    [
        (6.9763, 51.2519, "05158024", "05158"),  # Mettmann, market square
        (6.9583, 50.9413, "05315000", "05315"),  # Köln, cathedral
        (6.0839, 50.7753, "05334002", "05334"),  # Aachen, within the Städteregion
        (8.5347, 51.1925, "05958048", "05958"),  # Winterberg
    ],
)
def test_a_point_lies_in_its_town_and_region(lon, lat, town, region):
    assert (geo.municipality_at(lon, lat), geo.region_at(lon, lat)) == (town, region)


def test_a_point_in_basel_lies_in_no_town_of_the_state():
    assert (geo.municipality_at(7.59, 47.56), geo.region_at(7.59, 47.56)) == (None, None)


def test_the_inner_point_of_every_town_lies_in_that_town():
    wrong = [town.key for town in geo.towns().values() if geo.municipality_at(*town.label_point) != town.key]

    assert wrong == []


def test_a_county_reaches_as_far_as_its_towns():
    west, south, east, north = geo.regions()["05158"].bbox
    boxes = [town.bbox for town in geo.towns_of("05158").values()]

    # The region is simplified more strongly than its towns: a few hundred metres at most.
    assert (west, south) == pytest.approx((min(b[0] for b in boxes), min(b[1] for b in boxes)), abs=0.01)
    assert (east, north) == pytest.approx((max(b[2] for b in boxes), max(b[3] for b in boxes)), abs=0.01)
