"""Reading the journal: the history of an object, and whether the chains hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import chain as hashing
from bildungsnetz.journal.models import PLATFORM, Chain, Entry, Trace


def entries_about(kind: str, pk: str) -> QuerySet[Entry]:
    """Return the entries about one object, latest first."""
    return Entry.objects.filter(subject_type=kind, subject_id=pk).order_by("-at", "-pk")


def names_of(keys: set[UUID]) -> dict[UUID, str]:
    """Return the names behind actors' keys; erased people are missing. One query."""
    people = User.objects.filter(key__in=keys).values_list("key", "full_name")
    return dict(people)


@dataclass(frozen=True)
class BrokenLink:
    """A place where a chain does not hold: its name, the number of the entry, and what is wrong (a code)."""

    chain: str
    number: int
    problem: str


def broken_links() -> Iterator[BrokenLink]:
    """Recompute every chain from its beginning; yields what does not fit, nothing if all is well.

    Detects changed, removed, inserted and reordered entries, and wordings of reasons that were altered. It reads
    entry by entry, so memory does not grow with the journal.
    """
    salts = {trace.key: bytes(trace.salt) for trace in Trace.objects.all()}
    for head in Chain.objects.order_by("name"):
        previous, number = hashing.GENESIS, 0
        for entry in Entry.objects.filter(chain=head.name).order_by("number").iterator(chunk_size=500):
            number += 1
            problem = _problem_of(entry, number=number, previous=previous, salts=salts)
            if problem:
                yield BrokenLink(head.name, entry.number, problem)
            previous = entry.hash
        if (number, previous) != (head.length, head.last_hash):
            yield BrokenLink(head.name, number, "end is missing")
    known = Chain.objects.values("name")
    for entry in Entry.objects.exclude(chain__in=known).order_by("pk").iterator():
        yield BrokenLink(entry.chain, entry.number, "chain is unknown")


def _problem_of(entry: Entry, *, number: int, previous: str, salts: dict[UUID, bytes]) -> str:
    if entry.number != number:
        return "entry is missing"
    if entry.previous_hash != previous:
        return "does not follow the entry before"
    if entry.hash != hashing.entry_hash(entry.hashed_content(), previous=previous):
        return "content was changed"
    if entry.reason and entry.actor is None and entry.reason_digest != hashing.salted_digest(b"", entry.reason):
        return "reason was changed"
    if entry.reason and entry.actor in salts:
        expected = hashing.salted_digest(salts[entry.actor], entry.reason)
        return "" if entry.reason_digest == expected else "reason was changed"
    return ""


def platform_entries() -> QuerySet[Entry]:
    """Return what happened to the platform itself, latest first: imports, networks opened, people erased."""
    return Entry.objects.filter(chain=PLATFORM).order_by("-number")
