"""Measures: what a version plans about them, and what becomes of them from day to day."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models import Decision
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.models.dated import ends_after_it_begins
from bildungsnetz.strategy.models.version import Goal, StrategyVersion


class Outcome(models.TextChoices):
    """How a measure came out, said when it is closed."""

    WORKED = "WORKED", pgettext_lazy("measure", "reached what it was meant to")
    PARTLY = "PARTLY", pgettext_lazy("measure", "reached part of it")
    NOT_WORKED = "NOT_WORKED", pgettext_lazy("measure", "did not reach it")
    DROPPED = "DROPPED", pgettext_lazy("measure", "dropped")


@personal_data(
    personal=["closed_by"],
    impersonal=["outcome", "outcome_text", "learned", "source_text"],
    purpose="Names who closed a measure.",
    deleted_when="The tie to the person with the account; the day stays.",
)
class Measure(models.Model):
    """Something a network does; what it is stands in the plan of a version, here is what becomes of it.

    ``taken_from``: the measure it was modelled on, of an earlier year or of another network, with ``source_text``.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="measures")
    number = models.PositiveIntegerField(_("number"))
    taken_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    source_text = models.CharField(_("source"), max_length=300, blank=True)
    decisions = models.ManyToManyField(
        Decision, through="MeasureDecision", related_name="measures", verbose_name=_("decisions")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(_("what came out"), blank=True)
    learned = models.TextField(_("what we learned"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    shared_at = models.DateTimeField(_("open to other networks since"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        constraints = [
            models.UniqueConstraint(name="one_measure_of_a_number", fields=["network", "number"]),
            models.CheckConstraint(
                name="closed_measures_say_what_came_out",
                condition=Q(outcome="", closed_on=None) | (~Q(outcome="") & Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_closed_measures_are_shared", condition=Q(shared_at=None) | Q(closed_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the measure."""
        return reverse("strategy:measure", args=[self.network.slug, self.number])


@personal_data(impersonal=["title", "summary", "need", "target_group", "places", "funder", "risks", "stop_when"])
class Plan(models.Model):
    """What one version of the strategy says about a measure. ``costs_planned`` are material costs in euro."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="plans")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(_("measure"), max_length=160)
    summary = models.TextField(_("in words everybody understands"))
    need = models.TextField(_("why it is needed"), blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    places = models.CharField(_("schools and towns"), max_length=200, blank=True)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    costs_planned = models.DecimalField(
        _("material costs planned, euro"), max_digits=10, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    funder = models.CharField(_("paid by"), max_length=160, blank=True)
    risks = models.TextField(_("risks"), blank=True)
    stop_when = models.TextField(_("what would make us stop this"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("measure in a version")
        constraints = [
            models.UniqueConstraint(name="one_plan_per_measure", fields=["version", "measure"]),
            ends_after_it_begins("plan_ends_after_it_begins", began="begins_on", ended="ends_on"),
            models.CheckConstraint(name="planned_costs_are_not_negative", condition=Q(costs_planned__gte=0)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the measure."""
        return self.measure.get_absolute_url()

    def content(self) -> dict[str, Any]:
        """Return the plan as it enters the check sum."""
        return {
            "measure": self.measure.number,
            "title": self.title,
            "summary": self.summary,
            "need": self.need,
            "target_group": self.target_group,
            "places": self.places,
            "begins_on": self.begins_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "costs_planned": f"{self.costs_planned:.2f}",
            "funder": self.funder,
            "risks": self.risks,
            "stop_when": self.stop_when,
        }


@personal_data()
class Serves(models.Model):
    """A measure serves a goal; it may serve several, and a goal has several measures."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="serving")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="serving")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="served_by")

    class Meta:
        verbose_name = _("measure for a goal")
        constraints = [models.UniqueConstraint(name="one_service_per_goal", fields=["plan", "goal"])]

    def __str__(self) -> str:
        return f"{self.plan_id} → {self.goal_id}"

    def content(self) -> list[int]:
        """Return the link as it enters the check sum."""
        return [self.plan.measure.number, self.goal.number]


@personal_data(impersonal=["title"])
class Milestone(models.Model):
    """A dated result of a measure as agreed; ``number`` stays the same in all versions."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="milestones")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("milestone"), max_length=160)
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("milestone")
        constraints = [models.UniqueConstraint(name="one_milestone_of_a_number", fields=["plan", "number"])]

    def __str__(self) -> str:
        return self.title

    def content(self) -> list[Any]:
        """Return the milestone as it enters the check sum."""
        return [self.plan.measure.number, self.number, self.title, self.due_on.isoformat()]


@personal_data()
class Dependency(models.Model):
    """A measure waits for another one; circles are refused by the service."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="dependencies")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="waits")
    waits_for = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="awaited_by")

    class Meta:
        verbose_name = _("dependency")
        constraints = [
            models.UniqueConstraint(name="one_dependency_each", fields=["plan", "waits_for"]),
            models.CheckConstraint(name="nothing_waits_for_itself", condition=~Q(plan=F("waits_for"))),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} → {self.waits_for_id}"

    def content(self) -> list[int]:
        """Return the dependency as it enters the check sum."""
        return [self.plan.measure.number, self.waits_for.measure.number]


@personal_data()
class MeasureDecision(models.Model):
    """A decision that ordered a measure; it may come before or after the plan is agreed."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="decision_links")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measure_links")
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("decision on a measure")
        constraints = [models.UniqueConstraint(name="one_link_per_decision", fields=["measure", "decision"])]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.decision_id}"
