"""One version of the strategy as it is read: goals by step, measures with what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from bildungsnetz.strategy.models import (
    Aim,
    Goal,
    GoalKind,
    GoalLink,
    KeptText,
    Milestone,
    Plan,
    Responsibility,
    Serves,
    StrategyVersion,
)


@dataclass(frozen=True)
class ReadVersion:
    """Goals and measures of a version in reading order, with everything they show; eleven queries however many."""

    goals: Sequence[Goal]
    plans: Sequence[Plan]

    @property
    def by_kind(self) -> list[tuple[str, list[Goal]]]:
        """Goals under the words of their step, the long ones first."""
        return [(str(kind.label), [goal for goal in self.goals if goal.kind == kind]) for kind in GoalKind]


def read_version(version: StrategyVersion) -> ReadVersion:
    """Read a version's goals and measures."""
    return ReadVersion(list(goals_of(version)), list(plans_of(version)))


def goals_of(version: StrategyVersion) -> QuerySet[Goal]:
    """Return the goals by number with links, measures, aims and institutions."""
    responsible = Responsibility.objects.select_related("institution").order_by("institution__sort_name", "pk")
    upper = GoalLink.objects.select_related("upper__version__network").order_by("upper__number")
    lower = GoalLink.objects.select_related("lower__version__network").order_by("lower__number")
    serving = Serves.objects.select_related("plan__measure__network").order_by("plan__measure__number")
    found = version.goals.select_related("version__network__region", "field__network", "clause__version")
    return found.prefetch_related(
        Prefetch("responsibilities", responsible),
        Prefetch("upper_links", upper),
        Prefetch("lower_links", lower),
        Prefetch("served_by", serving),
        Prefetch("aims", Aim.objects.select_related("indicator").order_by("indicator__code")),
    ).order_by("number")


def plans_of(version: StrategyVersion) -> QuerySet[Plan]:
    """Return what a version plans about measures, by number."""
    responsible = Responsibility.objects.select_related("institution").order_by("institution__sort_name", "pk")
    serving = Serves.objects.select_related("goal__version__network", "goal__field").order_by("goal__number")
    found = version.plans.select_related("version__network__region", "measure__network")
    return found.prefetch_related(
        Prefetch("responsibilities", responsible),
        Prefetch("serving", serving),
        Prefetch("milestones", Milestone.objects.order_by("due_on", "number")),
        Prefetch("aims", Aim.objects.select_related("indicator").order_by("indicator__code")),
    ).order_by("measure__number")


def kept_texts(version: StrategyVersion) -> QuerySet[KeptText]:
    """Return texts that met newer ones and wait for somebody to settle them."""
    return KeptText.objects.filter(version=version).select_related("written_by").order_by("-written_at", "-pk")
