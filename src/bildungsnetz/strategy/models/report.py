"""The annual report: sections by several authors, figures frozen, released by consent of both sides."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import ConsentSubject, Network
from bildungsnetz.strategy.models.version import StrategyVersion


class SectionKind(models.TextChoices):
    """What a section holds beside its text."""

    TEXT = "TEXT", pgettext_lazy("section", "text")
    GOALS = "GOALS", pgettext_lazy("section", "goals and figures")
    MEASURES = "MEASURES", pgettext_lazy("section", "measures")
    DECISIONS = "DECISIONS", pgettext_lazy("section", "decisions")
    RESOURCES = "RESOURCES", pgettext_lazy("section", "posts and material costs")
    LEARNING = "LEARNING", pgettext_lazy("section", "what worked and what did not")


@personal_data(
    personal=["created_by"],
    impersonal=["status", "content_hash", "state_hash", "municipal_hash", "title"],
    purpose="Names who began an annual report.",
    deleted_when="The tie to the person with the account.",
)
class AnnualReport(ConsentSubject):
    """The account of one year of the strategy; both sides consent to it, then it stays as it is."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=160)
    strategy = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="annual_reports")
    frozen_at = models.DateTimeField(_("state of the figures"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("annual report")
        constraints = [
            *ConsentSubject.Meta.constraints,
            models.UniqueConstraint(name="one_annual_report_per_year", fields=["network", "year"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    @property
    def number(self) -> int:
        """The year, by which it is addressed."""
        return self.year

    def get_absolute_url(self) -> str:
        """Return the page on which it is read and consented to."""
        return reverse("strategy:report", args=[self.network.slug, self.year])

    def content(self) -> dict[str, Any]:
        """Return what both sides consent to: every word and every figure."""
        return {
            "network": self.network.slug,
            "year": self.year,
            "title": self.title,
            "strategy": self.strategy.content_hash,
            "frozen_at": self.frozen_at.isoformat(),
            "sections": [section.content() for section in self.sections.order_by("position", "pk")],
        }


@personal_data(
    personal=["author", "changed_by"],
    impersonal=["kind", "heading", "text", "frozen"],
    purpose="Says who writes a section of the annual report and who wrote last.",
    deleted_when="The tie to the person with the account.",
)
class Section(models.Model):
    """A section of the report: a text, and the figures of its kind as they were when frozen."""

    version = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=9, choices=SectionKind.choices)
    heading = models.CharField(_("heading"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    frozen = models.JSONField(default=list)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("written by"),
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("section")

    def __str__(self) -> str:
        return self.heading

    def content(self) -> list[Any]:
        """Return the section as it enters the check sum."""
        return [self.kind, self.heading, self.text, self.frozen]


@personal_data(
    personal=["written_by"],
    impersonal=["heading", "text"],
    purpose="Keeps a text that met a newer one, so that none is lost.",
    deleted_when="With the draft; the tie to the person with the account.",
)
class SectionText(models.Model):
    """A text of a section that was written on an older one and set aside."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="texts")
    heading = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("section text set aside")

    def __str__(self) -> str:
        return f"{self.section_id}"
