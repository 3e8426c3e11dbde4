"""What the steps of a run share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bildungsnetz.engines.allocation.claims import Claim
from bildungsnetz.engines.allocation.eligibility import Types, find_types
from bildungsnetz.engines.allocation.instance import Instance, Integers, Options
from bildungsnetz.engines.allocation.wishing import Positions, find_positions


@dataclass
class Stopwatch:
    """Seconds per step, measured with the clock of the caller; without one every step takes 0."""

    clock: Callable[[], float] | None = None
    steps: dict[str, float] = field(default_factory=dict)
    last: float = 0.0
    began: float = 0.0

    def lap(self, step: str) -> None:
        """Book the time since the last call under ``step``; an empty name only starts the watch."""
        now = self.clock() if self.clock else 0.0
        if step:
            self.steps[step] = self.steps.get(step, 0.0) + now - self.last
        else:
            self.began = now
        self.last = now


@dataclass
class Work:
    """The instance, who may go where, what was wished, and what has been done and claimed so far."""

    instance: Instance
    options: Options
    types: Types
    positions: Positions
    watch: Stopwatch
    counts: dict[str, int] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    cut: bool = False
    prices: Integers | None = None

    def seconds_left(self) -> float | None:
        """Return the seconds left under the time limit; None without a limit or a clock."""
        if self.options.time_limit is None or self.watch.clock is None:
            return None
        return self.options.time_limit - (self.watch.clock() - self.watch.began)

    def out_of_time(self) -> bool:
        """Tell whether the time limit has passed, and remember it."""
        left = self.seconds_left()
        self.cut = self.cut or (left is not None and left <= 0)
        return self.cut


def begin(instance: Instance, options: Options, clock: Callable[[], float] | None) -> Work:
    """Work out eligibility and positions, once for all steps."""
    watch = Stopwatch(clock)
    watch.lap("")
    types = find_types(instance, options.max_km)
    work = Work(instance, options, types, find_positions(instance, types, options.max_km), watch)
    watch.lap("prepare")
    return work
