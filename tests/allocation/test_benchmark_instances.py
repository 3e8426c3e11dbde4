"""The generator of the benchmark draws what its regimes say."""

import csv

import pytest
from benchmarks.allocation.instances import write_instance
from benchmarks.allocation.regimes import RATIOS, REGIMES, regime_named

pytestmark = pytest.mark.once


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", sorted(REGIMES))
def test_the_same_seed_draws_the_same_files(name, tmp_path):
    regime = regime_named(name, ratio=1.05)

    one = write_instance(tmp_path / "one", pupils=60, seed=1, regime=regime)
    other = write_instance(tmp_path / "other", pupils=60, seed=1, regime=regime)

    assert [path.read_bytes() for path in sorted(one.iterdir())] == [
        path.read_bytes() for path in sorted(other.iterdir())
    ]


@pytest.mark.parametrize("ratio", RATIOS)
def test_places_stand_to_the_need_as_the_ratio_says(ratio, tmp_path):
    folder = write_instance(tmp_path, pupils=200, seed=2, regime=regime_named("plain", ratio=ratio))

    assert sum(int(offer["capacity"]) for offer in rows(folder / "offers.csv")) == round(ratio * 3 * 200)


def test_limits_lie_on_their_shares_of_the_offers(tmp_path):
    folder = write_instance(tmp_path, pupils=4000, seed=3, regime=regime_named("limits", ratio=1.05))

    offers = rows(folder / "offers.csv")

    limited = sum(offer["max_per_school"] != "" for offer in offers) / len(offers)
    grouped = sum(offer["min_group"] != "" for offer in offers) / len(offers)
    assert (round(limited, 1), round(grouped, 1)) == (0.4, 0.3)
