"""What a figure can be and in what it is counted; the same words for observations and for what is released."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FigureStatus(models.TextChoices):
    """What a place in a table holds; kept apart from the value, which only some of them have."""

    VALUE = "VALUE", _("value")
    ZERO = "ZERO", _("exactly zero")
    ROUNDED = "ROUNDED", _("rounded")
    ESTIMATED = "ESTIMATED", _("estimated")
    SUPPRESSED = "SUPPRESSED", _("protected")
    UNKNOWN = "UNKNOWN", _("too uncertain")
    NOT_MEANINGFUL = "NOT_MEANINGFUL", _("not meaningful")
    LATER = "LATER", _("not yet available")


WITH_VALUE = (FigureStatus.VALUE, FigureStatus.ZERO, FigureStatus.ROUNDED, FigureStatus.ESTIMATED)


class Unit(models.TextChoices):
    """In what a figure is counted; shares are stored between 0 and 1 and shown as per cent."""

    SHARE = "SHARE", pgettext_lazy("unit", "per cent")
    COUNT = "COUNT", pgettext_lazy("unit", "number")
    RATIO = "RATIO", pgettext_lazy("unit", "per 100")
    EURO = "EURO", pgettext_lazy("unit", "euro")
    LEVEL = "LEVEL", pgettext_lazy("unit", "level")


class PlaceKind(models.TextChoices):
    """What kind of place a figure is about, told by its key."""

    NATION = "NATION", _("Germany")
    STATE = "STATE", _("Land")
    DISTRICT = "DISTRICT", _("government district")
    REGION = "REGION", _("region")
    TOWN = "TOWN", _("town")
    SCHOOL = "SCHOOL", _("school")


class Grouping(models.TextChoices):
    """By what the people or things of a place are told apart."""

    NONE = "", _("all together")
    SEX = "SEX", pgettext_lazy("grouping", "sex")
    CITIZENSHIP = "CITIZENSHIP", pgettext_lazy("grouping", "citizenship")
    SCHOOL_TYPE = "SCHOOL_TYPE", pgettext_lazy("grouping", "type of school")
    SOCIAL_INDEX = "SOCIAL_INDEX", pgettext_lazy("grouping", "level of the social index")
    OTHER = "OTHER", pgettext_lazy("grouping", "other groups")
