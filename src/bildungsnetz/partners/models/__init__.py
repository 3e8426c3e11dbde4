"""Institutions, schools, the people in them, and how they work together."""

from bildungsnetz.partners.models.cooperation import Cooperation, CooperationKind, Evidence
from bildungsnetz.partners.models.examination import Examination
from bildungsnetz.partners.models.institutions import (
    ConfirmedBy,
    DirectoryEdition,
    FurtherKind,
    Institution,
    Kind,
    School,
    SchoolRecord,
    Side,
    Source,
)
from bildungsnetz.partners.models.lists import ColumnLayout, UploadedList
from bildungsnetz.partners.models.mailing import Circular, CircularCopy, DistributionList
from bildungsnetz.partners.models.merge import Merge
from bildungsnetz.partners.models.people import Function, Person

__all__ = [
    "Circular",
    "CircularCopy",
    "ColumnLayout",
    "ConfirmedBy",
    "Cooperation",
    "CooperationKind",
    "DirectoryEdition",
    "DistributionList",
    "Evidence",
    "Examination",
    "Function",
    "FurtherKind",
    "Institution",
    "Kind",
    "Merge",
    "Person",
    "School",
    "SchoolRecord",
    "Side",
    "Source",
    "UploadedList",
]
