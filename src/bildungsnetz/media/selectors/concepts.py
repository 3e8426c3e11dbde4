"""Which concepts a person may see, and what stands in one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.media.coverage import Covered, standing
from bildungsnetz.media.models import (
    Concept,
    ConceptText,
    Direction,
    Exchange,
    GridEntry,
    MediaTask,
    Purpose,
    SchoolConsent,
    SetAside,
)
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import Person, belongs_to
from bildungsnetz.networks.selectors.people import running_on
from bildungsnetz.partners.models import School


def tasks_of(person: Person, *, network: Network, on: date) -> QuerySet[MediaTask]:
    """Return a person's running tasks in a network; none without a role or mandate there."""
    if not person.is_authenticated or not belongs_to(person, network=network, on=on):
        return MediaTask.objects.none()
    found = MediaTask.objects.filter(running_on(on), network=network, person=person)
    return found.select_related("school__institution").order_by("school__institution__sort_name", "body_key", "pk")


def all_tasks(network: Network, *, on: date) -> QuerySet[MediaTask]:
    """Return all running tasks of a network: schools by name, then school bodies."""
    found = MediaTask.objects.filter(running_on(on), network=network).select_related("person", "school__institution")
    return found.order_by("body_key", "school__institution__sort_name", "person__full_name", "pk")


def released_for(purpose: Purpose) -> Q:
    """Return the condition that a concept is released for a purpose now."""
    return Q(pk__in=SchoolConsent.objects.filter(purpose=purpose, withdrawn_at=None).values("concept"))


def concepts_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[Concept]:
    """Return those of one's own schools, and those released to the school bodies one reads for."""
    tasks = list(tasks_of(person, network=network, on=on))
    schools = [task.school_id for task in tasks if task.school_id]
    bodies = [task.body_key for task in tasks if task.body_key]
    seen = Q(school__in=schools) | (Q(body_key__in=bodies) & released_for(Purpose.BODY))
    return _complete(Concept.objects.filter(seen, network=network))


def concepts_to_write(person: Person, *, network: Network, on: date) -> QuerySet[Concept]:
    """Return the concepts of one's own schools."""
    schools = [task.school_id for task in tasks_of(person, network=network, on=on) if task.school_id]
    return _complete(Concept.objects.filter(network=network, school__in=schools))


def public_concepts(network: Network) -> QuerySet[Concept]:
    """Return the concepts whose summary is public, the newest of each school first."""
    return _complete(Concept.objects.filter(released_for(Purpose.PUBLIC), network=network))


def earlier_concept(concept: Concept) -> Concept | None:
    """Return the concept of the school before this one."""
    return _complete(Concept.objects.filter(school=concept.school, year__lt=concept.year)).order_by("-year").first()


def newest_concept(school: School) -> Concept | None:
    """Return a school's newest concept."""
    return _complete(Concept.objects.filter(school=school)).order_by("-year").first()


def texts_of(concept: Concept) -> dict[str, ConceptText]:
    """Return the texts of a concept by chapter."""
    return {text.chapter: text for text in concept.texts.select_related("changed_by")}


def consents_of(concept: Concept) -> dict[str, SchoolConsent]:
    """Return the running consents by purpose."""
    return {one.purpose: one for one in concept.consents.filter(withdrawn_at=None).select_related("given_by")}


def waiting_words(concept: Concept) -> QuerySet[SetAside]:
    """Return words that met newer ones and wait for a choice, oldest first."""
    found = concept.set_aside.filter(why=SetAside.Why.MET).select_related("written_by")
    return found.order_by("written_at", "pk")


def others_here(concept: Concept, *, than: User, since_revision: int = 0) -> list[str]:
    """Return the names of others who have written on this concept, by name."""
    del since_revision
    names = concept.entries.exclude(changed_by=than).exclude(changed_by=None)
    return sorted(set(names.values_list("changed_by__full_name", flat=True)))


@dataclass(frozen=True)
class Line:
    """One line of the grid: a competence, its cells by grade, and how it stands."""

    number: str
    title: str
    cells: Sequence[tuple[int, Sequence[GridEntry]]]
    covered: Covered


@dataclass(frozen=True)
class Block:
    """An area of the grid with its lines."""

    number: int
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Grid:
    """The whole grid; ``unknown``: units whose competence or grade the grid does not show."""

    blocks: Sequence[Block]
    entries: Sequence[GridEntry]
    standing: Sequence[Covered]
    unknown: Sequence[GridEntry]


def grid_of(concept: Concept) -> Grid:
    """Return the grid of a concept; one query however many units."""
    entries = list(concept.entries.select_related("subject").order_by("grade", "subject__code", "unit", "pk"))
    cells: dict[tuple[str, int], list[GridEntry]] = defaultdict(list)
    for entry in entries:
        cells[entry.competence, entry.grade].append(entry)
    covered = {one.number: one for one in standing(entries, frame=concept.frame, grades=concept.grades)}
    blocks = [
        Block(
            area.number,
            area.title,
            [
                Line(
                    one.number,
                    one.title,
                    [(grade, cells.get((one.number, grade), [])) for grade in concept.grades],
                    covered[one.number],
                )
                for one in area.competences
            ],
        )
        for area in concept.frame.areas
    ]
    unknown = [one for one in entries if one.competence not in covered or one.grade not in concept.grades]
    return Grid(blocks, entries, list(covered.values()), unknown)


def offers_for(network: Network, *, numbers: Sequence[str], than: School) -> dict[str, int]:
    """Count, by competence, the other schools of the network that share an offer."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Exchange.objects.filter(
        concept__network=network, competence__in=numbers, direction=Direction.OFFER, is_shared=True
    ).exclude(concept__school=than)
    for number, school in rows.values_list("competence", "concept__school"):
        found[number].add(school)
    return {number: len(schools) for number, schools in found.items()}


def _complete(found: QuerySet[Concept]) -> QuerySet[Concept]:
    return found.select_related("network__region", "school__institution").order_by(
        "school__institution__sort_name", "school__school_number", "-year"
    )
