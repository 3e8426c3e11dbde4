"""What exactly differs between two versions of the strategy: the texts both sides consent to, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.networks.differences import Part, worded_difference
from bildungsnetz.networks.models import Clause, FieldOfAction, Post
from bildungsnetz.partners.models import Institution
from bildungsnetz.strategy.models import Aim, Goal, Plan, StrategyVersion
from bildungsnetz.strategy.selectors.offered import indicator_titles

FRAME = ("title", "vision", "effective_from", "until")
PARTS = {
    "links": gettext_lazy("Which goal leads to which"),
    "serves": gettext_lazy("Which measure serves which goal"),
    "responsible": gettext_lazy("Who is responsible"),
    "milestones": gettext_lazy("Milestones"),
    "waits": gettext_lazy("What waits for what"),
    "shares": gettext_lazy("Shares of posts"),
    "aims": gettext_lazy("Indicators and aims"),
}


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is, and the words before and after in parts."""

    what: str
    old: tuple[Part, ...]
    new: tuple[Part, ...]


def changes_between(before: StrategyVersion, after: StrategyVersion) -> list[Change]:
    """Return all that differs in what the sides consent to, in reading order; nothing else."""
    old, new = before.content(), after.content()
    names = _Names(before)
    changes = [_change(_field(StrategyVersion, name), old[name], new[name]) for name in FRAME]
    changes += _of_numbered(_("Goal"), Goal, "number", old["goals"], new["goals"], names)
    changes += _of_numbered(_("Measure"), Plan, "measure", old["plans"], new["plans"], names)
    for key, label in PARTS.items():
        left, right = ([names.row(key, row) for row in side[key]] for side in (old, new))
        gone, come = [row for row in left if row not in right], [row for row in right if row not in left]
        changes += [_change(str(label), row, "") for row in gone] + [_change(str(label), "", row) for row in come]
    return [change for change in changes if change is not None]


class _Names:
    """What keys in a text stand for, read once."""

    def __init__(self, version: StrategyVersion) -> None:
        network = version.network
        clauses = Clause.objects.filter(version__contract__network=network)
        self.of: dict[str, Mapping[int, str]] = {
            "field": dict(FieldOfAction.objects.filter(network=network).values_list("pk", "name")),
            "clause": {clause.pk: str(clause) for clause in clauses},
            "indicator": indicator_titles(network),
            "institution": {
                one.pk: str(one)
                for one in Institution.objects.filter(responsibilities__version__network=network).distinct()
            },
            "post": dict(Post.objects.filter(network=network).values_list("pk", "title")),
        }

    def value(self, name: str, value: Any) -> str:
        """Write a value of a goal or measure."""
        if value is None:
            return ""
        return self.of[name].get(value, str(value)) if name in self.of else str(value)

    def row(self, kind: str, row: Sequence[Any]) -> str:
        """Write a row in words: numbers stay numbers, keys become names."""
        cells = [str(cell) for cell in row if cell not in (None, "")]
        if kind == "responsible":
            cells = [*_about(row), self.value("institution", row[2])]
        elif kind == "shares":
            cells = [*_about(["measure", row[0]]), self.value("post", row[1]), str(row[2])]
        elif kind == "aims":
            kind_of = dict(Aim._meta.get_field("kind").flatchoices).get(row[3], row[3])
            rest = [str(cell) for cell in row[4:] if cell not in (None, "")]
            cells = [*_about(row), self.value("indicator", row[2]), str(kind_of), *rest]
        return " · ".join(cells)


def _about(row: Sequence[Any]) -> list[str]:
    word = _("Goal %(number)s") if row[0] == "goal" else _("Measure %(number)s")
    return [word % {"number": row[1]}]


def _field(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _change(what: str, old: Any, new: Any) -> Change | None:
    left, right = str(old or ""), str(new or "")
    return None if left == right else Change(what, *worded_difference(left, right))


def _of_numbered(
    word: str, model: Any, key: str, old: list[dict[str, Any]], new: list[dict[str, Any]], names: _Names
) -> list[Change | None]:
    left, right = {row[key]: row for row in old}, {row[key]: row for row in new}
    changes: list[Change | None] = []
    for number in sorted({**left, **right}):
        before, after = left.get(number), right.get(number)
        head = f"{word} {number}"
        if before is None or after is None:
            changes.append(_change(head, before and before["title"], after and after["title"]))
            continue
        for name in before:
            if name != key:
                what = f"{head} · {_field(model, name)}"
                changes.append(_change(what, names.value(name, before[name]), names.value(name, after[name])))
    return changes
