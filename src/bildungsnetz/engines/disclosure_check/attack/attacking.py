"""The attack as a whole: all that is published in, the cells an outsider can recover out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure_check.attack.believing import believe, unchanged_cells
from bildungsnetz.engines.disclosure_check.attack.changes import Change, small_changes
from bildungsnetz.engines.disclosure_check.attack.dimensions import TOTAL, Indices
from bildungsnetz.engines.disclosure_check.attack.knowledge import (
    Contradiction,
    Knowledge,
    cells_of,
    dimensions_of,
    learn,
    nothing,
    reason,
)
from bildungsnetz.engines.disclosure_check.attack.programs import (
    AttackFailed,
    HighsPrograms,
    MakePrograms,
    NoSolution,
)
from bildungsnetz.engines.disclosure_check.attack.relations import refuse_impossible
from bildungsnetz.engines.disclosure_check.attack.releases import Release
from bildungsnetz.engines.disclosure_check.attack.searching import Question, Ranges, search, search_plainly

Codes = tuple[str, ...]
Parents = Mapping[str, str]


@dataclass(frozen=True)
class Seen:
    """A row of ``file`` that does not show its value; ``low`` to ``high`` cannot be ruled out.

    ``codes`` stand in the order of ``Attack.columns``. ``narrow``: the upper bound stays below the minimum count.
    ``exact``: only one whole number is left.
    """

    file: str
    codes: Codes
    low: float
    high: float
    narrow: bool
    exact: bool


@dataclass(frozen=True)
class Attack:
    """What an outsider finds. ``status`` is ``solved`` or says why the attack proves nothing.

    ``cells``: the rows of the present file that do not show their value, sorted; ``older``: rows of earlier files
    whose cell the present file does not hide. ``changes``: small changes against superseded files. ``believed``: the
    rows of ``cells`` and ``older`` again, for an outsider who believes that corrections changed no more than they had
    to, with the rows of superseded tables; empty if nobody asked. ``programs`` counts linear programs, ``parts`` the
    components they were solved in.
    """

    status: str
    columns: tuple[str, ...]
    cells: tuple[Seen, ...] = ()
    older: tuple[Seen, ...] = ()
    changes: tuple[Change, ...] = ()
    believed: tuple[Seen, ...] = ()
    programs: int = 0
    parts: int = 0

    @property
    def solved(self) -> bool:
        """Whether every linear program ended as it should; if not, the table counts as unsafe."""
        return self.status == "solved"

    @property
    def is_safe(self) -> bool:
        """Whether nothing was found by an attack that solved every program."""
        seen = (*self.cells, *self.older, *self.believed)
        return self.solved and not self.changes and not any(cell.narrow for cell in seen)

    @property
    def narrow(self) -> tuple[Codes, ...]:
        """Rows of the present file whose upper bound stays below the minimum count."""
        return tuple(cell.codes for cell in self.cells if cell.narrow)

    @property
    def exact(self) -> tuple[Codes, ...]:
        """Rows of the present file that an outsider knows exactly."""
        return tuple(cell.codes for cell in self.cells if cell.exact)


@dataclass(frozen=True)
class Public:
    """All that is published: the present table, earlier ones that still hold, and those that were corrected.

    ``hierarchies``: column -> code -> parent. ``superseded``: one group of tables for each state of the data that was
    corrected since. Columns that a table lacks are summed up in it.
    """

    present: Release
    hierarchies: Mapping[str, Parents]
    earlier: tuple[Release, ...] = ()
    superseded: tuple[tuple[Release, ...], ...] = ()

    @property
    def releases(self) -> tuple[Release, ...]:
        """Every table there is."""
        return (self.present, *self.earlier, *(release for group in self.superseded for release in group))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the present table, then those that only others have."""
        others = {column for release in self.releases for column in release.codes}
        return (*self.present.codes, *sorted(others - self.present.codes.keys()))


def attack(
    public: Public,
    *,
    minimum_count: int,
    ask_exactly: bool = False,
    plainly: bool = False,
    believing: bool = False,
    make: MakePrograms = HighsPrograms,
) -> Attack:
    """Attack what is published, everything together.

    ``ask_exactly``: also find out which cells are determined, not only which stay below ``minimum_count``.
    ``plainly``: two linear programs per cell, the slow reference. ``believing``: attack also as somebody who believes
    that corrections changed no more than they had to.
    Raises: Unreadable if codes do not fit; Contradiction if tables disagree that are said to hold together.
    """
    way = _Way(public, minimum_count, ask_exactly=ask_exactly, plainly=plainly, believing=believing, make=make)
    try:
        return way.attack(whole_files=True)
    except (Contradiction, NoSolution):
        # What an outsider gives up first is the belief that every table names every code.
        pass
    try:
        return way.attack(whole_files=False)
    except NoSolution as problem:
        return Attack(str(problem), public.columns)


@dataclass(frozen=True)
class _Way:
    """How one attack is done."""

    public: Public
    minimum_count: int
    ask_exactly: bool
    plainly: bool
    believing: bool
    make: MakePrograms

    def attack(self, *, whole_files: bool) -> Attack:
        """Raises: Contradiction, NoSolution if the assumptions do not hold together."""
        public = self.public
        now = look(public, (public.present, *public.earlier), whole_files=whole_files)
        rows = cells_of(public.present, now.dimensions)
        try:
            ranges = self._ranges(now, rows[public.present.hidden])
            changes, programs = self._changes(now, whole_files=whole_files)
            believed, more = self._believed(now, whole_files=whole_files)
        except NoSolution:
            raise
        except AttackFailed as problem:
            return Attack(str(problem), public.columns)
        hidden = rows[_unclear(public.present)]
        return Attack(
            status="solved",
            columns=public.columns,
            cells=self._seen(public.present, now, ranges, known=hidden[:0]),
            older=tuple(cell for old in public.earlier for cell in self._seen(old, now, ranges, known=hidden)),
            changes=changes,
            believed=believed,
            programs=ranges.programs + programs + more,
            parts=ranges.parts,
        )

    def _ranges(self, now: Knowledge, hidden: Indices) -> Ranges:
        if self.plainly:
            return search_plainly(now, make=self.make)
        asked = np.unique(hidden) if self.ask_exactly else hidden[:0]
        return search(now, Question(self.minimum_count, asked), make=self.make)

    def _changes(self, now: Knowledge, *, whole_files: bool) -> tuple[tuple[Change, ...], int]:
        found: list[Change] = []
        programs = 0
        for group in self.public.superseded:
            try:
                before = look(self.public, (*group, *self.public.earlier), whole_files=whole_files)
                changes, count = self._compared(now, before, group)
            except (Contradiction, NoSolution):
                # What still holds did not hold with these figures: it is newer, or it belongs to another state.
                changes, count = self._compared(now, look(self.public, group, whole_files=whole_files), group)
            found += changes
            programs += count
        return tuple(found), programs

    def _believed(self, now: Knowledge, *, whole_files: bool) -> tuple[tuple[Seen, ...], int]:
        """Attack all states of the data at once, as far as they can be believed to be equal."""
        public = self.public
        groups = public.superseded if self.believing else ()
        together = now
        nowhere = np.zeros(0, dtype=np.int64)
        used = [(release, nowhere) for release in (public.present, *public.earlier)]
        for group in groups:
            unchanged = unchanged_cells(now, new=(public.present, *public.earlier), old=group)
            try:
                together = believe(together, look(public, group, whole_files=whole_files), unchanged)
            except Contradiction:
                # Nobody can believe that: the data differ in more than the fewest persons.
                continue
            used += [(release, np.flatnonzero(~unchanged)) for release in group]
        if together is now:
            return (), 0
        try:
            ranges = search(together, Question(self.minimum_count), make=self.make)
        except NoSolution:
            return (), 0
        seen = tuple(cell for one, changed in used for cell in self._seen(one, now, ranges, known=changed))
        return seen, ranges.programs

    def _compared(
        self, now: Knowledge, before: Knowledge, group: tuple[Release, ...]
    ) -> tuple[tuple[Change, ...], int]:
        return small_changes(
            now, before, present=self.public.present, old=group, minimum_count=self.minimum_count, make=self.make
        )

    def _seen(self, release: Release, now: Knowledge, ranges: Ranges, *, known: Indices) -> tuple[Seen, ...]:
        """The rows without a value, but those whose cell is among ``known``."""
        rows = cells_of(release, now.dimensions)
        chosen = np.flatnonzero(_unclear(release) & ~np.isin(rows, known))
        narrow, exact = ranges.below(self.minimum_count), ranges.exact
        low = np.where(np.isfinite(ranges.low), ranges.low, ranges.least)
        high = np.where(np.isfinite(ranges.high), ranges.high, ranges.most)
        codes = [release.codes.get(column, [TOTAL] * len(rows)) for column in self.public.columns]
        seen = []
        for row in chosen.tolist():
            cell = int(rows[row])
            bounds = _plain(low[cell]), _plain(high[cell])
            named = tuple(column[row] for column in codes)
            seen.append(Seen(release.name, named, *bounds, bool(narrow[cell]), bool(exact[cell])))
        return tuple(sorted(seen, key=lambda one: one.codes))


def look(public: Public, releases: Sequence[Release], *, whole_files: bool = True) -> Knowledge:
    """Read the ``releases`` together and reason as far as adding and subtracting goes.

    Raises: Unreadable, Contradiction.
    """
    columns = {column for release in public.releases for column in release.codes}
    hierarchies = {column: parents for column, parents in public.hierarchies.items() if column in columns}
    knowledge = nothing(dimensions_of(public.releases, hierarchies))
    for release in releases:
        try:
            learn(knowledge, release, whole_files=whole_files)
        except Contradiction as found:
            raise Contradiction([f"{release.name}: {cell}" for cell in found.cells]) from None
    reason(knowledge)
    refuse_impossible(knowledge)
    return knowledge


def _unclear(release: Release) -> np.ndarray:
    """Rows that do not show their value: suppressed ones, all rows of a blurred table."""
    return np.ones(len(release.values), dtype=bool) if release.blur.most else release.hidden


def _plain(number: float) -> float:
    """Round away what only the solver's arithmetic added."""
    return round(float(number), 4) + 0.0
