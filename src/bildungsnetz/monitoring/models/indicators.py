"""Indicators: what is measured, by which formula, and how the definition changed over time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.monitoring.models.values import Unit
from bildungsnetz.networks.models import Network


class Area(models.TextChoices):
    """The areas of the guide to municipal education monitoring (Destatis, StaLa BW, DIE; June 2013)."""

    FRAME = "A", _("Frame conditions")
    BASIC = "B", _("Basic information on education")
    EARLY = "C", _("Early childhood education")
    GENERAL = "D", _("General schools")
    VOCATIONAL = "E", _("Vocational education")
    UNIVERSITY = "F", _("Universities")
    FURTHER = "G", _("Further education")
    NON_FORMAL = "H", _("Non-formal learning")
    NETWORK = "I", _("Advice and networks")


class Direction(models.TextChoices):
    """Which way is better, if any way is."""

    LOWER = "LOWER", _("less is better")
    HIGHER = "HIGHER", _("more is better")
    NONE = "NONE", _("neither is better by itself")


class Aggregation(models.TextChoices):
    """How the figure of a larger place follows from those of its parts."""

    SUM = "SUM", _("sum of the parts")
    RATIO = "RATIO", _("ratio of the sums of numerators and denominators")
    MEAN = "MEAN", _("mean of the parts")
    NONE = "NONE", _("cannot be put together from parts")


@personal_data(impersonal=["code", "area"])
class Indicator(models.Model):
    """A thing that is measured; ``network`` empty: of the catalogue for all, else an office's own.

    The code never changes; what it means stands in dated versions.
    """

    code = models.SlugField(_("part of the address"), max_length=60)
    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    area = models.CharField(_("area"), max_length=1, choices=Area.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                name="one_indicator_of_the_catalogue_per_code", fields=["code"], condition=Q(network=None)
            ),
            models.UniqueConstraint(name="one_own_indicator_per_code", fields=["network", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


@personal_data(
    personal=["created_by"],
    impersonal=[
        "title", "definition", "numerator", "denominator", "unit", "direction", "aggregation", "source", "table",
        "licence", "reference_day", "counted_at", "not_to_mix", "note",
    ],
    purpose="Names who wrote a definition.",
    deleted_when="The tie to the person with the account; the definition stays.",
)  # fmt: skip
class IndicatorVersion(models.Model):
    """What an indicator means from a day on: exact definition, formula, unit, source."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    applies_from = models.DateField(_("applies from"))
    title = models.CharField(_("title"), max_length=160)
    definition = models.TextField(_("definition"))
    numerator = models.CharField(_("numerator"), max_length=300, blank=True)
    denominator = models.CharField(_("denominator"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit.choices)
    decimals = models.PositiveSmallIntegerField(_("decimal places shown"), default=0)
    direction = models.CharField(pgettext_lazy("indicator", "direction"), max_length=6, choices=Direction.choices)
    aggregation = models.CharField(_("how parts are put together"), max_length=5, choices=Aggregation.choices)
    source = models.CharField(_("source"), max_length=300)
    table = models.CharField(_("table"), max_length=40, blank=True)
    licence = models.CharField(_("licence"), max_length=60)
    reference_day = models.CharField(_("reference day"), max_length=120)
    counted_at = models.CharField(_("counted where"), max_length=120, blank=True)
    not_to_mix = models.CharField(_("not to be mixed with"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_outcome = models.BooleanField(
        _("is an outcome"), default=True, help_text=_("Outcomes are never shown for a single school.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("definition of an indicator")
        constraints = [
            models.UniqueConstraint(name="one_definition_per_number", fields=["indicator", "number"]),
            models.CheckConstraint(
                name="a_rate_names_its_formula",
                condition=~Q(unit__in=["SHARE", "RATIO"]) | (~Q(numerator="") & ~Q(denominator="")),
                violation_error_message=_("A share needs a numerator and a denominator."),
            ),
            models.CheckConstraint(
                name="only_rates_are_ratios_of_sums",
                condition=~Q(aggregation="RATIO") | Q(unit__in=["SHARE", "RATIO"]),
                violation_error_message=_("Only a rate can be put together from numerators and denominators."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def is_rate(self) -> bool:
        """Whether the figure is made from a numerator and a denominator."""
        return self.unit in (Unit.SHARE, Unit.RATIO)

    @property
    def formula(self) -> str:
        """The formula in one line; empty for plain counts."""
        return f"{self.numerator} / {self.denominator}" if self.is_rate else ""
