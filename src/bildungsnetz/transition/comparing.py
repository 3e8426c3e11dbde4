"""A run in words people compare: from its report, pure."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

from bildungsnetz.transition.models import Run, RunKind

RANGES = ((1, 1), (2, 3), (4, 8))


@dataclass(frozen=True)
class Column:
    """One run as a column of the comparison; counts of days and of pupils, shares between 0 and 1."""

    run: Run
    needed: int
    filled: int
    bound: int | None
    without: int
    short: int
    pupils: int
    first_three: float
    shares: tuple[tuple[str, float], ...]
    unwished: float
    proven: bool

    @property
    def filled_share(self) -> float:
        """Return the share of days given."""
        return self.filled / self.needed if self.needed else 0.0

    @property
    def more_possible(self) -> int:
        """Return how many days more are not excluded by the proof."""
        return max((self.bound or self.filled) - self.filled, 0)

    @property
    def can_be_chosen(self) -> bool:
        """Whether the run may become the result."""
        return bool(self.run.agrees) and self.run.kind != RunKind.COMPARISON and self.bound is not None

    @property
    def first_three_percent(self) -> str:
        """Return the share of the first three wishes in per cent, with one decimal place."""
        return _percent(self.first_three)

    @property
    def unwished_percent(self) -> str:
        """Return the share of places not wished for in per cent, with one decimal place."""
        return _percent(self.unwished)

    @property
    def letter(self) -> str:
        """Return A, B, C … in the order of the runs."""
        number = self.run.number
        return chr(ord("A") + number - 1) if number <= ord("Z") - ord("A") + 1 else str(number)


def column_of(run: Run) -> Column:
    """Read a finished run's report."""
    report: dict[str, Any] = run.report
    filled, pupils = report["filled"], report["pupils"]
    positions = {int(at): count for at, count in report["positions"].items()}
    # A position behind the list is an unwished place; those are told apart.
    wished = max(filled - report["unwished"], 0)

    def share(first: int, last: int) -> float:
        return sum(positions.get(at, 0) for at in range(first, last + 1)) / filled if filled else 0.0

    missing = {int(at): count for at, count in report["missing"].items()}
    aims = report["aims"]
    return Column(
        run=run,
        needed=report["needed"],
        filled=filled,
        bound=report["bound"],
        without=_without_any(aims),
        short=pupils - missing.get(0, 0),
        pupils=pupils,
        first_three=min(share(1, 3), wished / filled if filled else 0.0),
        shares=tuple(("1" if first == last else f"{first}–{last}", share(first, last)) for first, last in RANGES),
        unwished=report["unwished"] / filled if filled else 0.0,
        proven=all(aims[name]["proven"] for name in ("A1", "A2") if name in aims),
    )


def _without_any(aims: dict[str, Any]) -> int:
    value = aims["A2"]["value"]
    return int(value[0]) if isinstance(value, list) else int(value)


def _percent(share: float) -> str:
    return str(number_format(share * 100, decimal_pos=1))
