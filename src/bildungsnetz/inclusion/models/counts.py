"""Counts of need, of all pupils, and of places: numbers per town or school, focus, grade and year."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.inclusion.models.supply import SupportSchool
from bildungsnetz.inclusion.models.values import (
    COUNTS,
    GRADES,
    YEARS,
    Focus,
    Origin,
    count_field,
    grade_field,
    within,
    year_field,
)
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network

TYPE_CODE = RegexValidator(r"^\w{2}$")


class _Counted(models.Model):
    """What all counts of a network have in common: where, which grade and school type, which year, from where."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    town = models.CharField(_("municipality key"), max_length=8, validators=[RegexValidator(r"^\d{8}$")])
    grade = grade_field()
    school_type = models.CharField(_("school type"), max_length=2, validators=[TYPE_CODE])
    year = year_field()
    origin = models.CharField(pgettext_lazy("count", "origin"), max_length=8, choices=Origin.choices)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@personal_data(impersonal=["town", "school_type", "focus", "origin"])
class NeedCount(_Counted):
    """How many pupils living in a town need support in a focus; a number, never a list of them."""

    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices)
    count = count_field(_("number"))

    class Meta:
        verbose_name = _("count of need")
        verbose_name_plural = _("counts of need")
        indexes = [models.Index(fields=["network", "year"], name="need_by_year")]
        constraints = [
            models.UniqueConstraint(
                name="one_need_per_cell", fields=["network", "town", "focus", "grade", "school_type", "year"]
            ),
            within("need_is_plausible", grade=GRADES, year=YEARS, count=COUNTS),
            models.CheckConstraint(name="need_focus_is_one_of_seven", condition=Q(focus__in=Focus.values)),
            models.CheckConstraint(
                name="need_keys_are_keys", condition=Q(town__regex=r"^\d{8}$", school_type__regex=r"^\w{2}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town} {self.focus} {self.grade} {self.year}"


@personal_data(impersonal=["town", "school_type", "origin"])
class PupilCount(_Counted):
    """All pupils of a town, grade and school type; the whole of the quotas."""

    pupils = count_field(_("pupils"))

    class Meta:
        verbose_name = _("count of pupils")
        verbose_name_plural = _("counts of pupils")
        constraints = [
            models.UniqueConstraint(
                name="one_pupil_count_per_cell", fields=["network", "town", "grade", "school_type", "year"]
            ),
            within("pupil_count_is_plausible", grade=GRADES, year=YEARS, pupils=COUNTS),
            models.CheckConstraint(
                name="pupil_count_keys_are_keys", condition=Q(town__regex=r"^\d{8}$", school_type__regex=r"^\w{2}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town} {self.grade} {self.year}"


@personal_data(impersonal=["focus", "origin"])
class SupportPlaces(models.Model):
    """Places a school offers in a focus and grade in a school year."""

    school = models.ForeignKey(SupportSchool, on_delete=models.CASCADE, related_name="places")
    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices)
    grade = grade_field()
    year = year_field()
    places = count_field(_("places"))
    origin = models.CharField(pgettext_lazy("count", "origin"), max_length=8, choices=Origin.choices)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("places of a school")
        verbose_name_plural = _("places of schools")
        indexes = [models.Index(fields=["year", "school"], name="places_by_year")]
        constraints = [
            models.UniqueConstraint(name="one_count_of_places_per_cell", fields=["school", "focus", "grade", "year"]),
            within("places_are_plausible", grade=GRADES, year=YEARS, places=COUNTS),
            models.CheckConstraint(name="places_focus_is_one_of_seven", condition=Q(focus__in=Focus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.focus} {self.grade} {self.year}"
