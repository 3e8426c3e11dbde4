"""Decision rules: who must be there, and what follows from consents or votes. Pure, and tested as tables.

No source names quorum or voting rules of education networks, so they are data of each body; the default is consensus
of both sides (domain handbook 1.4). Seats without a vote advise and are never counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class RuleKind(StrEnum):
    """How a body decides."""

    CONSENSUS = "CONSENSUS"
    SIMPLE = "SIMPLE"
    TWO_THIRDS = "TWO_THIRDS"


STATE, MUNICIPAL, NO_SIDE = "STATE", "MUNICIPAL", ""
SIDES = (STATE, MUNICIPAL)


@dataclass(frozen=True)
class Rule:
    """A body's rule: its kind, the share of voting seats that must be present (per cent), whether a chair must be."""

    kind: RuleKind
    quorum_percent: int = 0
    needs_chair: bool = False


@dataclass(frozen=True)
class Seats:
    """Seats with a vote of one side: how many there are and how many are represented."""

    total: int = 0
    present: int = 0


@dataclass(frozen=True)
class Room:
    """Who is there: voting seats per side ("" for seats of no side), and chairs."""

    seats: Mapping[str, Seats]
    chairs: int = 0
    chairs_present: int = 0

    @property
    def total(self) -> int:
        """All seats with a vote."""
        return sum(side.total for side in self.seats.values())

    @property
    def present(self) -> int:
        """Seats with a vote that are represented."""
        return sum(side.present for side in self.seats.values())

    def of(self, side: str) -> Seats:
        """Seats of one side."""
        return self.seats.get(side, Seats())


class Why(StrEnum):
    """The reason why a body can or cannot decide, or why something is decided or not."""

    ABLE = "ABLE"
    NO_SEATS = "NO_SEATS"
    NO_SEAT_OF_SIDE = "NO_SEAT_OF_SIDE"
    SIDE_ABSENT = "SIDE_ABSENT"
    BOTH_SIDES_ABSENT = "BOTH_SIDES_ABSENT"
    NO_CHAIR_PRESENT = "NO_CHAIR_PRESENT"
    TOO_FEW = "TOO_FEW"
    BOTH_CONSENTED = "BOTH_CONSENTED"
    SIDE_MISSING = "SIDE_MISSING"
    BOTH_MISSING = "BOTH_MISSING"
    SIDE_REFUSED = "SIDE_REFUSED"
    BOTH_REFUSED = "BOTH_REFUSED"
    MAJORITY = "MAJORITY"
    TIE = "TIE"
    NO_MAJORITY = "NO_MAJORITY"
    NO_VOTES = "NO_VOTES"
    TOO_MANY_VOTES = "TOO_MANY_VOTES"


@dataclass(frozen=True)
class Finding:
    """Whether a body can decide: yes or no, why, and the numbers or the side the sentence needs."""

    able: bool
    why: Why
    side: str = ""
    needed: int = 0
    present: int = 0
    total: int = 0


class Verdict(StrEnum):
    """What came out."""

    OPEN = "OPEN"
    ADOPTED = "ADOPTED"
    REJECTED = "REJECTED"
    IMPOSSIBLE = "IMPOSSIBLE"


@dataclass(frozen=True)
class Result:
    """What came out, why, and what the sentence needs."""

    verdict: Verdict
    why: Why
    side: str = ""
    needed: int = 0
    yes: int = 0
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True)
class Votes:
    """Votes by show of hands."""

    yes: int
    no: int
    abstained: int = 0

    @property
    def cast(self) -> int:
        """All hands, abstentions included."""
        return self.yes + self.no + self.abstained


def quorum_of(rule: Rule, room: Room) -> int:
    """Return how many seats with a vote must be present, rounded up; 0 if the rule names no share."""
    return -(-room.total * rule.quorum_percent // 100)


def can_decide(rule: Rule, room: Room) -> Finding:
    """Say whether the body can decide with those present, and the first thing that stands in the way."""
    needed = quorum_of(rule, room)

    def finding(able: bool, why: Why, side: str = "") -> Finding:
        return Finding(able, why, side, needed, room.present, room.total)

    if room.total == 0:
        return finding(False, Why.NO_SEATS)
    if rule.kind == RuleKind.CONSENSUS:
        for side in SIDES:
            if room.of(side).total == 0:
                return finding(False, Why.NO_SEAT_OF_SIDE, side)
        absent = [side for side in SIDES if room.of(side).present == 0]
        if absent:
            why = Why.SIDE_ABSENT if len(absent) == 1 else Why.BOTH_SIDES_ABSENT
            return finding(False, why, absent[0] if len(absent) == 1 else "")
    if rule.needs_chair and room.chairs_present == 0:
        return finding(False, Why.NO_CHAIR_PRESENT)
    if room.present < max(needed, 1):
        return replace(finding(False, Why.TOO_FEW), needed=max(needed, 1))
    return finding(True, Why.ABLE)


class Word(StrEnum):
    """What a side has said to a wording."""

    OPEN = "OPEN"
    YES = "YES"
    NO = "NO"


def consensus(words: Mapping[str, Word]) -> Result:
    """Return what follows from the words of the two sides; one side never outvotes the other."""
    refused = [side for side in SIDES if words[side] == Word.NO]
    missing = [side for side in SIDES if words[side] == Word.OPEN]
    if refused:
        one = len(refused) == 1
        return Result(Verdict.REJECTED, Why.SIDE_REFUSED if one else Why.BOTH_REFUSED, refused[0] if one else "")
    if missing:
        one = len(missing) == 1
        return Result(Verdict.OPEN, Why.SIDE_MISSING if one else Why.BOTH_MISSING, missing[0] if one else "")
    return Result(Verdict.ADOPTED, Why.BOTH_CONSENTED)


def majority(rule: Rule, room: Room, votes: Votes) -> Result:
    """Return what follows from votes. Abstentions count neither way; a tie rejects; two thirds are of yes and no.

    Votes of more hands than seats present are an error of counting: nothing is decided. Raises: ValueError for the
    rule of consensus, which knows no votes.
    """
    if rule.kind == RuleKind.CONSENSUS:
        raise ValueError("consensus of both sides is not found by counting")
    decisive = votes.yes + votes.no
    needed = -(-decisive * 2 // 3) if rule.kind == RuleKind.TWO_THIRDS else decisive // 2 + 1

    def result(verdict: Verdict, why: Why) -> Result:
        return Result(verdict, why, "", needed, votes.yes, votes.no, votes.abstained)

    if votes.cast > room.present:
        return result(Verdict.IMPOSSIBLE, Why.TOO_MANY_VOTES)
    if decisive == 0:
        return result(Verdict.REJECTED, Why.NO_VOTES)
    if votes.yes >= needed:
        return result(Verdict.ADOPTED, Why.MAJORITY)
    return result(Verdict.REJECTED, Why.TIE if votes.yes == votes.no else Why.NO_MAJORITY)
