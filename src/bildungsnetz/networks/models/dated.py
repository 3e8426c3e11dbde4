"""Building blocks for dated rows: constraints every half-open period shares, and dates with precision."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import NOT_PROVIDED, F, Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.periods import PreciseDate, Precision


class PrecisionChoices(models.TextChoices):
    """How exactly a source gives a date, as the database stores it."""

    DAY = Precision.DAY.value, _("to the day")
    MONTH = Precision.MONTH.value, _("to the month")
    YEAR = Precision.YEAR.value, _("to the year")
    NOT_LATER_THAN = Precision.NOT_LATER_THAN.value, _("not later than")
    UNKNOWN = Precision.UNKNOWN.value, _("unknown")


def precision_field(*, blank: bool = False, default: Any = NOT_PROVIDED) -> models.CharField:
    """Make the column that says how exactly the date beside it is known."""
    choices = PrecisionChoices.choices
    return models.CharField(_("precision"), max_length=14, choices=choices, blank=blank, default=default)


def precise(on: date | None, precision: str) -> PreciseDate | None:
    """Join a date and its precision; an empty precision means there is no such date."""
    return PreciseDate(on, Precision(precision)) if precision else None


def ends_after_it_begins(name: str, *, began: str = "began_on", ended: str = "ended_on") -> models.CheckConstraint:
    """Forbid empty and reversed half-open periods."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{ended: None}) | Q(**{f"{ended}__gt": F(began)}) | Q(**{began: None}),
        violation_error_message=_("The end must lie after the beginning."),
    )


def date_matches_precision(name: str, *, on: str, precision: str) -> models.CheckConstraint:
    """Demand a date unless it is unknown, and none if it is."""
    return models.CheckConstraint(
        name=name,
        condition=(Q(**{f"{on}__isnull": True}) & Q(**{f"{precision}__in": ["", "UNKNOWN"]}))
        | (Q(**{f"{on}__isnull": False}) & Q(**{f"{precision}__in": ["DAY", "MONTH", "YEAR", "NOT_LATER_THAN"]})),
        violation_error_message=_("A date and how exactly it is known must go together."),
    )
