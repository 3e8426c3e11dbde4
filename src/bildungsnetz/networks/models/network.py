"""Networks and the dated evidence that a region had one."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.dated import date_matches_precision, ends_after_it_begins, precise, precision_field
from bildungsnetz.networks.models.region import Region
from bildungsnetz.periods import Period


@personal_data(impersonal=["title", "url", "note"])
class Source(models.Model):
    """Where a fact was read."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")

    def __str__(self) -> str:
        return self.title


@personal_data(impersonal=["name", "slug"])
class Network(models.Model):
    """A regional education network (§ 78a SchulG NRW), one per region at most.

    ``opened_on`` is the day it began to work on this platform; empty for networks known from the register only.
    """

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="network")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("part of the address"), max_length=60, unique=True)
    opened_on = models.DateField(_("on this platform since"), null=True, blank=True)

    class Meta:
        verbose_name = _("network")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("portal:network", args=[self.slug])

    @property
    def journal_chain(self) -> str:
        """Name of the journal in which everything about this network is written."""
        return f"network:{self.pk}"


class MembershipStart(models.TextChoices):
    """How a period of membership began."""

    JOINED = "JOINED", _("joined")
    RESUMED = "RESUMED", _("resumed")


@personal_data(impersonal=["start", "began_precision", "ended_precision", "note"])
class Membership(models.Model):
    """One period in which a region had a network, as exactly as the source says."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    start = models.CharField(_("beginning"), max_length=8, choices=MembershipStart.choices)
    began_on = models.DateField(_("began on"), null=True, blank=True)
    began_precision = precision_field()
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_precision = precision_field(blank=True)
    attested_on = models.DateField(_("found running on"), null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="memberships")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            ends_after_it_begins("membership_ends_after_it_begins"),
            date_matches_precision("membership_start_is_dated", on="began_on", precision="began_precision"),
            date_matches_precision("membership_end_is_dated", on="ended_on", precision="ended_precision"),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.began_on or '?'}"

    @property
    def period(self) -> Period:
        """Return the half-open period with what is known of its ends."""
        began = precise(self.began_on, self.began_precision)
        if began is None:
            raise ValueError("a membership has a beginning, be it unknown")
        return Period(began, precise(self.ended_on, self.ended_precision), self.attested_on)


@personal_data(impersonal=["precision", "note"])
class OfficialCount(models.Model):
    """How many networks a public source counted on a day; shown beside our own count, never instead of it."""

    on = models.DateField(_("day"))
    precision = precision_field()
    count = models.PositiveSmallIntegerField(_("networks"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="counts")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("official count")
        constraints = [models.UniqueConstraint(fields=["on", "source"], name="one_count_per_day_and_source")]

    def __str__(self) -> str:
        return f"{self.on}: {self.count}"
