"""How a rule is written: which answer which visitor gets, and one row of the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.roles import EVERYBODY, SIGNED_IN, STRANGERS_AT_THE_DOOR, Visitor

# Answers besides plain status codes: what a redirect means.
SIGN_IN = "sign in"
CONFIRM = "confirm"  # type the password or use the second factor once more
DONE = "done"  # a redirect to another page of the site

Rights = Mapping[Visitor, str]
Answer = str


def everybody(answer: Answer) -> Rights:
    """One answer for all."""
    return dict.fromkeys(EVERYBODY, answer)


def signed_in(answer: Answer) -> Rights:
    """One answer for all who are signed in; the others are asked to sign in."""
    return only(SIGNED_IN, answer)


def only(
    group: frozenset[Visitor], answer: Answer, *others: tuple[frozenset[Visitor], Answer], anonymous: Answer = SIGN_IN
) -> Rights:
    """An answer for a group, further groups after it; 404 for all others signed in, sign-in for strangers."""
    rights = {visitor: anonymous if visitor in STRANGERS_AT_THE_DOOR else "404" for visitor in Visitor}
    for members, theirs in reversed([(group, answer), *others]):
        rights |= dict.fromkeys(members, theirs)
    return rights


NOT_OFFERED = everybody("405")
NOTHING = everybody("404")


@dataclass(frozen=True)
class Row:
    """An address, the object it is asked for, and the answer to each visitor.

    ``arguments`` takes a place (own or foreign network) to the arguments of the address; ``data`` to the form that
    is sent. ``of_network``: whether the object belongs to a network, so that the foreign one is asked for too.
    ``by_key``: the address itself is the key, so that whoever knows it is let in.
    """

    url: str
    page: str
    get: Rights
    post: Rights = field(default_factory=lambda: NOT_OFFERED)
    case: str = ""
    arguments: Callable[[Any], tuple[Any, ...]] = lambda _place: ()
    data: Callable[[Any], Mapping[str, Any]] = lambda _place: {"sent": "yes"}
    query: str | Callable[[Any], str] = ""
    of_network: bool = True
    by_key: bool = False

    def __str__(self) -> str:
        return f"{self.url} {self.case}".strip()
