"""The 16 occupational fields of KAoA (code list KAOABerufsfeld of the SVWS server)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OccupationalField(models.TextChoices):
    """A field of work, by the code the school administration programs use."""

    BAV = "BAV", _("Construction, architecture, surveying")
    D = "D", _("Services")
    EL = "EL", _("Electrical engineering")
    G = "G", _("Health")
    GESGE = "GESGE", _("Social sciences and humanities")
    ITC = "ITC", _("IT, computers")
    KKG = "KKG", _("Art, culture, design")
    LANAUM = "LANAUM", _("Agriculture, nature, environment")
    M = "M", _("Metal, mechanical engineering")
    ME = "ME", _("Media")
    N = "N", _("Natural sciences")
    PRFE = "PRFE", _("Production, manufacturing")
    SP = "SP", _("Social work, education")
    TEC = "TEC", _("Technology")
    VL = "VL", _("Transport, logistics")
    WIVE = "WIVE", _("Business, administration")
