"""With what and by what a strategy is carried and judged: institutions, shares of posts, indicators with their aims."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models import Indicator
from bildungsnetz.networks.models import Post
from bildungsnetz.partners.models import Institution
from bildungsnetz.strategy.models.measure import Plan
from bildungsnetz.strategy.models.version import Goal, StrategyVersion


def goal_or_plan(name: str) -> models.CheckConstraint:
    """Demand that a row is about a goal or about a measure, never both."""
    return models.CheckConstraint(
        name=name, condition=Q(goal__isnull=True, plan__isnull=False) | Q(goal__isnull=False, plan__isnull=True)
    )


def _about(row: Any) -> list[Any]:
    return ["goal", row.goal.number] if row.goal else ["measure", row.plan.measure.number]


@personal_data()
class Responsibility(models.Model):
    """An institution that answers for a goal or carries a measure."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="responsibilities")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibilities")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibilities")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="responsibilities")

    class Meta:
        verbose_name = _("responsible institution")
        constraints = [
            goal_or_plan("responsible_for_a_goal_or_a_measure"),
            models.UniqueConstraint(name="one_responsibility_per_goal", fields=["goal", "institution"]),
            models.UniqueConstraint(name="one_responsibility_per_plan", fields=["plan", "institution"]),
        ]

    def __str__(self) -> str:
        return f"{self.institution}"

    def content(self) -> list[Any]:
        """Return the responsibility as it enters the check sum."""
        return [*_about(self), self.institution_id]


@personal_data()
class PostShare(models.Model):
    """Which share of a post the contract promises works on a measure, in full posts."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="post_shares")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="post_shares")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="shares", verbose_name=_("post"))
    fte = models.DecimalField(
        _("share, full posts"), max_digits=4, decimal_places=2, validators=[MinValueValidator(0.01)]
    )

    class Meta:
        verbose_name = _("share of a post")
        constraints = [
            models.UniqueConstraint(name="one_share_per_post", fields=["plan", "post"]),
            models.CheckConstraint(name="share_is_something", condition=Q(fte__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.fte}"

    def content(self) -> list[Any]:
        """Return the share as it enters the check sum."""
        return [self.plan.measure.number, self.post_id, f"{self.fte:.2f}"]


class AimKind(models.TextChoices):
    """Whose figure it is; the two are never added up or booked on each other."""

    POPULATION = "POPULATION", pgettext_lazy("aim", "result in the population")
    PERFORMANCE = "PERFORMANCE", pgettext_lazy("aim", "performance of the measure")


@personal_data(impersonal=["kind", "baseline_period", "baseline_source", "target_period", "forecast_period"])
class Aim(models.Model):
    """An indicator by which a goal or a measure is judged, with baseline, target and forecast.

    Population result belongs to a goal, performance to a measure. Values are stored as the indicator's are (shares
    between 0 and 1). The forecast is what would come without what we do, declared before the data arrive.
    """

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="aims")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.CASCADE, related_name="aims")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="aims")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="aims", verbose_name=_("indicator"))
    kind = models.CharField(_("kind"), max_length=11, choices=AimKind.choices)
    baseline_value = models.DecimalField(_("baseline"), max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_period = models.CharField(_("baseline of"), max_length=9, blank=True)
    baseline_source = models.CharField(_("source of the baseline"), max_length=200, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    target_period = models.CharField(_("target for"), max_length=9, blank=True)
    forecast_value = models.DecimalField(_("forecast"), max_digits=14, decimal_places=4, null=True, blank=True)
    forecast_period = models.CharField(_("forecast for"), max_length=9, blank=True)
    forecast_declared_on = models.DateField(_("forecast declared on"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator with its aim")
        constraints = [
            models.CheckConstraint(
                name="population_of_goals_performance_of_measures",
                condition=Q(kind="POPULATION", goal__isnull=False, plan__isnull=True)
                | Q(kind="PERFORMANCE", goal__isnull=True, plan__isnull=False),
            ),
            models.UniqueConstraint(name="one_aim_per_goal", fields=["goal", "indicator"]),
            models.UniqueConstraint(name="one_aim_per_plan", fields=["plan", "indicator"]),
            *(
                models.CheckConstraint(
                    name=f"{name}_has_its_period",
                    condition=Q(**{f"{name}_value__isnull": True, f"{name}_period": ""})
                    | (Q(**{f"{name}_value__isnull": False}) & ~Q(**{f"{name}_period": ""})),
                )
                for name in ("baseline", "target", "forecast")
            ),
            models.CheckConstraint(
                name="forecast_has_its_day",
                condition=Q(forecast_value__isnull=True, forecast_declared_on__isnull=True)
                | Q(forecast_value__isnull=False, forecast_declared_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}"

    def content(self) -> list[Any]:
        """Return the aim as it enters the check sum."""
        return [
            *_about(self), self.indicator_id, self.kind,
            _number(self.baseline_value), self.baseline_period, self.baseline_source,
            _number(self.target_value), self.target_period,
            _number(self.forecast_value), self.forecast_period,
            self.forecast_declared_on.isoformat() if self.forecast_declared_on else None,
        ]  # fmt: skip


def _number(value: Any) -> str | None:
    # The same text before saving and after reading, on both databases.
    return None if value is None else f"{value:.4f}"
