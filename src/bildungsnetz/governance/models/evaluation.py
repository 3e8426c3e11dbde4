"""Self-evaluation of the network: criteria, who is asked, and how often which answer was given; never by whom."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models.body import Body, Holder
from bildungsnetz.governance.models.meeting import Meeting
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


class SurveyState(models.TextChoices):
    """Where a survey stands."""

    PREPARED = "PREPARED", pgettext_lazy("survey", "being prepared")
    OPEN = "OPEN", pgettext_lazy("survey", "running")
    CLOSED = "CLOSED", pgettext_lazy("survey", "closed")


class Rating(models.IntegerChoices):
    """What can be said to a criterion; the number is what the mean is made of, 0 counts for nothing."""

    FULLY = 4, _("holds")
    MOSTLY = 3, _("mostly holds")
    HARDLY = 2, _("hardly holds")
    NOT = 1, _("does not hold")
    UNKNOWN = 0, _("cannot say")


@personal_data(impersonal=["state", "report"])
class Evaluation(models.Model):
    """The self-evaluation of one year: survey, session, short report; changes are its work orders."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="evaluations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=8, choices=SurveyState.choices, default=SurveyState.PREPARED)
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    session = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluations")
    report = models.TextField(_("short report"), blank=True)

    class Meta:
        verbose_name = _("self-evaluation")
        constraints = [
            models.UniqueConstraint(name="one_evaluation_a_year", fields=["network", "year"]),
            models.CheckConstraint(name="not_more_answers_than_asked", condition=Q(answered__lte=F("invited"))),
            models.CheckConstraint(
                name="running_survey_has_a_last_day", condition=Q(state="PREPARED") | Q(closes_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(_("Self-evaluation %(year)s") % {"year": self.year})

    def get_absolute_url(self) -> str:
        """Return the page of the evaluation."""
        return reverse("governance:evaluation", args=[self.network.slug, self.year])


@personal_data(impersonal=["text"])
class Criterion(models.Model):
    """A statement to be rated ("catchword: sentence"), and how often which rating was given.

    Only sums are kept: an answer leaves no row of its own, no moment and no order, so nobody can tell whose it was.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("criterion"), max_length=300)
    fully = models.PositiveIntegerField(default=0)
    mostly = models.PositiveIntegerField(default=0)
    hardly = models.PositiveIntegerField(default=0)
    not_at_all = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("criterion")
        constraints = [models.UniqueConstraint(name="one_criterion_a_place", fields=["evaluation", "position"])]

    def __str__(self) -> str:
        return self.text


class Asked(models.Model):
    """Somebody who was asked, and whether an answer came; deleted when the survey closes."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="asked")
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="+")
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="asked_once", fields=["evaluation", "holder"])]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.holder_id}"
