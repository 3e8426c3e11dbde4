"""Choosing fields of action: proposals, how each side rates them, and the choice both consent to."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models import Body
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models import ReleaseTable
from bildungsnetz.networks.models import Clause, ConsentSubject, FieldOfAction, Network, Side
from bildungsnetz.partners.models import Institution

SCALE = (1, 4)


class ProposalState(models.TextChoices):
    """What has become of a proposal."""

    OPEN = "OPEN", pgettext_lazy("proposal", "proposed")
    CHOSEN = "CHOSEN", pgettext_lazy("proposal", "chosen")
    NOT_CHOSEN = "NOT_CHOSEN", pgettext_lazy("proposal", "not chosen")


@personal_data(
    personal=["created_by"],
    impersonal=["title", "need", "evidence", "competence_note", "state"],
    purpose="Names who entered a proposal.",
    deleted_when="The tie to the person with the account.",
)
class Proposal(models.Model):
    """A field of action somebody proposes, with need, evidence and what gives the network the competence."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("field of action"), max_length=80)
    need = models.TextField(_("need"))
    evidence = models.TextField(_("evidence"), blank=True)
    figures = models.ForeignKey(
        ReleaseTable, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals",
        verbose_name=_("released figures"),
    )  # fmt: skip
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals",
        verbose_name=_("clause that gives the competence"),
    )  # fmt: skip
    competence_note = models.TextField(_("competence"), blank=True)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("proposed by body"),
    )
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals",
        verbose_name=_("proposed by partner"),
    )  # fmt: skip
    follows = models.ForeignKey(
        FieldOfAction, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals",
        verbose_name=_("takes the place of"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("proposal for a field of action")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the proposal."""
        return reverse("strategy:proposal", args=[self.network.slug, self.pk])


def _on_the_scale(name: str) -> Q:
    return Q(**{f"{name}__range": SCALE})


@personal_data(
    personal=["rated_by"],
    impersonal=["side", "reason"],
    purpose="Names who entered the rating of a side.",
    deleted_when="The tie to the person with the account.",
)
class Rating(models.Model):
    """How one side rates a proposal; the other side sees it only when both have laid theirs open.

    ``need``, ``influence``, ``feasibility``: 1 (small) to 4 (very large).
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="ratings")
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    need = models.PositiveSmallIntegerField(_("need"))
    influence = models.PositiveSmallIntegerField(_("what we can change together"))
    feasibility = models.PositiveSmallIntegerField(_("what we can manage with our means"))
    reason = models.TextField(_("reasons"))
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    rated_at = models.DateTimeField(_("rated at"))
    laid_open_at = models.DateTimeField(_("laid open at"), null=True, blank=True)

    class Meta:
        verbose_name = _("rating of a side")
        constraints = [
            models.UniqueConstraint(name="one_rating_per_side", fields=["proposal", "side"]),
            models.CheckConstraint(
                name="ratings_are_on_the_scale",
                condition=_on_the_scale("need") & _on_the_scale("influence") & _on_the_scale("feasibility"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.side}"

    @classmethod
    def words_of(cls, name: str) -> str:
        """Return the words of a criterion."""
        field: Any = cls._meta.get_field(name)
        return str(field.verbose_name)


@personal_data(
    personal=["created_by"],
    impersonal=["status", "content_hash", "state_hash", "municipal_hash", "title", "reasons"],
    purpose="Names who drafted a choice.",
    deleted_when="The tie to the person with the account.",
)
class FieldChoice(ConsentSubject):
    """The choice among proposals with a reason for each, also for what is not chosen; agreed by both sides' consent."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="field_choices")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    reasons = models.TextField(_("what the choice rests on"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("choice of fields of action")
        constraints = [
            *ConsentSubject.Meta.constraints,
            models.UniqueConstraint(name="one_choice_of_a_number", fields=["network", "number"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page on which it is read and consented to."""
        return reverse("strategy:choice", args=[self.network.slug, self.number])

    def content(self) -> dict[str, Any]:
        """Return what both sides consent to: each proposal as it was worded, whether it is chosen, and why."""
        lines = self.lines.select_related("proposal").order_by("position")
        return {
            "network": self.network.slug,
            "number": self.number,
            "title": self.title,
            "reasons": self.reasons,
            "lines": [line.content() for line in lines],
        }


@personal_data(impersonal=["title", "reason"])
class ChoiceLine(models.Model):
    """One proposal within a choice: chosen or not, and why."""

    version = models.ForeignKey(FieldChoice, on_delete=models.CASCADE, related_name="lines")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("field of action"), max_length=80)
    is_chosen = models.BooleanField(_("chosen"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("line of a choice")
        constraints = [models.UniqueConstraint(name="one_line_per_proposal", fields=["version", "proposal"])]

    def __str__(self) -> str:
        return self.title

    def content(self) -> list[Any]:
        """Return the line as it enters the check sum."""
        return [self.proposal_id, self.title, self.is_chosen, self.reason]
