"""Schools of a season, their classes, and codes in place of pupils."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.partners.models import School
from bildungsnetz.transition.models.season import Season, SeasonDay


@personal_data()
class Participation(models.Model):
    """A school that takes part, with its own days."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="participations")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    days = models.ManyToManyField(SeasonDay, related_name="participations")
    pupils_expected = models.PositiveSmallIntegerField(_("pupils expected"), default=0)
    confirmed_at = models.DateTimeField(_("result confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("participating school")
        constraints = [models.UniqueConstraint(name="a_school_takes_part_once", fields=["season", "school"])]

    def __str__(self) -> str:
        return str(self.school.institution)


@personal_data(
    personal=["person"],
    purpose="Says who makes classes and codes for a school.",
    deleted_when="With the account, otherwise with the season.",
)
class Coordinator(models.Model):
    """Who coordinates the exploration days at a school."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("coordinator at a school")
        constraints = [models.UniqueConstraint(name="one_coordination_each", fields=["participation", "person"])]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.person_id}"


@personal_data(impersonal=["name"])
class SchoolClass(models.Model):
    """A class, named as schools do: 8a."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="classes")
    name = models.CharField(_("class"), max_length=4)

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.UniqueConstraint(name="one_class_of_a_name", fields=["participation", "name"]),
            # A form that takes no more than this takes no name either.
            models.CheckConstraint(
                name="class_is_named_by_year_and_letter", condition=Q(name__regex=r"^\d{1,2}[a-z]?$")
            ),
        ]

    def __str__(self) -> str:
        return self.name


@personal_data(
    personal=["number", "reference", "code_hash", "age", "start_town", "step_free", "absence"],
    purpose="Lets a pupil rank wishes and see the result without telling who it is; the list of names stays at school.",
    deleted_when="After the season, with proof; the wish for step-free places on release of the result.",
)
class Pupil(models.Model):
    """A code in place of a person: nobody on the platform knows whose it is.

    ``reference`` stands in files and lists and opens nothing; the code itself is kept as a keyed hash only. ``age``:
    at least so many completed years on the first day, said by the school. ``start_town``: key of a town chosen instead
    of the school as the point from which distances count.
    """

    class Absence(models.TextChoices):
        """Why a code gets no places; a closed list, so that nothing about a person can be written."""

        NOT_TAKING_PART = "NOT_TAKING_PART", _("does not take part")
        LEFT = "LEFT", _("has left the school")
        OWN_PROGRAMME = "OWN_PROGRAMME", _("takes part in another programme")

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="pupils")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="pupils")
    number = models.PositiveSmallIntegerField(_("number"))
    reference = models.CharField(_("reference"), max_length=24)
    code_hash = models.CharField(max_length=64, unique=True)
    age = models.PositiveSmallIntegerField(_("at least this old"), null=True, blank=True)
    start_town = models.CharField(_("starting point"), max_length=8, blank=True)
    step_free = models.BooleanField(_("step-free places only"), default=False)
    absence = models.CharField(_("exception"), max_length=16, choices=Absence.choices, blank=True)
    first_seen_at = models.DateTimeField(_("first used at"), null=True, blank=True)
    saved_at = models.DateTimeField(_("wishes saved at"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("wishes handed in at"), null=True, blank=True)

    class Meta:
        verbose_name = _("pupil code")
        constraints = [
            models.UniqueConstraint(name="one_code_of_a_number", fields=["school_class", "number"]),
            models.UniqueConstraint(name="one_code_of_a_reference", fields=["season", "reference"]),
            models.CheckConstraint(name="age_is_asked_roughly", condition=Q(age=None) | Q(age__gte=13, age__lte=16)),
        ]

    def __str__(self) -> str:
        return self.reference
