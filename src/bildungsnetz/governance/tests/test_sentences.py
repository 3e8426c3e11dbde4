"""What people read: rule, who is there, votes or words of the sides, and the sentence that follows."""

import pytest
from django.utils import translation

from bildungsnetz.governance.rules import Room, Rule, RuleKind, Seats, Votes, Word, can_decide, consensus, majority
from bildungsnetz.governance.wording import finding_sentence, result_sentence

pytestmark = pytest.mark.once
CONSENSUS, SIMPLE, TWO_THIRDS = RuleKind
OPEN, YES, NO = Word


def room(state, municipal, chairs_present=1):
    return Room({"STATE": Seats(*state), "MUNICIPAL": Seats(*municipal)}, 2, chairs_present)


@pytest.mark.parametrize(
    ("rule", "there", "sentence"),
    [
        (Rule(CONSENSUS), room((4, 4), (5, 4)), "kann beschließen: 8 von 9 stimmberechtigten Sitzen sind vertreten."),
        (Rule(CONSENSUS), room((4, 0), (5, 5)), "kann nicht beschließen: Von der Landesseite ist niemand da."),
        (Rule(CONSENSUS), room((4, 1), (5, 0)), "kann nicht beschließen: Von der kommunalen Seite ist niemand da."),
        (Rule(CONSENSUS), room((4, 0), (5, 0)), "kann nicht beschließen: Von beiden Seiten ist niemand da."),
        (
            Rule(CONSENSUS), room((4, 4), (0, 0)),
            "kann nicht beschließen: Die Regel verlangt die Zustimmung beider Seiten, und es gibt keinen Sitz der "
            "kommunalen Seite.",
        ),
        (Rule(CONSENSUS), room((0, 0), (0, 0)), "kann nicht beschließen: Es gibt kein Mitglied mit Stimme."),
        (
            Rule(SIMPLE, needs_chair=True), room((4, 4), (5, 5), chairs_present=0),
            "kann nicht beschließen: Weder der Vorsitz noch dessen Vertretung ist da.",
        ),
        (
            Rule(TWO_THIRDS, 50), room((4, 4), (5, 0)),
            "kann nicht beschließen: 4 von 9 Sitzen sind vertreten, nötig sind 5.",
        ),
        (Rule(SIMPLE), room((4, 0), (5, 0)), "kann nicht beschließen: 0 von 9 Sitzen sind vertreten, nötig sind 1."),
    ],
)  # fmt: skip
def test_whether_a_body_can_decide_is_said_in_a_sentence(rule, there, sentence):
    with translation.override("de"):
        assert finding_sentence(can_decide(rule, there), body="Der Lenkungskreis") == f"Der Lenkungskreis {sentence}"


@pytest.mark.parametrize(
    ("state", "municipal", "sentence"),
    [
        (YES, YES, "Beide Seiten haben zugestimmt: vereinbart."),
        (YES, OPEN, "Die Zustimmung der kommunalen Seite fehlt noch."),
        (OPEN, YES, "Die Zustimmung der Landesseite fehlt noch."),
        (OPEN, OPEN, "Noch hat keine Seite zugestimmt."),
        (YES, NO, "Die kommunale Seite hat nicht zugestimmt: nicht vereinbart. Zuständig bleibt: Schulträger."),
        (NO, YES, "Die Landesseite hat nicht zugestimmt: nicht vereinbart. Zuständig bleibt: Schulträger."),
        (NO, NO, "Beide Seiten haben nicht zugestimmt: nicht vereinbart. Zuständig bleibt: Schulträger."),
    ],
)
def test_what_follows_from_the_words_of_the_sides_is_said_in_a_sentence(state, municipal, sentence):
    with translation.override("de"):
        assert result_sentence(consensus({"STATE": state, "MUNICIPAL": municipal}), owner="Schulträger") == sentence


@pytest.mark.parametrize(
    ("kind", "votes", "sentence"),
    [
        (SIMPLE, Votes(5, 4), "Ja 5, Nein 4, Enthaltungen 0; nötig waren 5: angenommen."),
        (SIMPLE, Votes(4, 4, 1), "Ja 4, Nein 4, Enthaltungen 1: Gleichstand lehnt ab. Zuständig bleibt: Schulträger."),
        (SIMPLE, Votes(0, 0, 9), "Niemand hat mit Ja oder Nein gestimmt: abgelehnt. Zuständig bleibt: Schulträger."),
        (TWO_THIRDS, Votes(6, 3), "Ja 6, Nein 3, Enthaltungen 0; nötig waren 6: angenommen."),
        (
            TWO_THIRDS, Votes(5, 3),
            "Ja 5, Nein 3, Enthaltungen 0; nötig waren 6: abgelehnt. Zuständig bleibt: Schulträger.",
        ),
        (
            SIMPLE, Votes(6, 4),
            "10 Stimmen wurden gezählt, es sind aber weniger stimmberechtigte Sitze vertreten. "
            "Bitte zählen Sie noch einmal.",
        ),
    ],
)  # fmt: skip
def test_what_follows_from_votes_is_said_in_a_sentence(kind, votes, sentence):
    with translation.override("de"):
        assert result_sentence(majority(Rule(kind), room((4, 4), (5, 5)), votes), owner="Schulträger") == sentence
