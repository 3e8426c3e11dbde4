"""What a line on the desk is: something that waits for me, or for somebody else."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """Something that waits for the reader: deadline (None without), thing, note and one verb with its address."""

    thing: str
    note: str
    verb: str
    url: str
    due_on: date | None = None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for others: what, which side's turn, since when, and where to remind them."""

    thing: str
    note: str
    side: str
    since: date
    url: str
    remind_url: str = ""


@dataclass(frozen=True)
class FirstStep:
    """One line of a new office's first day: what, who, how long, done or not, and where."""

    thing: str
    who: str
    minutes: int
    done: bool
    url: str
