"""What a concept is made of; each part knows its revision, so that two authors never overwrite each other."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.media.models.concept import Chapter, Concept

WRITTEN: dict[str, Any] = {
    "personal": ["changed_by"],
    "purpose": "Names who wrote last, for colleagues working at the same time.",
    "deleted_when": "The tie to the person with the account.",
}


class Binding(models.TextChoices):
    """Whether a unit is taught for sure."""

    COMPULSORY = "COMPULSORY", _("compulsory")
    RECOMMENDED = "RECOMMENDED", _("recommended")


class Extent(models.TextChoices):
    """Whom a unit reaches."""

    ALL = "ALL", _("all pupils of the grade")
    PART = "PART", _("part of them")


class Progress(models.TextChoices):
    """How far a unit is."""

    PLANNED = "PLANNED", pgettext_lazy("teaching unit", "planned")
    DONE = "DONE", pgettext_lazy("teaching unit", "taught")


class Category(models.TextChoices):
    """What equipment is; a list of the product, since no official one is known."""

    INTERNET = "INTERNET", _("internet connection")
    LAN = "LAN", _("wired network")
    WLAN = "WLAN", _("wireless network")
    SERVER = "SERVER", _("server, cloud, device management")
    PRESENTATION = "PRESENTATION", _("presentation (board, projector, display)")
    TEACHER = "TEACHER", _("devices for teachers")
    PUPIL = "PUPIL", _("devices for pupils")
    SPECIAL = "SPECIAL", _("special devices (3D, robotics, assistive)")
    SOFTWARE = "SOFTWARE", _("software and learning platform")
    PERIPHERAL = "PERIPHERAL", _("peripherals")
    SUPPORT = "SUPPORT", pgettext_lazy("equipment", "support")


class Holding(models.TextChoices):
    """Whether equipment is there or wanted."""

    STOCK = "STOCK", _("in stock")
    NEED = "NEED", _("needed")


class Funding(models.TextChoices):
    """From where equipment is paid."""

    OPEN = "", pgettext_lazy("funding", "not settled")
    BODY = "BODY", _("school body")
    DIGITALPAKT = "DIGITALPAKT", _("DigitalPakt")
    LAND = "LAND", pgettext_lazy("funding", "Land")
    SCHOOL = "SCHOOL", _("the school's own budget")
    OTHER = "OTHER", pgettext_lazy("funding", "other")


class Direction(models.TextChoices):
    """Whether somebody looks for something or has it to give."""

    NEED = "NEED", pgettext_lazy("between schools", "looks for")
    OFFER = "OFFER", pgettext_lazy("between schools", "offers")


class Part(models.Model):
    """Anything that several authors may change at the same time."""

    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        abstract = True


@personal_data(impersonal=["chapter", "text"], **WRITTEN)
class ConceptText(Part):
    """One chapter of the concept in words."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="texts")
    chapter = models.CharField(_("chapter"), max_length=10, choices=Chapter.choices)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("text of a concept")
        constraints = [models.UniqueConstraint(name="one_text_per_chapter", fields=["concept", "chapter"])]

    def __str__(self) -> str:
        return str(self.get_chapter_display())


@personal_data(impersonal=["code", "title", "competences"], **WRITTEN)
class Subject(Part):
    """A subject that takes on competences; ``code`` is what the grid shows."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="subjects")
    code = models.CharField(_("abbreviation"), max_length=4)
    title = models.CharField(_("subject"), max_length=60)
    competences = models.JSONField(_("competences"), default=list, blank=True)

    class Meta:
        verbose_name = _("subject")
        constraints = [models.UniqueConstraint(name="one_subject_per_code", fields=["concept", "code"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


@personal_data(impersonal=["competence", "unit", "equipment", "binding", "extent", "progress"], **WRITTEN)
class GridEntry(Part):
    """One teaching unit in the grid: which competence, in which grade, in which subject."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="entries")
    competence = models.CharField(_("competence"), max_length=5)
    grade = models.PositiveSmallIntegerField(_("grade"))
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="entries", verbose_name=_("subject"))
    unit = models.CharField(_("teaching unit"), max_length=160)
    equipment = models.CharField(_("equipment"), max_length=160, blank=True)
    binding = models.CharField(_("validity"), max_length=11, choices=Binding.choices, default=Binding.COMPULSORY)
    extent = models.CharField(_("for whom"), max_length=4, choices=Extent.choices, default=Extent.ALL)
    progress = models.CharField(_("state"), max_length=7, choices=Progress.choices, default=Progress.PLANNED)

    class Meta:
        verbose_name = _("teaching unit in the grid")
        indexes = [models.Index(fields=["concept", "binding", "competence"], name="entries_by_binding")]
        constraints = [
            models.UniqueConstraint(
                name="one_entry_per_unit", fields=["concept", "competence", "grade", "subject", "unit"]
            ),
            models.CheckConstraint(name="entry_grade_is_1_to_13", condition=Q(grade__range=(1, 13))),
        ]

    def __str__(self) -> str:
        return self.unit


@personal_data(impersonal=["holding", "category", "label", "condition", "funding", "room"], **WRITTEN)
class Equipment(Part):
    """Equipment in stock or needed. ``cost``: in whole euros, for all pieces together."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="equipment")
    holding = models.CharField(_("in stock or needed"), max_length=5, choices=Holding.choices)
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    label = models.CharField(_("what"), max_length=120)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    condition = models.CharField(_("condition"), max_length=80, blank=True)
    funding = models.CharField(_("funding"), max_length=11, choices=Funding.choices, blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    cost = models.PositiveIntegerField(_("cost in euros"), null=True, blank=True)

    class Meta:
        verbose_name = _("equipment")
        indexes = [models.Index(fields=["concept", "holding", "category"], name="equipment_by_kind")]
        constraints = [
            models.CheckConstraint(name="equipment_has_a_category", condition=~Q(category="")),
            models.CheckConstraint(name="needed_equipment_has_a_year", condition=Q(holding="STOCK") | Q(year__gt=0)),
        ]

    def __str__(self) -> str:
        return self.label


@personal_data(impersonal=["topic", "audience"], **WRITTEN)
class Training(Part):
    """Training the staff needs: topic, who, how many, when (school year)."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="trainings")
    topic = models.CharField(_("topic"), max_length=120)
    audience = models.CharField(_("who"), max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(_("number of people"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self) -> str:
        return self.topic


@personal_data(impersonal=["who", "text"], **WRITTEN)
class Support(Part):
    """Support of one level: 1 by the school's staff, 2 by the school body or its contractor."""

    class Level(models.IntegerChoices):
        """Who helps."""

        SCHOOL = 1, _("level 1: the school's staff")
        BODY = 2, _("level 2: the school body or its contractor")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="supports")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    who = models.CharField(_("who (function, no names)"), max_length=120, blank=True)
    hours = models.DecimalField(_("hours per week there are"), max_digits=5, decimal_places=1, null=True, blank=True)
    needed = models.DecimalField(_("hours per week needed"), max_digits=5, decimal_places=1, null=True, blank=True)
    text = models.TextField(_("how it works"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("model", "support")
        constraints = [models.UniqueConstraint(name="one_support_per_level", fields=["concept", "level"])]

    def __str__(self) -> str:
        return str(self.get_level_display())


@personal_data(impersonal=["direction", "competence", "text"], **WRITTEN)
class Exchange(Part):
    """What a school offers to others for a competence, or looks for; others see it only if it is shared."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="exchanges")
    direction = models.CharField(_("looks for or offers"), max_length=5, choices=Direction.choices)
    competence = models.CharField(_("competence"), max_length=5)
    text = models.CharField(_("what"), max_length=200)
    is_shared = models.BooleanField(_("show it to the other schools of the network"), default=False)

    class Meta:
        verbose_name = _("offer or wish between schools")
        indexes = [models.Index(fields=["competence", "is_shared"], name="exchanges_by_competence")]

    def __str__(self) -> str:
        return self.text


@personal_data(
    personal=["written_by"],
    impersonal=["kind", "why", "part_values"],
    purpose="Keeps what somebody wrote while somebody else did, or what was removed, until it is decided.",
    deleted_when="When it is decided; the tie to the person with the account.",
)
class SetAside(models.Model):
    """Words that met newer ones, or a part that was removed: nothing is lost.

    ``kind`` names the kind of part (``parts.py`` of the services), ``part`` its number, empty if it is gone.
    """

    class Why(models.TextChoices):
        """How it came here."""

        MET = "MET", _("written at the same time")
        REMOVED = "REMOVED", _("removed")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="set_aside")
    kind = models.CharField(max_length=12)
    part = models.PositiveBigIntegerField(null=True, blank=True)
    why = models.CharField(max_length=7, choices=Why.choices)
    part_values = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("words set aside")

    def __str__(self) -> str:
        return f"{self.kind} {self.part or ''}".strip()
