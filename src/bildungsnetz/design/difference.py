"""Word-by-word comparison of two texts, for reading: what went, what came, what stayed."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Change = Literal["same", "deleted", "inserted"]


class Part(NamedTuple):
    """A stretch of text and what happened to it."""

    change: Change
    text: str


def parts_of(*, old: str, new: str) -> list[Part]:
    """Split two texts into stretches that stayed, were deleted or were inserted, in reading order.

    Joining "same" and "deleted" gives ``old`` back, "same" and "inserted" gives ``new``, letter by letter.
    """
    before, after = _words(old), _words(new)
    parts: list[Part] = []
    deleted = inserted = ""
    # autojunk would treat words that are frequent in a long text as noise and lose them as anchors.
    for code, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        # A mere space between two changes would cut one change into many.
        if code != "equal" or (gone.isspace() and (deleted or inserted)):
            deleted, inserted = deleted + gone, inserted + come
            continue
        parts += [*_change(deleted, inserted), Part("same", gone)]
        deleted = inserted = ""
    return [*parts, *_change(deleted, inserted)]


def _change(deleted: str, inserted: str) -> list[Part]:
    found: list[Part] = [Part("deleted", deleted)] if deleted else []
    return [*found, Part("inserted", inserted)] if inserted else found


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
