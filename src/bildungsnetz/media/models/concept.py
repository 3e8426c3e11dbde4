"""A school's media concept of one school year, its texts, and who may work on it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.media.frames import CURRENT, Frame, frame_of
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import School


class Chapter(models.TextChoices):
    """The texts of a concept, in the order of the document."""

    STATE = "STATE", _("State of play")
    AIMS = "AIMS", _("Pedagogical aims")
    SUBJECTS = "SUBJECTS", _("How the subjects share the work")
    NETWORK = "NETWORK", _("Networking and partners")
    RULES = "RULES", _("Rules of use")
    PRIVACY = "PRIVACY", _("Data protection")
    EVALUATION = "EVALUATION", _("Evaluation and updating")


class Step(models.IntegerChoices):
    """The seven steps of work."""

    PREPARE = 1, _("Prepare")
    SUBJECTS = 2, _("Assign subjects")
    CONTENT = 3, _("Teaching content")
    STOCK = 4, _("Take stock")
    NETWORK = 5, pgettext_lazy("step", "Network")
    ADOPT = 6, _("Write up and adopt")
    UPDATE = 7, _("Evaluate and update")


@personal_data(
    personal=["person", "entered_by"],
    impersonal=["body_key"],
    purpose="Says who writes the media concept of a school, or reads released ones for a school body.",
    deleted_when="With the account; ended tasks three years after their end.",
)
class MediaTask(models.Model):
    """A person's task for a school's concept, or for a school body, from day to day (half-open).

    ``is_head``: may record the resolution and give the three consents. ``body_key``: municipality key of a town (8
    digits) or key of a region (5 digits).
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="media_tasks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="media_tasks")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="media_tasks")
    body_key = models.CharField(_("school body"), max_length=8, blank=True)
    is_head = models.BooleanField(_("records the resolution and releases"), default=False)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("task for media concepts")
        constraints = [
            models.CheckConstraint(
                name="media_task_ends_after_it_begins", condition=Q(ended_on=None) | Q(ended_on__gt=F("began_on"))
            ),
            models.CheckConstraint(
                name="media_task_for_school_or_body",
                condition=Q(school__isnull=False, body_key="") | (Q(school=None) & ~Q(body_key="") & Q(is_head=False)),
            ),
            models.UniqueConstraint(
                name="one_open_media_task_of_a_kind",
                fields=["network", "person", "school", "body_key"],
                condition=Q(ended_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.school or self.body_key}"


@personal_data(
    personal=["created_by"],
    impersonal=["frame_code", "body_key"],
    purpose="Names who began a concept.",
    deleted_when="The tie to the person with the account.",
)
class Concept(models.Model):
    """The concept of a school for a school year; ``year`` is the one in which the school year begins.

    ``body_key``: the school body it can be released to; empty if the school has none here (a private school).
    Once adopted it stays as it is until it is opened again.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="media_concepts")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="media_concepts")
    year = models.PositiveSmallIntegerField(_("school year"))
    frame_code = models.CharField(_("frame"), max_length=20, default=CURRENT.code)
    body_key = models.CharField(_("school body"), max_length=8, blank=True)
    first_grade = models.PositiveSmallIntegerField(_("first grade"))
    last_grade = models.PositiveSmallIntegerField(_("last grade"))
    next_update_on = models.DateField(_("next update"), null=True, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    is_example = models.BooleanField(_("invented example"), default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("begun at"))

    class Meta:
        verbose_name = _("media concept")
        verbose_name_plural = _("media concepts")
        indexes = [models.Index(fields=["network", "year", "body_key"], name="concepts_by_body")]
        constraints = [
            models.UniqueConstraint(name="one_concept_per_school_and_year", fields=["school", "year"]),
            models.CheckConstraint(
                name="concept_grades_in_order",
                condition=Q(first_grade__gte=1, last_grade__lte=13, last_grade__gte=F("first_grade")),
                violation_error_message=_("The last grade must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school.institution} {self.year_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the concept as a document."""
        return reverse("media:concept", args=[self.network.slug, self.school.school_number, self.year])

    @property
    def year_name(self) -> str:
        """The school year as people write it: 2026/27."""
        return school_year_name(self.year)

    @property
    def frame(self) -> Frame:
        """The version of the frame it is written for."""
        return frame_of(self.frame_code)

    @property
    def grades(self) -> range:
        """The grades of the grid."""
        return range(self.first_grade, self.last_grade + 1)

    @property
    def is_open(self) -> bool:
        """Whether it can be written on."""
        return self.adopted_on is None


def school_year_name(year: int) -> str:
    """Write the school year that begins in ``year``."""
    return f"{year}/{(year + 1) % 100:02d}"


def school_year_of(day: date) -> int:
    """Return the year in which the school year of a day begins (1 August, § 7 SchulG NRW)."""
    return day.year if day.month >= 8 else day.year - 1


@personal_data(
    personal=["marked_by"],
    purpose="Names who said that a step is done.",
    deleted_when="The tie to the person with the account.",
)
class StepMark(models.Model):
    """That the school holds a step for done; nothing is locked by it."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="marks")
    step = models.PositiveSmallIntegerField(_("step"), choices=Step.choices)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("finished step")
        constraints = [models.UniqueConstraint(name="one_mark_per_step", fields=["concept", "step"])]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.step}"
