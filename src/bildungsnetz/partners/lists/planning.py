"""What taking a list over would do: which row is which partner, what is new, what changes, what looks alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bildungsnetz.intake.importers import Addition, Change, Plan
from bildungsnetz.intake.reading import Finding, Level
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.likeness import Entry, Reason, pairs_alike
from bildungsnetz.partners.lists.columns import Layout
from bildungsnetz.partners.lists.rows import Listed


@dataclass(frozen=True)
class KnownPerson:
    """A contact person of a known partner; ``key`` is the primary key of the person."""

    key: int
    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class KnownPartner:
    """A partner as it is stored; ``merged_into`` names the entry that has absorbed it."""

    key: int
    values: Mapping[str, str]
    kinds: frozenset[str] = frozenset()
    persons: Sequence[KnownPerson] = ()
    merged_into: int | None = None
    ended_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True)
class PersonStep:
    """A contact person to enter (``key`` None) or to complete."""

    values: Mapping[str, str]
    key: int | None = None


@dataclass(frozen=True)
class Step:
    """One institution to enter (``key`` None) or to change, with its kinds and persons; ``values`` are the new ones."""

    key: int | None
    values: Mapping[str, str]
    kinds: tuple[str, ...] = ()
    persons: Sequence[PersonStep] = ()


@dataclass
class _Group:
    """All rows about one institution; the first one to say something of a field is heard."""

    first: Listed
    known: KnownPartner | None
    values: dict[str, str]
    kinds: set[str] = field(default_factory=set)
    persons: dict[str, dict[str, str]] = field(default_factory=dict)


def plan_list(rows: Sequence[Listed], known: Iterable[KnownPartner], layout: Layout, *, reference_date: date) -> Plan:
    """Compare the rows of a list with the known partners; the same rows a second time change nothing.

    A row belongs to a partner by its number (``id``), else by name and town; an entry that was merged leads to the one
    it became part of. Where a known entry was confirmed after ``reference_date``, it stays as it is.
    """
    planner = _Planner(known, layout, reference_date)
    for row in rows:
        planner.hear(row)
    return planner.plan()


class _Planner:
    def __init__(self, known: Iterable[KnownPartner], layout: Layout, reference_date: date) -> None:
        self._known = {one.key: one for one in known}
        self._layout, self._day = layout, reference_date
        self._by_name: dict[str, list[KnownPartner]] = defaultdict(list)
        for one in self._known.values():
            self._by_name[plain(one.values.get("name", ""))].append(one)
        self._groups: dict[object, _Group] = {}
        self._findings: list[Finding] = []

    def hear(self, row: Listed) -> None:
        """Add a row to the group of its institution."""
        known = self._partner_of(row)
        place = row.values.get("town") or plain(row.values.get("place", ""))
        mark: object = known.key if known else (plain(row.values["name"]), place)
        group = self._groups.setdefault(mark, _Group(row, known, dict(row.values)))
        for name, value in row.values.items():
            if group.values.setdefault(name, value) != value and name != "name":
                self._say(Level.CHECK, "partner_row_differs", row, value, first=str(group.first.line), field=name)
        group.kinds |= set(row.further_kinds)
        if row.person:
            person = group.persons.setdefault(plain(row.person["name"]), {})
            for name, value in row.person.items():
                person.setdefault(name, value)

    def plan(self) -> Plan:
        """Return what applying would do."""
        alike = self._alike()
        added: list[Addition] = []
        changes: list[Change] = []
        steps: list[Step] = []
        unchanged = 0
        for group in self._groups.values():
            if group.known is None:
                if self._stays_out(group, alike):
                    continue
                steps.append(self._entered(group))
                added.append(Addition("", _label(group), group.first.line))
                continue
            step, differences = self._changed(group, group.known)
            if differences:
                steps.append(step)
                changes += differences
            else:
                unchanged += 1
        return Plan(added=added, changes=changes, unchanged=unchanged, findings=self._findings, payload=steps)

    def _partner_of(self, row: Listed) -> KnownPartner | None:
        if row.key is not None:
            if found := self._known.get(row.key):
                return self._kept(found)
            self._say(Level.CHECK, "partner_id_unknown", row, str(row.key))
        town, place = row.values.get("town", ""), plain(row.values.get("place", ""))
        fitting = {
            kept.key: kept
            for one in self._by_name.get(plain(row.values["name"]), [])
            if _same_town(one, town, place) and (kept := self._kept(one))
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _kept(self, one: KnownPartner) -> KnownPartner:
        while one.merged_into is not None and one.merged_into in self._known:
            one = self._known[one.merged_into]
        return one

    def _alike(self) -> dict[int, tuple[int, tuple[Reason, ...]]]:
        """Return for each new row (by line) what it looks like: a known partner's key or another row's line, minus."""
        entries = [_entry(one.key, one.values) for one in self._known.values() if one.merged_into is None]
        new = [group for group in self._groups.values() if group.known is None]
        entries += [_entry(-group.first.line, group.values) for group in new]
        found: dict[int, tuple[int, tuple[Reason, ...]]] = {}
        for pair in pairs_alike(entries):
            # Rows have negative keys, so the smaller one is a row if either is.
            if pair.first < 0:
                rows = [-key for key in (pair.first, pair.second) if key < 0]
                other = pair.second if len(rows) == 1 else -min(rows)
                found.setdefault(max(rows), (other, pair.reasons))
        return found

    def _stays_out(self, group: _Group, alike: Mapping[int, tuple[int, tuple[Reason, ...]]]) -> bool:
        """Say whether a new row waits for a person because it looks like something known; note what it looks like."""
        if group.first.line not in alike:
            return False
        other, reasons = alike[group.first.line]
        told = "|".join(reasons)
        if other < 0:
            self._say(Level.CHECK, "partner_like_row", group.first, str(-other), reasons=told)
            return False
        name = self._known[other].values.get("name", "")
        code = "partner_like_known" if self._layout.enter_alike else "partner_like_left_out"
        self._say(Level.CHECK, code, group.first, name, reasons=told)
        return not self._layout.enter_alike

    def _entered(self, group: _Group) -> Step:
        values = {**{name: told for name, told in self._layout.defaults.items() if told}, **group.values}
        kinds = tuple(sorted(group.kinds - {values.get("kind", "")}))
        return Step(None, values, kinds, [PersonStep(dict(person)) for person in group.persons.values()])

    def _changed(self, group: _Group, known: KnownPartner) -> tuple[Step, list[Change]]:
        if known.ended_on is not None:
            self._say(Level.CHECK, "partner_ended", group.first, known.ended_on.isoformat())
            return Step(known.key, {}), []
        told = {name: value for name, value in group.values.items() if self._differs(name, value, known)}
        if told and known.confirmed_on is not None and known.confirmed_on > self._day:
            self._say(Level.NOTE, "partner_entry_newer", group.first, known.confirmed_on.isoformat())
            told = {}
        label, line = known.values.get("name", ""), group.first.line

        def change(name: str, before: str, after: str) -> Change:
            return Change(str(known.key), label, line, name, before, after)

        changes = [change(name, known.values.get(name, ""), value) for name, value in told.items()]
        kinds = tuple(sorted(group.kinds - known.kinds))
        changes += [change("further_kinds", "", kind) for kind in kinds]
        persons = []
        for spelt, person in group.persons.items():
            step, before = _person_step(person, next((one for one in known.persons if plain(one.name) == spelt), None))
            if step:
                persons.append(step)
                changes.append(change("person", before, ", ".join(filter(None, step.values.values()))))
        return Step(known.key, told, kinds, persons), changes

    @staticmethod
    def _differs(name: str, value: str, known: KnownPartner) -> bool:
        if name == "kind" and value in known.kinds:
            return False
        if name == "name":
            return False
        return known.values.get(name, "") != value

    def _say(self, level: Level, code: str, row: Listed, found: str, **params: str) -> None:
        said = {"label": row.values["name"], **params}
        self._findings.append(Finding(level, code, row.line, found=found, params=said, raw=row.raw))


def _person_step(person: Mapping[str, str], known: KnownPerson | None) -> tuple[PersonStep | None, str]:
    if known is None:
        return PersonStep(dict(person)), ""
    stored = {"email": known.email, "phone": known.phone}
    told = {name: person[name] for name in stored if name in person and person[name] != stored[name]}
    if not told:
        return None, ""
    return PersonStep({"name": known.name, **told}, known.key), ", ".join(filter(None, (known.name, *stored.values())))


def _same_town(known: KnownPartner, town: str, place: str) -> bool:
    """Say whether town, or else place, do not contradict each other; what is not said contradicts nothing."""
    if town and known.values.get("town"):
        return town == known.values["town"]
    stored = plain(known.values.get("place", ""))
    return not (place and stored) or place == stored


def _entry(key: int, values: Mapping[str, str]) -> Entry:
    told = (values.get(name, "") for name in ("name", "town", "email", "phone", "web"))
    return Entry(key, *told)


def _label(group: _Group) -> str:
    place = group.values.get("place", "")
    persons = "; ".join(person["name"] for person in group.persons.values())
    return " · ".join(filter(None, (group.values["name"], place, persons)))
