"""The best bundle at given worths agrees with trying every bundle."""

from itertools import combinations, permutations

import numpy as np
import pytest

from bildungsnetz.engines.allocation_check.bundles import NONE, POSSIBLE, Matchings


def best_of_size(worth, size):
    dates, fields = worth.shape
    found = [
        sum(int(worth[d, f]) for d, f in zip(chosen, taken, strict=True))
        for chosen in combinations(range(dates), size)
        for taken in permutations(range(fields), size)
        if all(worth[d, f] > POSSIBLE for d, f in zip(chosen, taken, strict=True))
    ]
    return max(found, default=NONE)


@pytest.mark.parametrize(("dates", "fields", "seed"), [(3, 4, 1), (5, 3, 2), (5, 5, 3), (1, 6, 4), (4, 1, 5)])
def test_matchings_of_every_size_are_the_best_there_are(dates, fields, seed):
    random = np.random.default_rng(seed)
    worth = random.integers(-9, 10, (150, dates, fields))
    worth[random.random(worth.shape) < 0.35] = NONE

    matchings = Matchings(worth, 5)

    for row in range(len(worth)):
        expected = [best_of_size(worth[row], size) for size in range(6)]
        assert [max(int(value[row]), NONE) for value in matchings.value] == expected


def test_matchings_name_pairs_that_have_the_worth_they_claim():
    random = np.random.default_rng(7)
    worth = random.integers(-9, 10, (200, 5, 6))
    worth[random.random(worth.shape) < 0.3] = NONE

    matchings = Matchings(worth, 4)

    for size in range(5):
        for row in np.flatnonzero(matchings.value[size] > POSSIBLE):
            dates, fields = matchings.dates[size][row], matchings.fields[size][row]
            assert len(set(dates)) == len(set(fields)) == size
            assert worth[row, dates, fields].sum() == matchings.value[size][row]
