"""What the public guide shows beside the procedure: offices to turn to, dates, and the assistants' and STAR counts."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.inclusion.models.supply import SupportSchool
from bildungsnetz.inclusion.models.values import COUNTS, YEARS, Focus, count_field, within, year_field
from bildungsnetz.inclusion.persons import no_case
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network

# The steps of KAoA-STAR in the catalogue of standard elements (domain handbook, SBO codes).
STAR_ELEMENTS = (
    "SBO 2.4", "SBO 2.6", "SBO 4.3", "SBO 4.4", "SBO 4.5", "SBO 5.2", "SBO 5.3", "SBO 5.4", "SBO 6.2", "SBO 6.3",
    "SBO 6.6", "SBO 10.2", "SBO 10.3", "SBO 10.5",
)  # fmt: skip


@personal_data(impersonal=["town", "focus", "office", "phone", "email", "web"])
class GuideContact(models.Model):
    """An office to turn to, for a town or all, a focus or all; an office and its line, no person."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    town = models.CharField(_("municipality key"), max_length=8, blank=True)
    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices, blank=True)
    office = models.CharField(_("name of the office"), max_length=120, validators=[no_case])
    phone = models.CharField(_("telephone"), max_length=40, blank=True, validators=[no_case])
    email = models.EmailField(_("e-mail address"), blank=True)
    web = models.URLField(_("website"), blank=True)
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("office to turn to")

    def __str__(self) -> str:
        return self.office


@personal_data(impersonal=["title", "web"])
class GuideDate(models.Model):
    """A local day until which something is due; there is no such day for the whole state."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("until"))
    title = models.CharField(_("what is due"), max_length=160, validators=[no_case])
    web = models.URLField(_("form or further words"), blank=True)
    is_example = models.BooleanField(_("invented example"), default=False)

    class Meta:
        verbose_name = _("date of the guide")

    def __str__(self) -> str:
        return self.title


@personal_data(impersonal=[])
class AssistantHours(models.Model):
    """Hours a week of assistants at a school in a budget year: needed, promised, placed."""

    school = models.ForeignKey(SupportSchool, on_delete=models.CASCADE, related_name="hours")
    year = year_field()
    needed = count_field(_("hours needed"))
    promised = count_field(_("hours promised"))
    placed = count_field(_("hours placed"))

    class Meta:
        verbose_name = _("hours of assistants")
        constraints = [
            models.UniqueConstraint(name="one_set_of_hours_per_budget_year", fields=["school", "year"]),
            within("hours_are_plausible", year=YEARS, needed=COUNTS, promised=COUNTS, placed=COUNTS),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"


@personal_data(impersonal=["element", "focus"])
class TransitionCount(models.Model):
    """How many pupils with need took part in a STAR element in a school year."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    year = year_field()
    element = models.CharField(_("element"), max_length=8, choices=[(one, one) for one in STAR_ELEMENTS])
    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices)
    count = models.PositiveIntegerField(_("number"), validators=[MaxValueValidator(COUNTS[1])])

    class Meta:
        verbose_name = _("count of the transition to work")
        constraints = [
            models.UniqueConstraint(
                name="one_transition_count_per_cell", fields=["network", "year", "element", "focus"]
            ),
            within("transition_is_plausible", year=YEARS, count=COUNTS),
            models.CheckConstraint(name="transition_element_is_known", condition=Q(element__in=STAR_ELEMENTS)),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.focus} {self.year}"
