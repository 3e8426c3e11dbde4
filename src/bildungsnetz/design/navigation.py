"""What the frame of every page needs to know about the reader and the way around.

The frame is drawn by ``design/page.html``; a room higher up fills it through a context processor (later ones in
``TEMPLATES`` win) or a view through its own context. All names are optional:

=================  ==========================  ==========================================================
context variable   type                        shown as
=================  ==========================  ==========================================================
``navigation``     sequence of ``Item``        main navigation, at most seven
``site_region``    str                         second line beside the logo
``home_url``       str                         target of the logo, "/" if absent
``account``        ``Account`` or None         who am I, for which side; its items are the account's menu
``sign_in_url``    str                         button shown while there is no account
``tools``          sequence of ``Item``        links at the top right (easy language, help, ...)
``search_url``     str                         link with the looking glass
``footer_links``   sequence of ``Item``        imprint, privacy, accessibility, ...
``data_as_of``     datetime or None            "printed on ... from the state of ..." on paper
=================  ==========================  ==========================================================
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_ITEMS = 7


@dataclass(frozen=True)
class Item:
    """One link of a list: its words, its address, and whether it is where the reader is."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Account:
    """Who is signed in, in which function, and the links of the account's menu."""

    name: str
    role: str = ""
    items: Sequence[Item] = ()


def mark_current(items: Sequence[Item], *, path: str) -> tuple[Item, ...]:
    """Mark the item whose address is the longest beginning of the path; at most one is marked."""
    fitting = [item for item in items if path == item.url or path.startswith(item.url.rstrip("/") + "/")]
    best = max(fitting, key=lambda item: len(item.url), default=None)
    return tuple(Item(label=item.label, url=item.url, current=item is best) for item in items)
