"""What upper rooms show on the page "My account" without this room knowing them: roles, mandates, who saw what.

An upper room registers, in its app's ``ready()``, a function that gets the person and returns a section or None.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bildungsnetz.accounts.models import User


@dataclass(frozen=True)
class SectionLine:
    """One line of a section: a text, where it leads ("" for nowhere) and a note behind it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class AccountSection:
    """A part of the page with its heading; ``empty`` is the sentence shown when there are no lines."""

    heading: str
    lines: tuple[SectionLine, ...] = ()
    empty: str = ""


Contributor = Callable[[User], AccountSection | None]
_contributors: list[Contributor] = []


def register_section(contributor: Contributor) -> None:
    """Let ``contributor(person)`` add a section to the page of the person's own account."""
    if contributor not in _contributors:
        _contributors.append(contributor)


def sections_for(person: User) -> list[AccountSection]:
    """Collect the sections that are registered and have something to say to this person, in order of registration."""
    found = (contributor(person) for contributor in _contributors)
    return [section for section in found if section is not None]
