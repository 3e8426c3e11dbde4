import pytest

from bildungsnetz.governance.rules import (
    Finding,
    Result,
    Room,
    Rule,
    RuleKind,
    Seats,
    Verdict,
    Votes,
    Why,
    Word,
    can_decide,
    consensus,
    majority,
)

pytestmark = pytest.mark.once
CONSENSUS, SIMPLE, TWO_THIRDS = RuleKind
OPEN, YES, NO = Word


def room(state, municipal, others=(0, 0), chairs=2, chairs_present=1):
    seats = {"STATE": Seats(*state), "MUNICIPAL": Seats(*municipal), "": Seats(*others)}
    return Room(seats, chairs, chairs_present)


@pytest.mark.parametrize(
    ("rule", "there", "expected"),
    [
        (Rule(CONSENSUS), room((4, 1), (5, 1)), Finding(True, Why.ABLE, "", 0, 2, 9)),
        (Rule(CONSENSUS), room((4, 0), (5, 5)), Finding(False, Why.SIDE_ABSENT, "STATE", 0, 5, 9)),
        (Rule(CONSENSUS), room((4, 0), (5, 0)), Finding(False, Why.BOTH_SIDES_ABSENT, "", 0, 0, 9)),
        (Rule(CONSENSUS), room((4, 4), (0, 0)), Finding(False, Why.NO_SEAT_OF_SIDE, "MUNICIPAL", 0, 4, 4)),
        (Rule(CONSENSUS), room((0, 0), (0, 0)), Finding(False, Why.NO_SEATS)),
        (Rule(CONSENSUS, 50), room((4, 1), (5, 3)), Finding(False, Why.TOO_FEW, "", 5, 4, 9)),
        (Rule(CONSENSUS, 50), room((4, 2), (5, 3)), Finding(True, Why.ABLE, "", 5, 5, 9)),
        (
            Rule(CONSENSUS, needs_chair=True),
            room((4, 2), (5, 3), chairs_present=0),
            Finding(False, Why.NO_CHAIR_PRESENT, "", 0, 5, 9),
        ),
        (Rule(SIMPLE), room((4, 0), (5, 3)), Finding(True, Why.ABLE, "", 0, 3, 9)),
        (Rule(SIMPLE), room((4, 0), (5, 0)), Finding(False, Why.TOO_FEW, "", 1, 0, 9)),
    ],
)
def test_a_body_can_decide_only_with_those_its_rule_asks_for(rule, there, expected):
    assert can_decide(rule, there) == expected


@pytest.mark.parametrize(
    ("state", "municipal", "expected"),
    [
        (YES, YES, Result(Verdict.ADOPTED, Why.BOTH_CONSENTED)),
        (YES, OPEN, Result(Verdict.OPEN, Why.SIDE_MISSING, "MUNICIPAL")),
        (OPEN, YES, Result(Verdict.OPEN, Why.SIDE_MISSING, "STATE")),
        (OPEN, OPEN, Result(Verdict.OPEN, Why.BOTH_MISSING)),
        (YES, NO, Result(Verdict.REJECTED, Why.SIDE_REFUSED, "MUNICIPAL")),
        (NO, OPEN, Result(Verdict.REJECTED, Why.SIDE_REFUSED, "STATE")),
        (NO, NO, Result(Verdict.REJECTED, Why.BOTH_REFUSED)),
    ],
)
def test_by_consensus_only_the_words_of_both_sides_count(state, municipal, expected):
    assert consensus({"STATE": state, "MUNICIPAL": municipal}) == expected


@pytest.mark.parametrize(
    ("kind", "votes", "expected"),
    [
        (SIMPLE, Votes(5, 4), Result(Verdict.ADOPTED, Why.MAJORITY, "", 5, 5, 4)),
        (SIMPLE, Votes(4, 4, 1), Result(Verdict.REJECTED, Why.TIE, "", 5, 4, 4, 1)),
        (SIMPLE, Votes(1, 0, 8), Result(Verdict.ADOPTED, Why.MAJORITY, "", 1, 1, 0, 8)),
        (SIMPLE, Votes(0, 0, 9), Result(Verdict.REJECTED, Why.NO_VOTES, "", 1, 0, 0, 9)),
        (TWO_THIRDS, Votes(6, 3), Result(Verdict.ADOPTED, Why.MAJORITY, "", 6, 6, 3)),
        (TWO_THIRDS, Votes(5, 3), Result(Verdict.REJECTED, Why.NO_MAJORITY, "", 6, 5, 3)),
        (SIMPLE, Votes(6, 4), Result(Verdict.IMPOSSIBLE, Why.TOO_MANY_VOTES, "", 6, 6, 4)),
    ],
)
def test_votes_are_counted_by_the_rule_of_the_body(kind, votes, expected):
    assert majority(Rule(kind), room((4, 4), (5, 5)), votes) == expected


def test_consensus_is_never_found_by_counting():
    with pytest.raises(ValueError, match="counting"):
        majority(Rule(CONSENSUS), room((4, 4), (5, 5)), Votes(9, 0))
