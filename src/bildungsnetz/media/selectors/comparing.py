"""What differs between two concepts of a school."""

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bildungsnetz.media.models import Chapter, Concept
from bildungsnetz.media.part_kinds import COPIED, KINDS, PartKind
from bildungsnetz.media.selectors.content import content_of

# Without a key two parts are the same thing if they share these.
ALIKE: Mapping[str, tuple[str, ...]] = {
    "ausstattung": ("holding", "category", "label", "room"),
    "fortbildung": ("topic", "audience"),
    "austausch": ("direction", "competence", "text"),
}


@dataclass(frozen=True)
class Difference:
    """One thing that is new, gone or changed; ``before`` and ``after`` are its values, empty if there is none."""

    kind: PartKind
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Whether the earlier concept did not have it."""
        return not self.before

    @property
    def is_gone(self) -> bool:
        """Whether the later concept does not have it."""
        return not self.after

    @property
    def changed(self) -> list[str]:
        """The fields that differ."""
        return [name for name in self.kind.fields if self.before.get(name) != self.after.get(name)]

    @property
    def passages(self) -> list[tuple[str, str]]:
        """A text word by word: ``same``, ``del`` or ``ins``, and the words."""
        return words_apart(str(self.before.get("text", "")), str(self.after.get("text", "")))

    @property
    def chapter(self) -> str:
        """The chapter of a text."""
        return str(Chapter((self.after or self.before)["chapter"]).label)


@dataclass(frozen=True)
class Differences:
    """All differences by kind, and how much stayed."""

    found: Mapping[str, Sequence[Difference]]
    unchanged: int

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.found.values()))


def differences(earlier: Concept, later: Concept) -> Differences:
    """Compare two concepts part by part."""
    old, new = content_of(earlier), content_of(later)
    found: dict[str, list[Difference]] = {}
    unchanged = 0
    for slug in COPIED:
        kind = KINDS[slug]
        pairs = _paired(kind, old[slug], new[slug])
        differing = [pair for pair in pairs if _without_sharing(pair[0]) != _without_sharing(pair[1])]
        unchanged += len(pairs) - len(differing)
        if differing:
            found[slug] = [Difference(kind, *pair) for pair in differing]
    return Differences(found, unchanged)


def words_apart(before: str, after: str) -> list[tuple[str, str]]:
    """Compare two texts word by word."""
    old, new = _words(before), _words(after)
    passages: list[tuple[str, str]] = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            passages.append(("same", "".join(old[a:b])))
            continue
        passages += [("del", "".join(old[a:b]))] * (b > a) + [("ins", "".join(new[c:d]))] * (d > c)
    return passages


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)


def _paired(
    kind: PartKind, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Bring together what is the same thing in both; several alike are taken in order."""
    key = kind.key or ALIKE[kind.slug]
    waiting: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for one in old:
        waiting[tuple(str(one[name]) for name in key)].append(one)
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for one in new:
        alike = waiting[tuple(str(one[name]) for name in key)]
        pairs.append((alike.pop(0) if alike else {}, one))
    pairs += [(one, {}) for rest in waiting.values() for one in rest]
    return pairs


def _without_sharing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "is_shared"}
