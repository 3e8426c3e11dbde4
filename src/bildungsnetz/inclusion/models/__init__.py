"""Tables of places and counts; none has a person in it."""

from bildungsnetz.inclusion.models.counts import NeedCount, PupilCount, SupportPlaces
from bildungsnetz.inclusion.models.supply import OfferForm, StepFree, SupportOffer, SupportSchool, Target, YearFacts
from bildungsnetz.inclusion.models.values import Focus, Origin

__all__ = [
    "Focus",
    "NeedCount",
    "OfferForm",
    "Origin",
    "PupilCount",
    "StepFree",
    "SupportOffer",
    "SupportPlaces",
    "SupportSchool",
    "Target",
    "YearFacts",
]
