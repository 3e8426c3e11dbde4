"""Which planted word a visitor may read, and which he or she read."""

from django.http import HttpResponseBase

from tests.access.knocking import text_of
from tests.access.places import FOREIGN_WORDS, OWN_WORDS
from tests.access.roles import BELONGS, OFFICE, SIDES_AT_WORK, WORKS_ON_CONTRACT, Visitor

READERS: dict[str, frozenset[Visitor]] = {
    OWN_WORDS.draft: OFFICE,
    OWN_WORDS.laid: WORKS_ON_CONTRACT,
    OWN_WORDS.inside: BELONGS,
    # The operator lists people and erases them, and sees nothing else of a network.
    OWN_WORDS.name: SIDES_AT_WORK | {Visitor.OPERATOR},
    FOREIGN_WORDS.inside: frozenset({Visitor.FOREIGN_OFFICE}),
    FOREIGN_WORDS.name: frozenset({Visitor.FOREIGN_OFFICE, Visitor.OPERATOR}),
}


def planted_words_in(response: HttpResponseBase) -> set[str]:
    """Return the planted words that stand anywhere in an answer, whatever their case."""
    text = text_of(response).casefold()
    return {word for word in READERS if word.casefold() in text}


def leaks(response: HttpResponseBase, visitor: Visitor, *, known: str = "") -> str:
    """Name the words the visitor must not read; those in ``known`` are told by the visitor, not by the answer."""
    found = planted_words_in(response)
    return " ".join(
        sorted(word for word in found if visitor not in READERS[word] and word.casefold() not in known.casefold())
    )
