"""Drafts and inner matters: whoever may read them does, and they stand nowhere else."""

import pytest
from django.urls import reverse

from tests.access.knocking import knock, page_of, text_of
from tests.access.places import OWN_WORDS
from tests.access.roles import Visitor
from tests.access.words import READERS, planted_words_in

pytestmark = pytest.mark.django_db
V = Visitor
STATEWIDE = [V.MINISTRY, V.OPERATOR, V.EXPIRED, V.ANONYMOUS]


def pages_with_secrets(place):
    """Addresses on which the planted words stand for those who may read them."""
    number = {state: version.number for state, version in place.versions.items()}
    versions = [
        reverse(name, args=[place.slug, number[state]])
        for name in ("networks:version", "networks:contract_pdf", "networks:consent")
        for state in ("draft", "put up", "agreed", "not agreed")
    ]
    inside = [
        reverse(name, args=[place.slug])
        for name in ("networks:calendar", "networks:posts", "networks:mandates", "networks:people", "networks:contract")
    ]
    return [*versions, *inside, reverse("partners:institutions", args=[place.slug])]


@pytest.mark.parametrize("word", READERS)
def test_everybody_who_may_read_a_planted_word_finds_it(world, word):
    place = world.own if word in vars(OWN_WORDS).values() else world.foreign
    addresses = [*pages_with_secrets(place), reverse("networks:mandate_new", args=[place.slug]), reverse("desk:people")]

    finders = {
        visitor
        for visitor in READERS[word]
        if any(word in planted_words_in(knock(world, visitor, "GET", address)) for address in addresses)
    }

    assert finders == READERS[word]


@pytest.mark.parametrize("visitor", STATEWIDE, ids=lambda visitor: visitor.name)
def test_searching_for_a_word_of_a_draft_finds_as_much_as_searching_for_nonsense(world, visitor):
    def answer(word):
        address = f"{reverse('portal:search')}?wort={word}"
        return page_of(knock(world, visitor, "GET", address), address).replace(word, "")

    nonsense = answer("Unsinnswort")

    assert [word for word in READERS if answer(word) != nonsense] == []


@pytest.mark.parametrize("state", ["draft", "put up", "agreed", "not agreed"])
def test_no_count_of_versions_tells_the_ministry_of_a_draft(world, state):
    number = world.own.versions[state].number
    addresses = [
        reverse("portal:start"),
        reverse("portal:network", args=[world.own.slug]),
        reverse("portal:contract", args=[world.own.slug]),
        reverse("api-v1:network", args=[world.own.slug]),
        reverse("desk:state_desk"),
    ]

    told = [a for a in addresses if f"Fassung {number}" in text_of(knock(world, V.MINISTRY, "GET", a))]

    assert told == []
