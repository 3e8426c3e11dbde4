"""Registry of what has to be done again and again: deliver mail, bring agreed texts into force, delete what is due.

A room registers a function in its app's ``ready()``; ``bildungsnetz worker`` calls it. Since several workers may run,
a tick must do no harm when two processes call it at once (lock rows, or make the second call find nothing to do).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

logger = logging.getLogger(__name__)


class Tick(Protocol):
    """Does what is due at a moment and returns how many things that were."""

    def __call__(self, *, now: datetime) -> int:
        """Do what is due at ``now``."""


@dataclass(frozen=True)
class _Registered:
    tick: Tick
    every: timedelta


_registered: dict[str, _Registered] = {}
_at_every_round = timedelta(0)


def register(name: str, tick: Tick, *, every: timedelta = _at_every_round) -> None:
    """Let the worker call ``tick`` at ``every`` interval; ``name`` stands in the log (``post: deliver``)."""
    _registered[name] = _Registered(tick, every)


def names() -> list[str]:
    """Return the names of all registered ticks, sorted."""
    return sorted(_registered)


def run_due(*, now: datetime, last_runs: dict[str, datetime], after_each: Callable[[], None] = lambda: None) -> int:
    """Call what is due at ``now`` and note it in ``last_runs``; return how many ticks failed.

    A failing tick is logged and does not keep the others from their work; it is tried again at its next turn.
    ``after_each`` lets the caller tidy up between them (give back a database connection).
    """
    failed = 0
    for name, registered in sorted(_registered.items()):
        if name in last_runs and now - last_runs[name] < registered.every:
            continue
        last_runs[name] = now
        try:
            if done := registered.tick(now=now):
                logger.info("tick done name=%r count=%d", name, done)
        except Exception:
            failed += 1
            logger.exception("tick failed name=%r", name)
        finally:
            after_each()
    return failed
