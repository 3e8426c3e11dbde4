"""Decisions: a wording both sides consent to, or the votes of a body that counts."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models.agenda import AgendaItem
from bildungsnetz.governance.models.body import RuleChoices
from bildungsnetz.governance.models.publishing import Publishable
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import CompetenceOwner, ConsentSubject, Network


class Outcome(models.TextChoices):
    """Result of a vote."""

    ADOPTED = "ADOPTED", pgettext_lazy("vote", "adopted")
    REJECTED = "REJECTED", pgettext_lazy("vote", "rejected")


class RecommendationAnswer(models.TextChoices):
    """What the steering group answers to a recommendation of the conference."""

    TAKEN_UP = "TAKEN_UP", _("taken up")
    PARTLY = "PARTLY", _("taken up in part")
    NOT_TAKEN_UP = "NOT_TAKEN_UP", _("not taken up")
    LATER = "LATER", _("put off")


@personal_data(
    personal=["cleared_by"],
    impersonal=[
        "status", "content_hash", "state_hash", "municipal_hash", "title", "text", "stays_with", "rule", "outcome",
        "answer", "answer_text",
    ],
    purpose="Names who cleared a decision for the Land's side.",
    deleted_when="The tie to the person with the account; the moment stays as evidence.",
)  # fmt: skip
class Decision(ConsentSubject, Publishable):
    """What a body decided under an item, in its wording.

    By consensus it is a subject of consent: agreed only with both sides' consent to the same text. By majority it is
    put up and then carries the votes and their outcome; it never becomes "agreed", since one side cannot outvote the
    other. ``stays_with`` says beforehand who stays in charge if it is not agreed.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("wording"))
    stays_with = models.CharField(_("in charge if not agreed"), max_length=12, choices=CompetenceOwner.choices)
    rule = models.CharField(_("decides by"), max_length=10, choices=RuleChoices.choices)
    votes_yes = models.PositiveSmallIntegerField(_("yes"), null=True, blank=True)
    votes_no = models.PositiveSmallIntegerField(_("no"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    outcome = models.CharField(_("result"), max_length=8, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_recommendation = models.BooleanField(_("recommendation"), default=False)
    answer = models.CharField(_("answer"), max_length=12, choices=RecommendationAnswer.choices, blank=True)
    answer_text = models.TextField(_("reasons"), blank=True)
    answered_in = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        verbose_name = pgettext_lazy("body", "decision")
        constraints = [
            *ConsentSubject.Meta.constraints,
            *Publishable.Meta.constraints,
            models.UniqueConstraint(name="one_decision_of_a_number", fields=["network", "year", "number"]),
            models.CheckConstraint(
                name="decision_says_who_stays_in_charge",
                condition=~Q(stays_with=""),
                violation_error_message=_("Say who stays in charge if the sides do not agree."),
            ),
            models.CheckConstraint(
                name="votes_go_with_an_outcome",
                condition=Q(outcome="", votes_yes=None, votes_no=None, votes_abstained=None)
                | (
                    ~Q(outcome="")
                    & ~Q(rule="CONSENSUS")
                    & Q(votes_yes__isnull=False, votes_no__isnull=False, votes_abstained__isnull=False)
                ),
                violation_error_message=_("Where both sides must agree, nothing is counted."),
            ),
            models.CheckConstraint(
                name="only_recommendations_are_answered", condition=Q(answer="") | Q(is_recommendation=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number:02d} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the place in the agenda where it was decided."""
        return f"{self.item.get_absolute_url()}#beschluss-{self.pk}"

    def get_register_url(self) -> str:
        """Return the page of the register."""
        return reverse("governance:decision", args=[self.network.slug, self.year, self.number])

    @property
    def signature(self) -> str:
        """Year and number as people cite them."""
        return f"{self.year}/{self.number:02d}"

    def content(self) -> dict[str, Any]:
        """Return the text both sides consent to."""
        return {
            "signature": self.signature,
            "title": self.title,
            "text": self.text,
            "stays_with": self.stays_with,
            "item": self.item_id,
        }
