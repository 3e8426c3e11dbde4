"""What becomes of measures: status reports, milestones reached or late, money, and texts that met newer ones."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.strategy.models.measure import Measure
from bildungsnetz.strategy.models.version import StrategyVersion


class Standing(models.TextChoices):
    """How a measure stands when it is reported."""

    ON_TRACK = "ON_TRACK", pgettext_lazy("measure", "on track")
    DELAYED = "DELAYED", pgettext_lazy("measure", "delayed")
    BLOCKED = "BLOCKED", pgettext_lazy("measure", "cannot go on")


@personal_data(
    personal=["reported_by"],
    impersonal=["standing", "text", "next_step"],
    purpose="Says whom to ask about a status report.",
    deleted_when="The tie to the person with the account.",
)
class StatusReport(models.Model):
    """How a measure stands, said in two minutes."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="reports")
    standing = models.CharField(_("how does it stand?"), max_length=8, choices=Standing.choices)
    text = models.TextField(_("what has happened"))
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("status report")
        indexes = [models.Index(fields=["measure", "-reported_at"], name="reports_by_measure")]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.standing}"


@personal_data(impersonal=["note"])
class MilestoneProgress(models.Model):
    """Whether a milestone is reached, and when it is expected if later than agreed."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestone_progress")
    number = models.PositiveSmallIntegerField(_("milestone"))
    expected_on = models.DateField(_("now expected on"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("progress of a milestone")
        constraints = [models.UniqueConstraint(name="one_progress_per_milestone", fields=["measure", "number"])]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.number}"


class CostKind(models.TextChoices):
    """What has become of planned money."""

    COMMITTED = "COMMITTED", pgettext_lazy("costs", "committed")
    SPENT = "SPENT", pgettext_lazy("costs", "spent")


@personal_data(impersonal=["kind", "note"])
class Cost(models.Model):
    """Material costs of a measure committed or spent on a day, in euro."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(_("kind"), max_length=9, choices=CostKind.choices)
    amount = models.DecimalField(
        _("amount, euro"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0.01)]
    )
    on = models.DateField(_("day"))
    note = models.CharField(_("for what"), max_length=160)

    class Meta:
        verbose_name = _("material costs")
        constraints = [models.CheckConstraint(name="costs_are_something", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


@personal_data()
class Rhythm(models.Model):
    """After how many days without a report a measure counts as not reported; 90 unless the network says otherwise."""

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="rhythm")
    stale_after_days = models.PositiveSmallIntegerField(_("days until a report is missing"), default=90)

    class Meta:
        verbose_name = _("rhythm of reports")
        constraints = [
            models.CheckConstraint(
                name="stale_between_30_and_180_days",
                condition=Q(stale_after_days__range=(30, 180)),
                violation_error_message=_("Please choose 30 to 180 days."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.stale_after_days}"


@personal_data(
    personal=["written_by"],
    impersonal=["part", "texts"],
    purpose="Keeps what somebody wrote on a goal or measure that was changed meanwhile, so that nobody's text is lost.",
    deleted_when="With the draft; the tie to the person with the account.",
)
class KeptText(models.Model):
    """What somebody wrote on an older text of a goal or measure; kept beside the newer one until the office settles it.

    ``part`` is ``goal`` or ``measure``, ``texts`` maps names of fields to what was typed.
    """

    version = models.ForeignKey(StrategyVersion, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    texts = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("text set aside")

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
