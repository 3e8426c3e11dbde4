"""What a chart hands over: the picture and the same figures as a table, made in one go so that they cannot drift."""

from dataclasses import dataclass
from html import escape
from typing import TypeAlias


class Link(str):
    """A cell of a table that leads somewhere: a text that templates print as a link."""

    href: str

    def __new__(cls, text: str, href: str) -> "Link":
        """Make a link that reads ``text``."""
        link = super().__new__(cls, text)
        link.href = href
        return link

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and (not isinstance(other, Link) or self.href == other.href)

    __hash__ = str.__hash__

    def __html__(self) -> str:
        return f'<a class="kern-link" href="{escape(self.href)}">{escape(str(self))}</a>'


Cell: TypeAlias = str


@dataclass(frozen=True)
class Table:
    """The figures behind a picture; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"the row {row} does not fit the columns {self.columns}")


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend: a small picture, the words, and how many areas, events or bars are meant."""

    swatch: str
    text: str
    count: int


@dataclass(frozen=True)
class Figure:
    """A picture with its title, the sentence that says what it shows, its legend and its table.

    ``svg`` and the swatches are complete, escaped markup without style attributes (the page's policy forbids them).
    """

    svg: str
    title: str
    finding: str
    table: Table
    legend: tuple[LegendEntry, ...] = ()
