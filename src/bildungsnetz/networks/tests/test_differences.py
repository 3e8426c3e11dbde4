"""What differs between two texts, in tables a teacher could check, and for any two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.networks.differences import Part, compared, worded_difference
from bildungsnetz.networks.models import Clause

pytestmark = pytest.mark.once
SAME, REMOVED, ADDED = "same", "removed", "added"


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("", "", [], []),
        ("Ein Satz.", "Ein Satz.", [(SAME, "Ein Satz.")], [(SAME, "Ein Satz.")]),
        ("", "Neu.", [], [(ADDED, "Neu.")]),
        ("Alt.", "", [(REMOVED, "Alt.")], []),
        (
            "Das Land stellt eine Stelle.",
            "Das Land stellt zwei Stellen.",
            [(SAME, "Das Land stellt "), (REMOVED, "eine"), (SAME, " "), (REMOVED, "Stelle"), (SAME, ".")],
            [(SAME, "Das Land stellt "), (ADDED, "zwei"), (SAME, " "), (ADDED, "Stellen"), (SAME, ".")],
        ),
        (
            "Auswertung nach vier Jahren.",
            "Auswertung nach vier Jahren, Bericht an den Rat.",
            [(SAME, "Auswertung nach vier Jahren"), (SAME, ".")],
            [(SAME, "Auswertung nach vier Jahren"), (ADDED, ", Bericht an den Rat"), (SAME, ".")],
        ),
    ],
)
def test_words_that_differ_are_marked_in_both_texts(old, new, left, right):
    found = worded_difference(old, new)

    assert [[(part.kind, part.text) for part in side] for side in found] == [left, right]


@given(st.text(), st.text())
def test_the_parts_joined_give_back_both_texts(old, new):
    left, right = worded_difference(old, new)

    assert ("".join(part.text for part in left), "".join(part.text for part in right)) == (old, new)


@given(st.text())
def test_a_text_does_not_differ_from_itself(text):
    left, right = worded_difference(text, text)

    assert left == right == ((Part("same", text),) if text else ())


def clause(position, kind, heading, text="Text.", stays_with=""):
    competence = "STAYS" if stays_with else "JOINT"
    return Clause(
        position=position, kind=kind, heading=heading, text=text, competence=competence, stays_with=stays_with
    )


def rows(before, after):
    return [
        (row.before and row.before.position, row.after and row.after.position, row.changed)
        for row in compared(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([clause(1, "aims", "Ziele")], [clause(1, "aims", "Ziele")], [(1, 1, False)]),
        ([clause(1, "aims", "Ziele")], [clause(1, "aims", "Ziele", "Anders.")], [(1, 1, True)]),
        ([clause(1, "aims", "Ziele")], [clause(1, "aims", "Absichten")], [(1, 1, True)]),
        ([clause(1, "aims", "Ziele")], [clause(1, "aims", "Ziele", stays_with="STATE")], [(1, 1, True)]),
        # A clause that only moved is the same; a removed one stands at its old place.
        (
            [clause(1, "aims", "Ziele"), clause(2, "term", "Laufzeit"), clause(3, "notice", "Kündigung")],
            [clause(1, "aims", "Ziele"), clause(2, "notice", "Kündigung")],
            [(1, 1, False), (3, 2, False), (2, None, True)],
        ),
        # Two clauses of the office's own under one heading are both shown.
        (
            [clause(1, "other", "Sonstiges"), clause(2, "other", "Sonstiges", "Zweitens.")],
            [clause(1, "other", "Sonstiges")],
            [(1, 1, False), (2, None, True)],
        ),
    ],
)
def test_clauses_are_paired_by_what_they_settle(before, after, expected):
    assert rows(before, after) == expected
