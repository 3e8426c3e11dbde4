"""Rows of figures."""

from tests.access.rights import NOTHING, Row, everybody
from tests.access.table.networks import slug

ROWS = [
    Row("monitoring:figures", "Zahlen", everybody("200"), arguments=slug),
    Row("monitoring:indicator", "Kennzahl, die es nicht gibt", NOTHING, arguments=lambda place: (place.slug, "keine")),
]
