"""What differs between two versions of a contract, clause by clause and word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.networks.models import AgreedField, Clause, Competence, ContractVersion

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Part:
    """A run of words that is in both texts, only in the old one or only in the new one."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class ClauseDifference:
    """One clause in two versions; a missing one is None. ``old`` and ``new`` are the wordings in parts."""

    before: Clause | None
    after: Clause | None
    old: tuple[Part, ...]
    new: tuple[Part, ...]

    @property
    def text_changed(self) -> bool:
        """Whether the wording differs."""
        return any(part.kind != "same" for part in (*self.old, *self.new))

    @property
    def competence_changed(self) -> bool:
        """Whether somebody else is in charge than before."""
        if self.before is None or self.after is None:
            return True
        return (self.before.competence, self.before.stays_with) != (self.after.competence, self.after.stays_with)

    @property
    def changed(self) -> bool:
        """Whether anything a reader must look at differs; a clause that only moved has not changed."""
        heading = self.before and self.after and self.before.heading != self.after.heading
        return self.text_changed or self.competence_changed or bool(heading)


@dataclass(frozen=True)
class Change:
    """Something outside the clauses that differs: what it is, before and after (empty = not there)."""

    what: str
    before: str
    after: str


def other_changes(before: ContractVersion, after: ContractVersion) -> list[Change]:
    """List what else the sides would agree on: title, parties, legal basis, first day, and each field of action."""
    frame = [
        Change(str(words), _shown(before, name), _shown(after, name))
        for name, words in (
            ("title", _("Title")),
            ("state_party", _("Party of the state")),
            ("municipal_party", _("Municipal party")),
            ("legal_basis", _("Legal basis")),
            ("effective_from", _("In force from")),
        )
    ]
    old = {field.name: field for field in before.fields.order_by("position")}
    new = {field.name: field for field in after.fields.order_by("position")}
    fields = [Change(name, _field_words(old.get(name)), _field_words(new.get(name))) for name in {**old, **new}]
    return [change for change in (*frame, *fields) if change.before != change.after]


def compared(before: Iterable[Clause], after: Iterable[Clause]) -> list[ClauseDifference]:
    """Pair the clauses of two versions in the new order, removed ones at their old place, and compare the words."""
    old: dict[str, list[Clause]] = {}
    for clause in before:
        old.setdefault(_identity(clause), []).append(clause)
    rows: list[tuple[Clause | None, Clause | None]] = []
    for clause in after:
        same = old.get(_identity(clause))
        rows.append((same.pop(0) if same else None, clause))
    rows += [(clause, None) for left in old.values() for clause in left]
    rows.sort(key=lambda row: (row[1] or row[0]).position if row[1] or row[0] else 0)  # type: ignore[union-attr]
    return [
        ClauseDifference(left, right, *worded_difference(left.text if left else "", right.text if right else ""))
        for left, right in rows
    ]


def worded_difference(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Compare two texts word by word (Ratcliff-Obershelp, standard library); returns the parts of each."""
    left, right = _words(old), _words(new)
    old_parts, new_parts = [], []
    for step, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if step == "equal":
            old_parts.append(Part("same", "".join(left[i1:i2])))
            new_parts.append(Part("same", "".join(right[j1:j2])))
            continue
        if i2 > i1:
            old_parts.append(Part("removed", "".join(left[i1:i2])))
        if j2 > j1:
            new_parts.append(Part("added", "".join(right[j1:j2])))
    return tuple(old_parts), tuple(new_parts)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _identity(clause: Clause) -> str:
    return clause.kind if clause.kind != "other" else f"other: {clause.heading}"


def _shown(version: ContractVersion, name: str) -> str:
    if name == "legal_basis":
        return str(version.get_legal_basis_display())
    if name == "effective_from":
        return date_format(version.effective_from, "SHORT_DATE_FORMAT") if version.effective_from else ""
    return str(getattr(version, name))


def _field_words(field: AgreedField | None) -> str:
    if field is None:
        return ""
    competence = str(field.get_competence_display())
    owner = competence if field.competence == Competence.JOINT else f"{competence}: {field.get_stays_with_display()}"
    return f"{field.description} ({owner})".strip()
