"""The best bundle of a pupil at given worths: a matching of days to fields of each size, for many pupils at once.

A bundle takes at most one place per date and per field, so it is a matching between the two. Matchings of greatest
worth grow by one best augmenting path at a time and stay best for their size (Kuhn 1955; Lawler 1976, chapter 5),
whatever the signs of the worths. A path alternates between a new pair and a pair it replaces, and with at most five
pairs it is found in at most five rounds of Bellman-Ford, vectorised over the pupils.
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

NONE = -(2**60)
"""Worth of what is not possible. Sums of a few of them stay within 64 bits."""
POSSIBLE = -(2**58)
"""Everything below is not possible; worths stay far above it."""


class Matchings:
    """Best matchings of growing size in tables of worth: ``worth`` is n x dates x fields.

    ``value[m]`` is the greatest worth of exactly m pairs, below ``POSSIBLE`` if there is none;
    ``dates[m]`` and ``fields[m]`` (n x m) are the pairs of such a matching.
    """

    def __init__(self, worth: Integers, size: int) -> None:
        self.worth = worth
        count = len(worth)
        self.row = np.arange(count)
        self.value = [np.zeros(count, np.int64)]
        self.dates = [np.zeros((count, 0), np.int64)]
        self.fields = [np.zeros((count, 0), np.int64)]
        for _ in range(min(size, worth.shape[1], worth.shape[2])):
            self._grow()
        while len(self.value) <= size:
            self.value.append(np.full(count, NONE, np.int64))
            self.dates.append(self.dates[-1])
            self.fields.append(self.fields[-1])

    def _grow(self) -> None:
        dates, fields, worth = self.dates[-1], self.fields[-1], self.worth
        pairs, row = dates.shape[1], self.row
        free = worth.copy()
        free[row[:, None], dates] = NONE
        into = np.empty((len(row), pairs), np.int64)
        into_date = np.empty_like(into)
        for pair in range(pairs):
            column = free[row, :, fields[:, pair]]
            into_date[:, pair] = column.argmax(axis=1)
            into[:, pair] = column[row, into_date[:, pair]] - worth[row, dates[:, pair], fields[:, pair]]
        free[row[:, None], :, fields] = NONE
        flat = free.reshape(len(row), -1)
        direct_at = flat.argmax(axis=1)
        direct = flat[row, direct_at]
        open_fields = worth.copy()
        open_fields[row[:, None], :, fields] = NONE
        out = np.empty((len(row), pairs), np.int64)
        out_field = np.empty_like(out)
        for pair in range(pairs):
            line = open_fields[row, dates[:, pair], :]
            out_field[:, pair] = line.argmax(axis=1)
            out[:, pair] = line[row, out_field[:, pair]]
        gain, path = self._best_path(into, out, direct)
        self._apply(gain, path, into_date, out_field, direct_at)

    def _best_path(self, into: Integers, out: Integers, direct: Integers) -> tuple[Integers, list[Integers]]:
        """Return each row's best gain and its path: the pairs passed, last first, -1 where the path is shorter."""
        dates, fields, worth, row = self.dates[-1], self.fields[-1], self.worth, self.row
        pairs = dates.shape[1]
        reach, before = [into], []
        for _ in range(pairs - 1):
            best, came = reach[-1].copy(), np.full((len(row), pairs), -1, np.int64)
            for to in range(pairs):
                own = worth[row, dates[:, to], fields[:, to]]
                for start in range(pairs):
                    if start != to:
                        through = reach[-1][:, start] + worth[row, dates[:, start], fields[:, to]] - own
                        better = through > best[:, to]
                        best[better, to] = through[better]
                        came[better, to] = start
            # Sums of impossible steps must not run out of 64 bits.
            reach.append(np.maximum(best, NONE))
            before.append(came)
        gain, last = direct.copy(), np.full(len(row), -1, np.int64)
        for pair in range(pairs):
            closed = np.maximum(reach[-1][:, pair] + out[:, pair], NONE)
            better = closed > gain
            gain[better] = closed[better]
            last[better] = pair
        path = [last]
        for came in reversed(before):
            at = path[-1]
            step = came[row, np.maximum(at, 0)]
            # No step recorded in this round: the pair was reached in an earlier one; stay there.
            path.append(np.where((at >= 0) & (step >= 0), step, at))
        return gain, path

    def _apply(
        self, gain: Integers, path: list[Integers], into_date: Integers, out_field: Integers, direct_at: Integers
    ) -> None:
        dates, fields, row = self.dates[-1], self.fields[-1].copy(), self.row
        columns = self.worth.shape[2]
        last = path[0]
        direct = last < 0
        new_date = np.where(direct, direct_at // columns, 0)
        new_field = np.where(direct, direct_at % columns, 0)
        moved = ~direct
        new_field[moved] = out_field[moved, last[moved]]
        for step, at in enumerate(path):
            before = path[step + 1] if step + 1 < len(path) else np.full(len(row), -1, np.int64)
            turns = moved & (at != before)
            rows, where = row[turns], at[turns]
            # The pair's date takes the new field; the field it leaves is handed to the pair before.
            field_here = fields[rows, where].copy()
            fields[rows, where] = new_field[rows]
            new_field[rows] = field_here
            first = turns & (before < 0)
            new_date[first] = into_date[first, at[first]]
        possible = (gain > POSSIBLE) & (self.value[-1] > POSSIBLE)
        self.value.append(np.where(possible, self.value[-1] + np.where(possible, gain, 0), NONE))
        self.dates.append(np.concatenate([dates, new_date[:, None]], axis=1))
        self.fields.append(np.concatenate([fields, new_field[:, None]], axis=1))
