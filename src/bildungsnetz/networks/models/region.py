"""The administrative map: government districts, regions (counties, independent cities, one city region), towns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.dated import ends_after_it_begins


@personal_data(impersonal=["key", "name"])
class District(models.Model):
    """A government district (Regierungsbezirk); ``key`` is the first three digits of the municipality key."""

    key = models.CharField(_("key"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("government district")

    def __str__(self) -> str:
        return self.name


class RegionKind(models.TextChoices):
    """What kind of local authority forms the region."""

    COUNTY = "COUNTY", _("county")
    INDEPENDENT_CITY = "INDEPENDENT_CITY", _("independent city")
    CITY_REGION = "CITY_REGION", _("city region")


@personal_data(impersonal=["key", "name", "kind"])
class Region(models.Model):
    """The area of one county or independent city. ``key`` is text of five digits with its leading zero (05158)."""

    key = models.CharField(_("key"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=RegionKind.choices)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="regions")
    began_on = models.DateField(_("exists from"), null=True, blank=True)
    ended_on = models.DateField(_("exists until"), null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        verbose_name = _("region")
        constraints = [ends_after_it_begins("region_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name


@personal_data(impersonal=["ags", "name"])
class Town(models.Model):
    """A municipality. ``ags`` is the official municipality key, text of eight digits (05158024)."""

    ags = models.CharField(_("municipality key"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="towns")
    began_on = models.DateField(_("exists from"), null=True, blank=True)
    ended_on = models.DateField(_("exists until"), null=True, blank=True)

    class Meta:
        verbose_name = _("town")
        constraints = [ends_after_it_begins("town_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name
