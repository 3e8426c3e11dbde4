"""The table is complete: every address has a row, every row an address, every kind of history a row."""

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from bildungsnetz.journal import subjects
from tests.access.roles import Visitor
from tests.access.table import ROWS
from tests.access.table.journal import KINDS


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, inner)
        else:
            yield f"{namespace}{entry.name or entry.pattern}", entry


def test_every_address_has_a_row_and_every_row_an_address():
    known = {name for name, _ in addresses(get_resolver())}

    assert {row.url for row in ROWS} == known


def test_every_address_has_a_name_of_its_own():
    counted = Counter(name for name, _ in addresses(get_resolver()))

    assert {name for name, count in counted.items() if count > 1} == set()


def test_every_row_answers_every_visitor():
    incomplete = [str(row) for row in ROWS if not set(row.get) == set(row.post) == set(Visitor)]

    assert incomplete == []


def test_every_row_has_a_name_of_its_own():
    assert [name for name, count in Counter(map(str, ROWS)).items() if count > 1] == []


def test_every_kind_of_object_with_a_history_has_rows():
    assert set(subjects._subjects) == KINDS
