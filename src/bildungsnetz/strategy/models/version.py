"""Versions of the joint strategy and the goals in them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Clause, ConsentSubject, FieldOfAction, Network, VersionStatus
from bildungsnetz.networks.models.dated import ends_after_it_begins


class GoalKind(models.TextChoices):
    """The three steps of goals: where to in the long run, halfway, and what exactly is done by when."""

    GUIDING = "GUIDING", _("guiding goal")
    INTERMEDIATE = "INTERMEDIATE", _("intermediate goal")
    ACTION = "ACTION", _("action goal")


@personal_data(
    personal=["created_by"],
    impersonal=["status", "content_hash", "state_hash", "municipal_hash", "title", "vision"],
    purpose="Names who drafted a version of the strategy.",
    deleted_when="The tie to the person with the account.",
)
class StrategyVersion(ConsentSubject):
    """One version of the joint strategy (§ 78a(3) SchulG NRW: implementation of the agreed fields of action).

    In force from ``effective_from``; ``until`` is the last day it plans for, ``ended_on`` the first day it no longer
    holds because another one followed or the contract ended.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="strategies")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=160)
    vision = models.TextField(_("vision"), blank=True)
    effective_from = models.DateField(_("to be in force from"), null=True, blank=True)
    until = models.DateField(_("planned until"), null=True, blank=True)
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="amended_by")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("version of the strategy")
        constraints = [
            *ConsentSubject.Meta.constraints,
            ends_after_it_begins("strategy_ends_after_it_begins", began="effective_from"),
            models.UniqueConstraint(name="one_strategy_of_a_number", fields=["network", "number"]),
            models.UniqueConstraint(
                name="one_strategy_in_force", fields=["network"], condition=Q(status=VersionStatus.IN_FORCE)
            ),
            models.CheckConstraint(
                name="binding_strategy_has_a_first_day",
                condition=Q(effective_from__isnull=False) | Q(status__in=["DRAFT", "NOT_AGREED"]),
                violation_error_message=_("Please say from which day the version shall be in force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page on which the version is read and edited."""
        return reverse("strategy:version", args=[self.network.slug, self.number])

    def content(self) -> dict[str, Any]:
        """Return the text both sides consent to: vision, goals, measures and all that is said about them."""
        return {
            "network": self.network.slug,
            "number": self.number,
            "title": self.title,
            "vision": self.vision,
            "effective_from": _iso(self.effective_from),
            "until": _iso(self.until),
            "goals": _written(self.goals.order_by("number")),
            "links": _written(self.goal_links.select_related("upper", "lower")),
            "plans": _written(self.plans.select_related("measure").order_by("measure__number")),
            "serves": _written(self.serving.select_related("plan__measure", "goal")),
            "responsible": _written(self.responsibilities.select_related("plan__measure", "goal", "institution")),
            "milestones": _written(self.milestones.select_related("plan__measure")),
            "waits": _written(self.dependencies.select_related("plan__measure", "waits_for__measure")),
            "shares": _written(self.post_shares.select_related("plan__measure", "post")),
            "aims": _written(self.aims.select_related("plan__measure", "goal", "indicator")),
        }


def _written(parts: Iterable[Any]) -> list[Any]:
    # In the order of what they say, not of their keys: a copy of a version has the same content.
    return sorted((part.content() for part in parts), key=str)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


@personal_data(impersonal=["kind", "title", "text", "target_group", "risks", "stop_when"])
class Goal(models.Model):
    """A goal in one version; ``number`` stays the same in all versions of a network.

    ``clause`` is where the contract gives the competence for it. ``revision`` grows with each saved text.
    """

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=GoalKind.choices)
    title = models.CharField(_("goal"), max_length=200)
    text = models.TextField(_("what exactly shall be reached"), blank=True)
    field = models.ForeignKey(
        FieldOfAction, on_delete=models.PROTECT, related_name="goals", verbose_name=_("field of action")
    )
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="goals",
        verbose_name=_("clause that gives the competence"),
    )  # fmt: skip
    due_on = models.DateField(_("to be reached by"), null=True, blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    risks = models.TextField(_("risks"), blank=True)
    stop_when = models.TextField(_("what would make us stop this"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("goal")
        constraints = [models.UniqueConstraint(name="one_goal_of_a_number", fields=["version", "number"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the goal in its version."""
        return reverse("strategy:goal", args=[self.version.network.slug, self.version.number, self.number])

    def content(self) -> dict[str, Any]:
        """Return the goal as it enters the check sum."""
        return {
            "number": self.number,
            "kind": self.kind,
            "title": self.title,
            "text": self.text,
            "field": self.field_id,
            "clause": self.clause_id,
            "due_on": _iso(self.due_on),
            "target_group": self.target_group,
            "risks": self.risks,
            "stop_when": self.stop_when,
        }


@personal_data()
class GoalLink(models.Model):
    """A lower goal that leads to an upper one; a goal may serve several."""

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="goal_links")
    upper = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="lower_links")
    lower = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="upper_links")

    class Meta:
        verbose_name = _("link between goals")
        constraints = [
            models.UniqueConstraint(name="one_link_between_two_goals", fields=["upper", "lower"]),
            models.CheckConstraint(name="no_goal_leads_to_itself", condition=~Q(upper=F("lower"))),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} → {self.upper_id}"

    def content(self) -> list[int]:
        """Return the link as it enters the check sum."""
        return [self.upper.number, self.lower.number]
