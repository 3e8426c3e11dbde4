"""Seasons, offers, codes, wishes, runs and results."""

from bildungsnetz.transition.models.closing import Deletion
from bildungsnetz.transition.models.knocks import Knock
from bildungsnetz.transition.models.offers import Host, Offer, OfferStatus
from bildungsnetz.transition.models.runs import (
    Explanation,
    Folder,
    Placement,
    Result,
    Run,
    RunFile,
    RunKind,
    RunState,
)
from bildungsnetz.transition.models.schools import Coordinator, Participation, Pupil, SchoolClass
from bildungsnetz.transition.models.season import Season, SeasonDay
from bildungsnetz.transition.models.wishes import Wish

__all__ = [
    "Coordinator",
    "Deletion",
    "Explanation",
    "Folder",
    "Host",
    "Knock",
    "Offer",
    "OfferStatus",
    "Participation",
    "Placement",
    "Pupil",
    "Result",
    "Run",
    "RunFile",
    "RunKind",
    "RunState",
    "SchoolClass",
    "Season",
    "SeasonDay",
    "Wish",
]
