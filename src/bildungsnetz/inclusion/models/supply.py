"""Schools that offer support, in which focus and form, and what they have, year by year."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.inclusion.models.values import COUNTS, MOST, YEARS, Focus, count_field, within, year_field
from bildungsnetz.inclusion.persons import no_case
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.dated import ends_after_it_begins


class OfferForm(models.TextChoices):
    """In which form a school supports."""

    JOINT_LEARNING = "JOINT_LEARNING", _("joint learning")
    SINGLE_INTEGRATION = "SINGLE_INTEGRATION", _("single integration")
    SPECIAL_SCHOOL = "SPECIAL_SCHOOL", _("special school")


class Target(models.TextChoices):
    """Towards which goal: that of all (zielgleich), one of its own (zieldifferent), both, or not stated."""

    SAME = "SAME", _("towards the goal of all")
    OWN = "OWN", _("towards a goal of its own")
    BOTH = "BOTH", _("both goals")
    UNKNOWN = "UNKNOWN", pgettext_lazy("goal", "not stated")


class StepFree(models.TextChoices):
    """Whether one gets in without steps."""

    YES = "YES", pgettext_lazy("step-free", "yes")
    PARTLY = "PARTLY", pgettext_lazy("step-free", "partly")
    NO = "NO", pgettext_lazy("step-free", "no")
    UNKNOWN = "UNKNOWN", pgettext_lazy("step-free", "not known")


@personal_data(impersonal=["school_number", "name", "town", "school_type"])
class SupportSchool(models.Model):
    """A school that offers support; ``town`` is the municipality key (8 digits), which also says of which region."""

    school_number = models.CharField(
        _("school number"), max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")]
    )
    name = models.CharField(_("name"), max_length=200, validators=[no_case])
    town = models.CharField(_("municipality key"), max_length=8, validators=[RegexValidator(r"^\d{8}$")])
    school_type = models.CharField(_("school type"), max_length=4)
    is_example = models.BooleanField(_("invented example"), default=False)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("school with support")
        verbose_name_plural = _("schools with support")
        indexes = [models.Index(fields=["town"], name="support_schools_by_town")]
        constraints = [
            models.CheckConstraint(
                name="support_school_number_has_six_digits", condition=Q(school_number__regex=r"^\d{6}$")
            ),
            models.CheckConstraint(name="support_school_town_is_a_key", condition=Q(town__regex=r"^\d{8}$")),
            models.CheckConstraint(name="support_school_type_is_a_code", condition=Q(school_type__regex=r"^\w{0,4}$")),
        ]

    def __str__(self) -> str:
        return self.name


@personal_data(impersonal=["focus", "code", "form", "target"])
class SupportOffer(models.Model):
    """A focus a school supports in a form, from day to day (half-open); an empty focus was not stated by the source.

    ``code``: the official code as the source had it (deaf and hard of hearing are one focus with two codes).
    """

    school = models.ForeignKey(SupportSchool, on_delete=models.CASCADE, related_name="offers")
    focus = models.CharField(_("focus"), max_length=2, choices=Focus.choices, blank=True)
    code = models.CharField(_("official code"), max_length=2, blank=True)
    form = models.CharField(pgettext_lazy("support", "form"), max_length=18, choices=OfferForm.choices)
    target = models.CharField(_("goal"), max_length=7, choices=Target.choices, default=Target.UNKNOWN)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("support a school offers")
        constraints = [
            ends_after_it_begins("support_offer_ends_after_it_begins"),
            models.UniqueConstraint(
                name="one_open_offer_of_a_kind", fields=["school", "focus", "code", "form"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(name="offer_focus_is_one_of_seven", condition=Q(focus__in=["", *Focus.values])),
        ]

    def __str__(self) -> str:
        return f"{self.get_focus_display()} {self.get_form_display()}".strip()


@personal_data(impersonal=["step_free"])
class YearFacts(models.Model):
    """What a school with support has in a school year: rooms, access, posts, pupils, and its minimum size."""

    school = models.ForeignKey(SupportSchool, on_delete=models.CASCADE, related_name="facts")
    year = year_field()
    pupils = count_field(_("pupils"))
    minimum_size = models.PositiveSmallIntegerField(_("minimum size (pupils)"), null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms for groups"), null=True, blank=True)
    step_free = models.CharField(_("step-free"), max_length=7, choices=StepFree.choices, default=StepFree.UNKNOWN)
    posts_fte = models.DecimalField(
        _("posts for special education (full-time)"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MaxValueValidator(500)],
    )  # fmt: skip

    class Meta:
        verbose_name = _("facts of a school year")
        constraints = [
            models.UniqueConstraint(name="one_set_of_facts_per_year", fields=["school", "year"]),
            within("facts_are_plausible", year=YEARS, pupils=COUNTS),
            models.CheckConstraint(
                name="facts_are_not_negative",
                condition=(Q(posts_fte=None) | Q(posts_fte__gte=0))
                & (Q(minimum_size=None) | Q(minimum_size__lte=MOST)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"

    @property
    def is_below_minimum(self) -> bool:
        """Whether the school has fewer pupils than it must have."""
        return self.minimum_size is not None and self.pupils < self.minimum_size
