"""Reading ``wishes.csv`` as arrays: a million rows stay small, and every wrong row is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation import values
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_FIELD,
    WISH_OFFER,
    Bytes,
    Indices,
    Integers,
    Wishes,
)
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import Problems
from bildungsnetz.engines.allocation.tables import Chunk, Layout, TableFile

MOST_WISHES = 100

WISHES = Layout(("pupil_id", "rank"), ("offer_id", "company_id", "field"))
TARGETS = ("offer_id", "company_id", "field")
"""The columns of a wish in the order of ``wish_kind``."""

_KNOWN_PUPIL = Phrase("eine Kennung aus pupils.csv", "an id from pupils.csv")
_KNOWN = (
    Phrase("eine Kennung aus offers.csv", "an id from offers.csv"),
    Phrase("einen Betrieb aus offers.csv", "a company from offers.csv"),
)
_ONE = Phrase("genau eine Angabe: offer_id, company_id oder field", "exactly one of offer_id, company_id and field")
_LIMIT = Phrase("höchstens {most} Wünsche je Person", "at most {most} wishes per pupil")
_AGAIN = Phrase("jeden Wunsch nur einmal; der bessere Rang zählt", "each wish only once; the better rank counts")


@dataclass(frozen=True)
class KnownIds:
    """Index of every id that a wish or a pair may name, by id in the order of the instance.

    A mapping is None where its file could not be read: then nothing is said about unknown ids.
    """

    pupils: Mapping[str, int] | None
    offers: Mapping[str, int] | None
    companies: Mapping[str, int] | None
    fields: Mapping[str, int] | None


@dataclass(frozen=True)
class _Part:
    """The wishes of one chunk."""

    pupil: Indices
    rank: Integers
    kind: Bytes
    target: Indices
    lines: Indices


class WishReader:
    """Reads the wishes of all pupils; ``result`` puts them together."""

    def __init__(self, table: TableFile, known: KnownIds, warnings: Problems) -> None:
        self.table = table
        self.problems = table.problems
        self.warnings = warnings
        self.known = known
        self.rank = values.Column("rank", values.whole(1), 1, table.problems)
        self.counts = np.zeros(len(known.pupils or ()), np.int64)
        self.too_many: set[int] = set()
        self.absent_fields: dict[str, int] = {}
        self.parts: list[_Part] = []

    def read(self) -> None:
        """Read the whole file."""
        checked = False
        for chunk in self.table.chunks():
            if not checked and not self.table.has.intersection(TARGETS):
                self.problems.add(1, "", "", _ONE)
                return
            checked = True
            self.parts.append(self._within_limit(self._part(chunk)))

    def _part(self, chunk: Chunk) -> _Part:
        cells = [chunk.column(name) for name in TARGETS]
        kind = np.fromiter(map(_kind, *cells), np.int8, len(chunk.lines))
        for place in np.flatnonzero(kind < 0):
            found = " | ".join(column[place] for column in cells if column[place])
            self.problems.add(chunk.lines[place], ", ".join(TARGETS), found, _ONE)
        return _Part(
            self._pupils(chunk),
            np.array(self.rank.values(chunk.lines, chunk.column("rank")), np.int64),
            kind,
            self._targets(chunk, cells, kind),
            np.array(chunk.lines, np.int32),
        )

    def _pupils(self, chunk: Chunk) -> Indices:
        names = chunk.column("pupil_id")
        if self.known.pupils is None:
            return np.full(len(names), -1, np.int32)
        found = np.array([self.known.pupils.get(name, -1) for name in names], np.int32)
        self._note_unknown(chunk, "pupil_id", names, found < 0, _KNOWN_PUPIL)
        return found

    def _note_unknown(
        self, chunk: Chunk, column: str, names: Sequence[str], wrong: np.ndarray, expected: Phrase
    ) -> None:
        for place in np.flatnonzero(wrong).tolist():
            self.problems.add(chunk.lines[place], column, names[place], expected)

    def _targets(self, chunk: Chunk, cells: list[list[str]], kind: Bytes) -> Indices:
        """Return the index of what is wished; a field without offers gets a number of its own below -1."""
        target = np.full(len(kind), -1, np.int32)
        for wanted, index in ((WISH_OFFER, self.known.offers), (WISH_COMPANY, self.known.companies)):
            if index is None:
                continue
            found = np.array([index.get(name, -1) for name in cells[wanted]], np.int32)
            mine = kind == wanted
            target[mine] = found[mine]
            self._note_unknown(chunk, TARGETS[wanted], cells[wanted], mine & (found < 0), _KNOWN[wanted])
        for place in np.flatnonzero(kind == WISH_FIELD):
            target[place] = self._field(cells[WISH_FIELD][place])
        return target

    def _field(self, name: str) -> int:
        index = (self.known.fields or {}).get(name)
        if index is not None:
            return index
        return -2 - self.absent_fields.setdefault(name, len(self.absent_fields))

    def _within_limit(self, part: _Part) -> _Part:
        """Drop what is beyond the limit of a pupil, naming the first line of each."""
        keep = (part.pupil >= 0) & (part.kind >= 0)
        pupils = part.pupil[keep]
        self.counts += np.bincount(pupils, minlength=len(self.counts)).astype(np.int64)
        over = np.unique(pupils[self.counts[pupils] > MOST_WISHES])
        for pupil in over.tolist():
            if pupil not in self.too_many:
                self.too_many.add(pupil)
                rows = np.flatnonzero(part.pupil == pupil)
                # Rows of this chunk that still fit: what the limit leaves after the chunks before.
                fit = MOST_WISHES - int(self.counts[pupil] - len(rows))
                self.problems.add(int(part.lines[rows[fit]]), "", f"{MOST_WISHES + 1}", _LIMIT, most=MOST_WISHES)
        if len(self.too_many):
            keep &= ~np.isin(part.pupil, list(self.too_many))
        return _Part(part.pupil[keep], part.rank[keep], part.kind[keep], part.target[keep], part.lines[keep])

    def result(self, names: Sequence[Sequence[str]]) -> Wishes:
        """Return the wishes by pupil, rank, kind and target; ``names`` are the ids of offers, companies and fields."""
        pupil = np.concatenate([part.pupil for part in self.parts] or [np.zeros(0, np.int32)])
        rank = np.concatenate([part.rank for part in self.parts] or [np.zeros(0, np.int64)])
        kind = np.concatenate([part.kind for part in self.parts] or [np.zeros(0, np.int8)])
        target = np.concatenate([part.target for part in self.parts] or [np.zeros(0, np.int32)])
        lines = np.concatenate([part.lines for part in self.parts] or [np.zeros(0, np.int32)])
        self.parts.clear()
        # Fields without offers lie behind all others, in the order of their names, so that rows may be shuffled.
        absent = sorted(self.absent_fields)
        code = target.astype(np.int64)
        order_of = np.zeros(len(absent) + 1, np.int64)
        order_of[[self.absent_fields[name] for name in absent]] = np.arange(len(absent))
        gone = target < -1
        code[gone] = len(names[WISH_FIELD]) + order_of[-2 - target[gone]]
        order = np.lexsort((rank, code, kind, pupil))
        pupil, rank, kind, code, lines = pupil[order], rank[order], kind[order], code[order], lines[order]
        again = np.zeros(len(pupil), bool)
        again[1:] = (pupil[1:] == pupil[:-1]) & (kind[1:] == kind[:-1]) & (code[1:] == code[:-1])
        spelled = [[*names[WISH_OFFER]], [*names[WISH_COMPANY]], [*names[WISH_FIELD], *absent]]
        for place in np.flatnonzero(again).tolist():
            self.warnings.add(int(lines[place]), TARGETS[kind[place]], spelled[kind[place]][code[place]], _AGAIN)
        keep = np.flatnonzero(~again)
        keep = keep[np.lexsort((code[keep], kind[keep], rank[keep], pupil[keep]))]
        pupil, rank, kind, code = pupil[keep], rank[keep], kind[keep], code[keep]
        text = tuple(spelled[k][c] for k, c in zip(kind.tolist(), code.tolist(), strict=True))
        none = (kind == WISH_FIELD) & (code >= len(names[WISH_FIELD]))
        start = np.searchsorted(pupil, np.arange(len(self.counts) + 1)).astype(np.int64)
        return Wishes(start, kind, np.where(none, -1, code).astype(np.int32), rank, text)


def _kind(offer: str, company: str, field: str) -> int:
    """Return which of the three is given; -1 if none or several."""
    if offer:
        return -1 if company or field else WISH_OFFER
    if company:
        return -1 if field else WISH_COMPANY
    return WISH_FIELD if field else -1
