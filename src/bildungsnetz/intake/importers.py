"""The registry of importers: upper rooms register what a table means; this room only carries rows through.

An importer is registered in the ``ready()`` of its app. Reading is pure, planning only queries, applying only writes;
intake calls them in this order and plans a second time, inside the transaction, before it applies.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from bildungsnetz.intake.reading import Finding, Table

if TYPE_CHECKING:
    from bildungsnetz.intake.models import ImportRun


class DateBasis(StrEnum):
    """Where the reference date of a file comes from."""

    STATED = "STATED"  # the file says it
    SCHOOL_YEAR = "SCHOOL_YEAR"  # the school year the file names
    CONTENT = "CONTENT"  # the newest event in the file that has already happened
    GIVEN = "GIVEN"  # the person who imports says it
    RETRIEVED = "RETRIEVED"  # nothing better than the day of retrieval is known


@dataclass(frozen=True)
class Reading:
    """What an importer understood: its items, in the order of the file, and what it found remarkable.

    ``source`` is a stable key of the source, ``licence`` its short name; ``refused`` rows are among the findings.
    """

    source: str
    source_name: str
    licence: str
    reference_date: date | None
    date_basis: DateBasis
    items: Sequence[Any]
    findings: Sequence[Finding] = ()


@dataclass(frozen=True)
class Addition:
    """A row that brings something new."""

    key: str
    label: str
    line: int


@dataclass(frozen=True)
class Change:
    """One field of one known thing that gets another value; both written as text for people."""

    key: str
    label: str
    line: int | None
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Plan:
    """What applying would do; ``payload`` is the importer's own and not looked at here.

    ``findings``: all that is shown, so also those of the reading that concern the scope.
    """

    added: Sequence[Addition] = ()
    changes: Sequence[Change] = ()
    unchanged: int = 0
    outside: int = 0
    findings: Sequence[Finding] = ()
    payload: Any = field(default=None, compare=False)

    @property
    def changed(self) -> int:
        """How many things change in at least one field."""
        return len({change.key for change in self.changes})

    def digest(self) -> str:
        """Return a fingerprint of everything a person sees in the preview (SHA-256, hex)."""
        shown = [
            sorted((row.key, row.label) for row in self.added),
            sorted((row.key, row.field, row.before, row.after) for row in self.changes),
            self.unchanged,
            self.outside,
            sorted((str(found.level), found.code, found.line or 0, found.key, found.found) for found in self.findings),
        ]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


class Importer(Protocol):
    """What an upper room offers for one kind of file."""

    kind: str

    @property
    def title(self) -> str:
        """Return the name of the kind in the reader's language."""

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether a line is the header of a layout this importer reads."""

    def layouts(self) -> Sequence[str]:
        """Name the layouts it reads, for the message about an unknown file."""

    def read(self, table: Table) -> Reading:
        """Understand the rows, without looking at the database. Raises: FileRefused."""

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Compare with what is stored, without writing. Raises: FileRefused if applying would do harm."""

    def apply(self, plan: Plan, *, run: "ImportRun", at: datetime) -> None:
        """Write what was planned; called inside the transaction in which it was planned."""

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""

    def value_title(self, name: str, value: str) -> str:
        """Return a stored value of a field as people read it."""

    def address_of(self, key: str) -> str:
        """Return the address of the page of the thing with this key, or an empty text."""


class Opener(Protocol):
    """Finds a table where no line of the file is its header, or where somebody has said what its columns mean."""

    def __call__(self, *, name: str, content: bytes, scope: str, is_asked: bool) -> Table | None:
        """Return the table, or None for a file that is not for this importer; ``is_asked``: the kind was named.

        Raises: FileRefused for a file that is, but cannot be read.
        """


_importers: dict[str, Importer] = {}
_openers: dict[str, Opener] = {}


def register(importer: Importer) -> None:
    """Add an importer; a second one of the same kind replaces the first."""
    _importers[importer.kind] = importer


def register_opener(kind: str, opener: Opener) -> None:
    """Let the importer of a kind look at whole files before their lines are searched for a header."""
    _openers[kind] = opener


def opened(*, name: str, content: bytes, scope: str, kind: str) -> tuple[Importer, Table] | None:
    """Return the table and the importer whose opener found it; ``kind``: only this one, empty = all.

    Raises: FileRefused.
    """
    for candidate in [kind] if kind else sorted(_openers):
        opener = _openers.get(candidate)
        table = opener and opener(name=name, content=content, scope=scope, is_asked=bool(kind))
        if table:
            return _importers[candidate], table
    return None


def unregister(kind: str) -> None:
    """Remove an importer (tests bring their own)."""
    _importers.pop(kind, None)


def importer_of(kind: str) -> Importer | None:
    """Return the importer of a kind, None if no room offers it."""
    return _importers.get(kind)


def importers() -> Iterable[Importer]:
    """Return all importers by kind."""
    return [_importers[kind] for kind in sorted(_importers)]


def recognising(header: Sequence[str], *, among: Iterable[Importer]) -> Importer | None:
    """Return the importer that knows this header."""
    return next((importer for importer in among if importer.recognise(header)), None)
