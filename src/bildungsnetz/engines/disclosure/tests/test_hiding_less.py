"""After the first proof: less is hidden in blocks, dense tables are searched in boxes, and every search ends."""

from itertools import product

import numpy as np
import pytest

from bildungsnetz.engines.disclosure import Dimension, Spec, Unprotectable, protect, protecting, zones
from bildungsnetz.engines.disclosure.tests.outsider import Outsider
from bildungsnetz.engines.disclosure.whole import make_whole

FLAT = tuple(Dimension(column) for column in "abcd")


def grid(*shape: int, seed: int = 1) -> dict[tuple[str, ...], int]:
    random = np.random.default_rng(seed)
    figures = np.minimum(np.floor(random.pareto(1.0, shape) * 3), 400).astype(int)
    return {tuple(str(place) for place in places): int(figures[places]) for places in np.ndindex(*shape)}


def spec_of(dimensions: int, **more) -> Spec:
    return Spec(FLAT[:dimensions], **more)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_block_solved_as_a_whole_hides_no_more_than_the_first_proof(seed):
    counts = grid(6, 5, 4, seed=seed)

    first = protect(counts=counts, spec=spec_of(3, steps=0))
    best = protect(counts=counts, spec=spec_of(3))

    assert best.lost_value <= first.lost_value
    assert best.first_lost_value == first.lost_value


def test_a_dense_table_is_searched_in_boxes_and_betrays_nothing(monkeypatch):
    monkeypatch.setattr(zones, "DENSE", 0)
    counts = grid(4, 4, 3, 3)
    spec = spec_of(4, steps=50)

    protected = protect(counts=counts, spec=spec)

    levels = [dict.fromkeys(sorted({codes[axis] for codes in counts}), "") for axis in range(4)]
    outsider = Outsider(levels, [(cell.codes, cell.value) for cell in protected.public()])
    small = [cell.codes for cell in protected.cells if cell.status == "primary"]
    assert small
    assert [codes for codes in small if outsider.range_of(codes)[1] < 3 - 1e-4] == []


def test_a_search_for_whole_moves_that_takes_too_long_is_given_up_with_the_cells_named(monkeypatch):
    def given_up(pattern, parts, *, most_steps):
        return make_whole(pattern, parts, most_steps=-1)

    monkeypatch.setattr(protecting, "make_whole", given_up)

    with pytest.raises(Unprotectable) as refusal:
        protect(counts=grid(5, 5, 5), spec=spec_of(3, steps=0))

    assert refusal.value.why == "work"
    assert set(refusal.value.cells) <= set(product(["Total", *map(str, range(5))], repeat=3))
