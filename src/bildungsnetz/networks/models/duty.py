"""Duties with a date: evaluation, end of term, notice, and what else the office must not forget."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.contract import ContractVersion
from bildungsnetz.networks.models.network import Network


class DutyKind(models.TextChoices):
    """What a date is about."""

    EVALUATION = "EVALUATION", _("evaluation")
    TERM = "TERM", _("end of term")
    NOTICE = "NOTICE", _("last day to give notice")
    REPORT = "REPORT", _("report")
    STATISTICS = "STATISTICS", _("statistics")
    OTHER = "OTHER", _("other date")


@personal_data(impersonal=["kind", "title", "note"])
class Duty(models.Model):
    """One dated duty of a network; appears in the calendar and its feed."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(_("kind"), max_length=10, choices=DutyKind.choices)
    title = models.CharField(_("title"), max_length=160)
    due_on = models.DateField(_("due on"))
    agreed_in = models.ForeignKey(
        ContractVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    note = models.TextField(_("note"), blank=True)
    is_public = models.BooleanField(_("shown on the public page"), default=False)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty")

    def __str__(self) -> str:
        return f"{self.due_on} {self.title}"
