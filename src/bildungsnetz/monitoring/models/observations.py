"""Observations: one figure for one place, period and group, with its status apart from its value."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models.indicators import IndicatorVersion
from bildungsnetz.monitoring.models.values import WITH_VALUE, FigureStatus, Grouping, PlaceKind


class Origin(models.TextChoices):
    """Whose figure it is."""

    OFFICIAL = "OFFICIAL", pgettext_lazy("origin of a figure", "official")
    OWN = "OWN", pgettext_lazy("origin of a figure", "own count")
    PRESS = "PRESS", pgettext_lazy("origin of a figure", "from the press, not official")
    EXAMPLE = "EXAMPLE", pgettext_lazy("origin of a figure", "invented example")


@personal_data(
    impersonal=["scope", "place", "place_kind", "period", "grouping", "group", "status", "origin", "source", "note"]
)
class Observation(models.Model):
    """One figure. A correction is a new revision; the old one stays and is no longer current.

    ``scope``: a network's address part, whose office alone sees it; empty = read in for everybody. ``place``: key of a
    state (05), region (05158), town (05158024), school (6 digits) or ``DG``. ``period``: 2023 or 2023/24. Shares lie
    between 0 and 1; ``numerator`` and ``denominator`` are the two counts of a rate as far as they are known.
    """

    version = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="observations")
    scope = models.CharField(_("scope"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=8)
    place_kind = models.CharField(_("kind of place"), max_length=8, choices=PlaceKind.choices)
    period = models.CharField(_("period"), max_length=9)
    grouping = models.CharField(_("by"), max_length=12, choices=Grouping.choices, blank=True)
    group = models.CharField(_("group"), max_length=60, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=14, choices=FigureStatus.choices)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    rounded_to = models.PositiveSmallIntegerField(_("rounded to"), null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.OFFICIAL)
    source = models.CharField(_("source"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = [
            models.Index(fields=["version", "place_kind", "period", "grouping"], name="observations_to_compare"),
        ]
        constraints = [
            # Also the index for the series of one place: version, place, then everything else.
            models.UniqueConstraint(
                name="one_current_observation",
                fields=["version", "place", "grouping", "group", "period", "scope"],
                condition=Q(is_current=True),
            ),
            models.UniqueConstraint(
                name="one_observation_per_revision",
                fields=["version", "place", "grouping", "group", "period", "scope", "revision"],
            ),
            models.CheckConstraint(
                name="only_observations_with_value_have_one",
                condition=Q(status__in=WITH_VALUE, value__isnull=False)
                | (~Q(status__in=WITH_VALUE) & Q(value__isnull=True)),
            ),
            models.CheckConstraint(name="zero_is_zero", condition=~Q(status="ZERO") | Q(value=0)),
            models.CheckConstraint(
                name="rounded_says_to_what", condition=~Q(status="ROUNDED") | Q(rounded_to__isnull=False)
            ),
            models.CheckConstraint(
                name="group_belongs_to_a_grouping",
                condition=Q(grouping="", group="") | (~Q(grouping="") & ~Q(group="")),
            ),
            models.CheckConstraint(
                name="numerator_needs_its_denominator",
                condition=Q(numerator__isnull=True) | Q(denominator__isnull=False),
            ),
            models.CheckConstraint(
                name="denominator_is_not_negative", condition=Q(denominator__isnull=True) | Q(denominator__gte=0)
            ),
            models.CheckConstraint(name="first_revision_is_one", condition=Q(revision__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.period} {self.group}".strip()
