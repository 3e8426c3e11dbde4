"""Which entries look like one and the same institution; pure, each finding with its reason."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from bildungsnetz.partners.directory.spelling import plain

# Words that say what something is but not which one.
_COMMON = frozenset(
    ("der", "die", "das", "fuer", "des", "und", "in", "am", "im", "e", "v", "ev", "ggmbh", "gmbh", "kreis", "stadt")
)
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/:]+)", re.IGNORECASE)
# More entries with one and the same telephone are a switchboard, not doubles.
SWITCHBOARD = 4


class Reason(StrEnum):
    """Why two entries look alike."""

    NAME = "NAME"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    WEB_AND_TOWN = "WEB_AND_TOWN"


@dataclass(frozen=True)
class Entry:
    """What is compared; ``key`` is the primary key."""

    key: int
    name: str
    town: str = ""
    email: str = ""
    phone: str = ""
    web: str = ""


@dataclass(frozen=True)
class Pair:
    """Two entries that look alike, the smaller key first, with all reasons."""

    first: int
    second: int
    reasons: tuple[Reason, ...]


def pairs_alike(entries: Iterable[Entry]) -> list[Pair]:
    """Find pairs that look alike, those with most reasons first; work grows with the entries, not with their square."""
    found: dict[tuple[int, int], set[Reason]] = defaultdict(set)
    for reason, keys in _groups(list(entries)):
        for pair in combinations(sorted(keys), 2):
            found[pair].add(reason)
    pairs = [Pair(first, second, tuple(sorted(reasons))) for (first, second), reasons in found.items()]
    return sorted(pairs, key=lambda pair: (-len(pair.reasons), pair.first, pair.second))


def alike(entry: Entry, others: Iterable[Entry]) -> list[Pair]:
    """Find the entries that look like one that is about to be entered (``entry.key`` may be 0)."""
    return [pair for pair in pairs_alike([entry, *others]) if entry.key in (pair.first, pair.second)]


def _groups(entries: list[Entry]) -> Iterable[tuple[Reason, list[int]]]:
    for reason, marks in (
        (Reason.NAME, _by_name), (Reason.EMAIL, _by_email), (Reason.PHONE, _by_phone), (Reason.WEB_AND_TOWN, _by_web),
    ):  # fmt: skip
        groups: dict[object, list[int]] = defaultdict(list)
        for entry in entries:
            mark = marks(entry)
            if mark:
                groups[mark].append(entry.key)
        for keys in groups.values():
            if 2 <= len(keys) < SWITCHBOARD or (reason is Reason.NAME and len(keys) >= SWITCHBOARD):
                yield reason, keys


def _by_name(entry: Entry) -> object:
    """Two names are the same if their telling words are, in whatever order, within one town."""
    words = frozenset(plain(entry.name).split()) - _COMMON
    return (entry.town, words) if words else None


def _by_email(entry: Entry) -> object:
    return entry.email.strip().casefold()


def _by_phone(entry: Entry) -> object:
    digits = re.sub(r"\D", "", entry.phone.replace("+49", "0", 1))
    return digits if len(digits) >= 6 else None


def _by_web(entry: Entry) -> object:
    match = _HOST.match(entry.web.strip())
    return (match.group(1).casefold(), entry.town) if match and entry.town else None
