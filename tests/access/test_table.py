"""Every address for every visitor: nobody gets another answer than the table says, or reads what is not theirs."""

import pytest

from tests.access.knocking import address_of, expected, knock, meaning_of
from tests.access.roles import Visitor
from tests.access.table import ROWS
from tests.access.words import leaks

pytestmark = pytest.mark.django_db


def answers(world, row, method, place):
    """Return each visitor's answer, with the planted words it should not hold."""
    address = address_of(row, place)
    found = {}
    for visitor in Visitor:
        response = knock(world, visitor, method, address, row.data(place) if method == "POST" else None)
        # Whoever holds a key may read what is behind it; whoever searches for a word knows it.
        leaked = leaks(response, visitor, known=f"{place.words.inside} {place.words.name}" if row.by_key else address)
        found[visitor] = f"{meaning_of(response)} {leaked}".strip()
    return found


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_visitor_gets_the_answer_of_the_table(world, row, method):
    own = answers(world, row, method, world.own)

    assert own == expected(row, method, world.own, world)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("row", [row for row in ROWS if row.of_network], ids=str)
def test_every_visitor_gets_the_answer_of_the_table_in_another_network(world, row, method):
    foreign = answers(world, row, method, world.foreign)

    assert foreign == expected(row, method, world.foreign, world)
