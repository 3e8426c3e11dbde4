"""What the columns of this room may hold."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIRST_YEAR, LAST_YEAR = 2000, 2060
FIRST_GRADE, LAST_GRADE = 1, 10
MOST = 200_000


class Focus(models.TextChoices):
    """The support focuses (§ 19 SchulG NRW), by their customary short names."""

    LE = "LE", _("Learning")
    SQ = "SQ", pgettext_lazy("support focus", "Language")
    ES = "ES", _("Emotional and social development")
    HK = "HK", _("Hearing and communication")
    SE = "SE", _("Seeing")
    GG = "GG", _("Intellectual development")
    KM = "KM", _("Physical and motor development")


class Origin(models.TextChoices):
    """How a count came here."""

    ENTERED = "ENTERED", pgettext_lazy("origin of a count", "entered")
    IMPORTED = "IMPORTED", pgettext_lazy("origin of a count", "read in")
    EXAMPLE = "EXAMPLE", pgettext_lazy("origin of a count", "invented example")


def year_field() -> models.PositiveSmallIntegerField:
    """Make the column of a school year, named by the year in which it begins."""
    return models.PositiveSmallIntegerField(
        _("school year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )


def grade_field() -> models.PositiveSmallIntegerField:
    """Make the column of a grade (1 to 10)."""
    return models.PositiveSmallIntegerField(
        _("grade"), validators=[MinValueValidator(FIRST_GRADE), MaxValueValidator(LAST_GRADE)]
    )


def count_field(title: Any) -> models.PositiveIntegerField:
    """Make a column of a count."""
    return models.PositiveIntegerField(title, validators=[MaxValueValidator(MOST)])


def within(name: str, **bounds: tuple[int, int]) -> models.CheckConstraint:
    """Keep columns within bounds, in the database itself."""
    condition = Q()
    for column, between in bounds.items():
        condition &= Q(**{f"{column}__range": between})
    return models.CheckConstraint(name=name, condition=condition)


YEARS = (FIRST_YEAR, LAST_YEAR)
GRADES = (FIRST_GRADE, LAST_GRADE)
COUNTS = (0, MOST)


def school_year(year: int) -> str:
    """Return a school year as people write it: 2026/27."""
    return f"{year}/{(year + 1) % 100:02d}"
