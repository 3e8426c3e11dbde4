"""Releases: the only door through which figures become public. Prepared, protected, consented, published, immutable."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models.values import WITH_VALUE, FigureStatus, Grouping, Unit
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.models.consent import ConsentSubject


class TableKind(models.TextChoices):
    """Where the protection of a table comes from."""

    COUNTS = "COUNTS", _("own counts, protected here")
    VALUES = "VALUES", _("official figures, protected by their source")


class Protection(models.TextChoices):
    """How far the protection of a release is."""

    NONE = "NONE", _("not protected yet")
    QUEUED = "QUEUED", pgettext_lazy("job", "queued")
    RUNNING = "RUNNING", pgettext_lazy("job", "running")
    SAFE = "SAFE", _("protected and attacked without success")
    UNSAFE = "UNSAFE", _("not publishable")
    FAILED = "FAILED", pgettext_lazy("job", "stopped")


@personal_data(
    personal=["created_by"],
    impersonal=[
        "status", "content_hash", "state_hash", "municipal_hash", "title", "text", "method", "protection", "trouble",
        "fingerprint", "findings",
    ],
    purpose="Names who prepared a release.",
    deleted_when="The tie to the person with the account.",
)  # fmt: skip
class Release(ConsentSubject):
    """A set of tables with text and method, protected together with everything published before."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="releases")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it shows"), blank=True)
    method = models.TextField(_("method"), blank=True)
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    minimum_count = models.PositiveSmallIntegerField(_("smallest count shown"), default=3)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by", verbose_name=_("corrects")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    protection = models.CharField(_("protection"), max_length=7, choices=Protection.choices, default=Protection.NONE)
    protection_began_at = models.DateTimeField(null=True, blank=True)
    protected_at = models.DateTimeField(_("protected at"), null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)
    findings = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("release")
        constraints = [
            *ConsentSubject.Meta.constraints,
            models.UniqueConstraint(name="one_release_of_a_number", fields=["network", "year", "number"]),
            models.CheckConstraint(
                name="release_is_protected_before_consent",
                condition=Q(status__in=["DRAFT", "NOT_AGREED"]) | Q(protection=Protection.SAFE),
                violation_error_message=_("Nothing is put up for consent before it is protected."),
            ),
            models.CheckConstraint(
                name="release_is_published_at_its_hour",
                condition=Q(status__in=["DRAFT", "PUT_UP", "AGREED", "NOT_AGREED"], published_at=None)
                | Q(status__in=["IN_FORCE", "SUPERSEDED"], published_at__gte=F("publish_at")),
            ),
            models.CheckConstraint(name="smallest_count_shown_is_at_least_three", condition=Q(minimum_count__gte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.title}"

    @property
    def name(self) -> str:
        """The short name by which it is quoted, for example 2026-3."""
        return f"{self.year}-{self.number}"

    def get_absolute_url(self) -> str:
        """Return the page on which it is prepared, protected and consented to."""
        return reverse("monitoring:release", args=[self.network.slug, self.name])

    def content(self) -> dict[str, Any]:
        """Return what both sides consent to: all that will be public, and nothing that will not."""
        return {
            "network": self.network.slug,
            "name": self.name,
            "title": self.title,
            "text": self.text,
            "method": self.method,
            "publish_at": self.publish_at.isoformat() if self.publish_at else None,
            "minimum_count": self.minimum_count,
            "corrects": self.corrects.name if self.corrects else None,
            "tables": [table.content() for table in self.tables.prefetch_related("figures").order_by("position")],
        }


@personal_data(
    impersonal=["code", "title", "kind", "unit", "definition", "source", "licence", "note", "grouping", "public"]
)
class ReleaseTable(models.Model):
    """The figures of one indicator in one release, with the definition as it was on that day."""

    version = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="tables")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(_("indicator"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=6, choices=TableKind.choices)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit.choices)
    grouping = models.CharField(_("by"), max_length=12, choices=Grouping.choices, blank=True)
    definition = models.JSONField(_("definition"), default=dict)
    source = models.CharField(_("source"), max_length=300)
    licence = models.CharField(_("licence"), max_length=60)
    note = models.TextField(_("note"), blank=True)
    public = models.TextField(_("published cells"), blank=True)

    class Meta:
        verbose_name = _("table of a release")
        constraints = [models.UniqueConstraint(name="one_table_per_position", fields=["version", "position"])]

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict[str, Any]:
        """Return the table as it enters the check sum."""
        figures = sorted(self.figures.all(), key=ReleasedFigure.order)
        return {
            "code": self.code,
            "title": self.title,
            "kind": self.kind,
            "unit": self.unit,
            "grouping": self.grouping,
            "definition": self.definition,
            "source": self.source,
            "licence": self.licence,
            "note": self.note,
            "figures": [figure.content() for figure in figures],
        }


@personal_data(impersonal=["place", "period", "group", "status", "part_status", "whole_status", "note"])
class ReleasedFigure(models.Model):
    """One published figure: the value, and the two counts it is made from as far as they are published."""

    version = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    table = models.ForeignKey(ReleaseTable, on_delete=models.CASCADE, related_name="figures")
    place = models.CharField(_("place"), max_length=8)
    period = models.CharField(_("period"), max_length=9)
    group = models.CharField(_("group"), max_length=40, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    status = models.CharField(max_length=14, choices=FigureStatus.choices)
    part = models.DecimalField(max_digits=12, decimal_places=0, null=True, blank=True)
    part_status = models.CharField(max_length=14, choices=FigureStatus.choices, blank=True)
    whole = models.DecimalField(max_digits=12, decimal_places=0, null=True, blank=True)
    whole_status = models.CharField(max_length=14, choices=FigureStatus.choices, blank=True)
    rounded_to = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("released figure")
        constraints = [
            models.UniqueConstraint(name="one_figure_per_cell", fields=["table", "place", "period", "group"]),
            models.CheckConstraint(
                name="only_figures_with_value_have_one",
                condition=Q(status__in=WITH_VALUE, value__isnull=False)
                | (~Q(status__in=WITH_VALUE) & Q(value__isnull=True)),
            ),
            models.CheckConstraint(
                name="only_parts_with_value_have_one",
                condition=Q(part_status__in=WITH_VALUE, part__isnull=False)
                | (~Q(part_status__in=WITH_VALUE) & Q(part__isnull=True)),
            ),
            models.CheckConstraint(
                name="only_wholes_with_value_have_one",
                condition=Q(whole_status__in=WITH_VALUE, whole__isnull=False)
                | (~Q(whole_status__in=WITH_VALUE) & Q(whole__isnull=True)),
            ),
            # A share beside a protected count would give the count away.
            models.CheckConstraint(
                name="no_share_beside_a_protected_count",
                condition=Q(value__isnull=True)
                | ~(Q(part_status=FigureStatus.SUPPRESSED) | Q(whole_status=FigureStatus.SUPPRESSED)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.period} {self.group}".strip()

    def order(self) -> tuple[str, str, str]:
        """Return by what figures are sorted: place, period, group; never by a value."""
        return self.place, self.period, self.group

    def content(self) -> list[Any]:
        """Return the figure as it enters the check sum."""
        return [
            self.place, self.period, self.group,
            self.status, _written(self.value, places=4),
            self.part_status, _written(self.part), self.whole_status, _written(self.whole),
            self.rounded_to, self.note,
        ]  # fmt: skip


# Key in ``ReleaseInput.audit`` beside the periods.
LEFT_OUT = "left_out"


@personal_data(impersonal=["rows", "cells", "audit"])
class ReleaseInput(models.Model):
    """What a table is made from and how it was protected; seen by the office that owns the counts and nobody else.

    ``audit``: what the attack took, by period; under ``LEFT_OUT`` place, period and group of observations that could
    not be taken over.
    """

    table = models.OneToOneField(ReleaseTable, on_delete=models.CASCADE, related_name="office_input")
    rows = models.JSONField()
    cells = models.TextField(blank=True)
    audit = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("counts behind a released table")

    def __str__(self) -> str:
        return f"{self.table_id}"


def _written(value: Any, *, places: int = 0) -> str | None:
    # The same text before saving and after reading, on both databases.
    return None if value is None else f"{value:.{places}f}"
