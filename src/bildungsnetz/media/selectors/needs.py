"""What released concepts come to: needs, training and support of a school body, the region, who can help whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from bildungsnetz.media.frames import Frame
from bildungsnetz.media.models import (
    Concept,
    Direction,
    Equipment,
    Exchange,
    GridEntry,
    Holding,
    Purpose,
    RollUp,
    RollUpRow,
    RollUpState,
    Support,
    Training,
)
from bildungsnetz.media.selectors.concepts import released_for
from bildungsnetz.networks.models import Network

# Figures of the region are shown only if this many schools are behind them.
MIN_SCHOOLS = 5


@dataclass(frozen=True)
class Need:
    """A line of the needs list; ``cost`` in euros over what has one, ``without_cost`` counts what has none."""

    category: str
    year: int
    funding: str
    quantity: int
    cost: int
    without_cost: int
    schools: int


def released_concepts(network: Network, *, year: int, purpose: Purpose, body_key: str = "") -> QuerySet[Concept]:
    """Return the concepts of a school year that are released for a purpose, by school."""
    found = Concept.objects.filter(released_for(purpose), network=network, year=year)
    if body_key:
        found = found.filter(body_key=body_key)
    return found.select_related("network", "school__institution").order_by("school__institution__sort_name", "pk")


def needs_of(concepts: QuerySet[Concept]) -> list[Need]:
    """Add up what these concepts need, by category, year and funding; one query."""
    found = (
        Equipment.objects.filter(concept__in=concepts.order_by(), holding=Holding.NEED)
        .values("category", "year", "funding")
        .annotate(
            amount=Sum("quantity"), money=Sum("cost"), open=Count("pk", filter=Q(cost=None)),
            schools=Count("concept", distinct=True),
        )
        .order_by("year", "category", "funding")
    )  # fmt: skip
    return [
        Need(
            row["category"],
            row["year"] or 0,
            row["funding"],
            row["amount"],
            row["money"] or 0,
            row["open"],
            row["schools"],
        )
        for row in found
    ]


def needs_by_school(concepts: QuerySet[Concept]) -> QuerySet[Equipment]:
    """Return every need with its school, by school."""
    found = Equipment.objects.filter(concept__in=concepts.order_by(), holding=Holding.NEED)
    return found.select_related("concept__school__institution").order_by(
        "concept__school__institution__sort_name", "year", "category", "label", "pk"
    )


def training_of(concepts: QuerySet[Concept]) -> list[tuple[str, int, int, int]]:
    """Return topic, school year, people and schools of the training wanted; one query."""
    found = (
        Training.objects.filter(concept__in=concepts.order_by())
        .values("topic", "year")
        .annotate(number=Sum("people"), schools=Count("concept", distinct=True))
        .order_by("topic", "year")
    )
    return [(row["topic"], row["year"], row["number"] or 0, row["schools"]) for row in found]


def support_of(concepts: QuerySet[Concept]) -> list[tuple[int, Decimal, Decimal, int]]:
    """Return level, hours per week there are, hours needed and schools; one query."""
    found = (
        Support.objects.filter(concept__in=concepts.order_by())
        .values("level")
        .annotate(there=Sum("hours"), wanted=Sum("needed"), schools=Count("concept", distinct=True))
        .order_by("level")
    )
    none = Decimal(0)
    return [(row["level"], row["there"] or none, row["wanted"] or none, row["schools"]) for row in found]


@dataclass(frozen=True)
class Weakness:
    """How many of the schools teach a competence for sure, as a third: RARELY, PARTLY or MOSTLY."""

    number: str
    title: str
    third: str


def coverage_counts(concepts: QuerySet[Concept]) -> dict[str, int]:
    """Count, by competence, the concepts with a compulsory unit; one query."""
    found = (
        GridEntry.objects.filter(concept__in=concepts.order_by(), binding="COMPULSORY")
        .values("competence")
        .annotate(schools=Count("concept", distinct=True))
    )
    return {row["competence"]: row["schools"] for row in found}


def thirds(counts: dict[str, int], *, schools: int, frame: Frame) -> list[Weakness]:
    """Put each competence into a third; nothing below five schools, and never a number.

    All and none fall into the outer thirds like their neighbours, so that no single school can be told from them.
    """
    if schools < MIN_SCHOOLS:
        return []
    return [
        Weakness(number, one.title, _third(counts.get(number, 0), schools)) for number, one in frame.by_number.items()
    ]


def _third(count: int, schools: int) -> str:
    return "RARELY" if count * 3 < schools else "MOSTLY" if count * 3 > schools * 2 else "PARTLY"


@dataclass(frozen=True)
class Match:
    """For one competence: who looks for something, and who offers something."""

    number: str
    title: str
    needs: Sequence[Exchange]
    offers: Sequence[Exchange]


def matches(network: Network, *, frame: Frame) -> list[Match]:
    """Bring shared wishes and offers together, by competence; the newest concept of a school counts; one query."""
    found = Exchange.objects.filter(concept__network=network, is_shared=True).select_related(
        "concept__school__institution"
    )
    rows = _newest(found.order_by("competence", "concept__school__institution__sort_name", "-concept__year", "pk"))
    by_number: dict[str, list[Exchange]] = defaultdict(list)
    for row in rows:
        by_number[row.competence].append(row)
    return [
        Match(
            number, one.title,
            [row for row in by_number[number] if row.direction == Direction.NEED],
            [row for row in by_number[number] if row.direction == Direction.OFFER],
        )
        for number, one in frame.by_number.items()
        if number in by_number
    ]  # fmt: skip


def _newest(rows: Iterable[Exchange]) -> list[Exchange]:
    held = list(rows)
    newest: dict[int, int] = {}
    for row in held:
        newest[row.concept.school_id] = max(newest.get(row.concept.school_id, 0), row.concept.year)
    return [row for row in held if row.concept.year == newest[row.concept.school_id]]


def bodies_with_releases(network: Network, *, year: int) -> dict[str, int]:
    """Count the concepts released to each school body; one query."""
    found = released_concepts(network, year=year, purpose=Purpose.BODY).order_by()
    return dict(found.values_list("body_key").annotate(schools=Count("pk")))


def newest_roll_up(network: Network | None, *, year: int) -> RollUp | None:
    """Return the last putting together of a school year."""
    return RollUp.objects.filter(network=network, year=year).order_by("-asked_at", "-pk").first()


def finished_roll_up(network: Network | None, *, year: int) -> RollUp | None:
    """Return the last one that came to its end."""
    found = RollUp.objects.filter(network=network, year=year, state=RollUpState.DONE)
    return found.order_by("-asked_at", "-pk").first()


def sums_of(roll_up: RollUp, *, kind: str) -> list[RollUpRow]:
    """Return the sums of a kind over all school bodies that rest on five schools or more, by name; one query."""
    found = (
        roll_up.rows.filter(kind=kind)
        .values("category", "year", "funding")
        .annotate(amount=Sum("quantity"), money=Sum("cost"), number=Sum("schools"), open=Sum("without_cost"))
        .filter(number__gte=MIN_SCHOOLS)
        .order_by("year", "category", "funding")
    )
    return [
        RollUpRow(
            roll_up=roll_up, kind=kind, category=row["category"], year=row["year"], funding=row["funding"],
            quantity=row["amount"], cost=row["money"], schools=row["number"], without_cost=row["open"],
        )
        for row in found
    ]  # fmt: skip


def waiting_roll_ups() -> QuerySet[RollUp]:
    """Return what is under way, oldest first."""
    return RollUp.objects.filter(state__in=[RollUpState.QUEUED, RollUpState.RUNNING]).order_by(F("asked_at"), "pk")
