"""Reading ``fixed.csv`` and ``previous.csv``, and whether the fixed places can stand together."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.eligibility import access, eligible_pairs
from bildungsnetz.engines.allocation.instance import UNKNOWN, Indices, Instance, Options
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import Problems
from bildungsnetz.engines.allocation.reading_wishes import KnownIds
from bildungsnetz.engines.allocation.tables import Layout, TableFile

PAIRS = Layout(("pupil_id", "offer_id"))
_MOST_ROWS = 5_000_000

_PUPIL = Phrase("eine Kennung aus pupils.csv", "an id from pupils.csv")
_OFFER = Phrase("eine Kennung aus offers.csv", "an id from offers.csv")
_TWICE = Phrase(
    "jeden Platz nur einmal; er steht schon in Zeile {line}", "each place only once; it stands in line {line} already"
)
_ROWS = Phrase("höchstens {most} Zeilen", "at most {most} rows")
_ELIGIBLE = Phrase(
    "ein Angebot, das für diese Person in Frage kommt (Tage, Alter, Zugang, Schulen, Entfernung)",
    "an offer this pupil may take (dates, age, access, schools, distance)",
)
_DATE = Phrase("höchstens ein Platz je Person und Tag (H1)", "at most one place per pupil and date (H1)")
_FIELD = Phrase("höchstens ein Platz je Person und Berufsfeld (H2)", "at most one place per pupil and field (H2)")
_DAYS = Phrase("höchstens {most} Plätze für diese Person (H6)", "at most {most} places for this pupil (H6)")
_CAPACITY = Phrase("höchstens {most} Plätze in diesem Angebot (H3)", "at most {most} places in this offer (H3)")
_SCHOOL = Phrase(
    "höchstens {most} Plätze je Schule in diesem Angebot (H5)", "at most {most} places per school in this offer (H5)"
)
_GROUP = Phrase(
    "ein Angebot, das mit mindestens {least} Personen stattfinden kann (H7)",
    "an offer that can take place with at least {least} pupils (H7)",
)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Rows (pupil, offer) as indices, sorted and each once, and the line each stands at."""

    rows: Indices
    lines: list[int]


class PairReader:
    """Reads one file of pairs. ``gone_allowed``: an unknown offer is not wrong but gone (-1)."""

    def __init__(self, table: TableFile, known: KnownIds, warnings: Problems, *, gone_allowed: bool) -> None:
        self.table = table
        self.known = known
        self.gone_allowed = gone_allowed
        self.repeated = warnings if gone_allowed else table.problems

    def read(self) -> Pairs:
        """Read the file; what is wrong is noted at its problems."""
        line_of: dict[tuple[int, str], int] = {}
        for line, pupil, offer in self._cells():
            at = self._index(line, "pupil_id", pupil, self.known.pupils, _PUPIL)
            if not self.gone_allowed or not offer:
                self._index(line, "offer_id", offer, self.known.offers, _OFFER)
            if (at, offer) in line_of:
                self.repeated.add(line, "offer_id", offer, _TWICE, line=line_of[at, offer])
            line_of.setdefault((at, offer), line)
            if len(line_of) > _MOST_ROWS:
                self.table.problems.add(line, "", f"{_MOST_ROWS + 1}", _ROWS, most=_MOST_ROWS)
                break
        offers = self.known.offers or {}
        found = sorted((pupil, offers.get(offer, UNKNOWN), line) for (pupil, offer), line in line_of.items())
        rows = np.array([row[:2] for row in found], np.int32).reshape(len(found), 2)
        return Pairs(rows, [row[2] for row in found])

    def _cells(self) -> Iterator[tuple[int, str, str]]:
        for chunk in self.table.chunks():
            yield from zip(chunk.lines, chunk.column("pupil_id"), chunk.column("offer_id"), strict=True)

    def _index(self, line: int, column: str, name: str, index: object, expected: Phrase) -> int:
        if not isinstance(index, dict):
            return UNKNOWN
        if name not in index:
            self.table.problems.add(line, column, name, expected)
        return int(index.get(name, UNKNOWN))


def check_fixed(instance: Instance, options: Options, fixed: Pairs, problems: Problems) -> None:
    """Note every fixed place that breaks a hard rule by itself or together with those before it."""
    _check_eligible(instance, options, fixed, problems)
    pupils, offers = instance.pupils, instance.offers
    counted: dict[str, Callable[[int, int], tuple[tuple[int, int], int, Phrase, str]]] = {
        "H1": lambda p, o: ((p, int(offers.date[o])), 1, _DATE, "offer_id"),
        "H3": lambda _p, o: ((o, 0), int(offers.capacity[o]), _CAPACITY, "offer_id"),
        "H5": lambda p, o: ((o, int(pupils.school[p])), _most(int(offers.max_per_school[o])), _SCHOOL, "offer_id"),
        "H6": lambda p, _o: ((p, 0), int(pupils.days[p]), _DAYS, "pupil_id"),
    }
    if not options.fields_may_repeat:
        counted["H2"] = lambda p, o: ((p, int(offers.field[o])), 1, _FIELD, "offer_id")
    for rule in counted.values():
        seen: defaultdict[tuple[int, int], int] = defaultdict(int)
        for line, pupil, offer in _by_line(fixed):
            key, most, expected, column = rule(pupil, offer)
            seen[key] += 1
            if seen[key] > most:
                name = (instance.pupil_ids[pupil], instance.offer_ids[offer])[column == "offer_id"]
                problems.add(line, column, name, expected, most=most)
    _check_groups(instance, options, fixed, problems)


def _by_line(fixed: Pairs) -> Iterator[tuple[int, int, int]]:
    rows = sorted(zip(fixed.lines, fixed.rows.tolist(), strict=True))
    for line, (pupil, offer) in rows:
        if pupil >= 0 and offer >= 0:
            yield line, pupil, offer


def _most(limit: int) -> int:
    return 2**31 if limit < 0 else limit


def _check_eligible(instance: Instance, options: Options, fixed: Pairs, problems: Problems) -> None:
    if not len(fixed.rows):
        return
    known = list(_by_line(fixed))
    pairs = np.array([row[1:] for row in known], np.int32).reshape(len(known), 2)
    for (line, _pupil, offer), good in zip(known, eligible_pairs(pairs, access(instance, options.max_km)), strict=True):
        if not good:
            problems.add(line, "offer_id", instance.offer_ids[offer], _ELIGIBLE)


def _check_groups(instance: Instance, options: Options, fixed: Pairs, problems: Problems) -> None:
    """Note fixed places in an offer that can never reach its minimum: too small, or too few could join."""
    offers = instance.offers
    rules = None
    seen: set[int] = set()
    for line, _pupil, offer in _by_line(fixed):
        least = int(offers.min_group[offer])
        if least == 0 or offer in seen:
            continue
        seen.add(offer)
        rules = rules or access(instance, options.max_km)
        able = int(offers.capacity[offer]) >= least
        everybody = np.column_stack([np.arange(len(instance.pupil_ids)), np.full(len(instance.pupil_ids), offer)])
        able = able and int(eligible_pairs(everybody.astype(np.int32), rules).sum()) >= least
        if not able:
            problems.add(line, "offer_id", instance.offer_ids[offer], _GROUP, least=least)
