"""Tables of places and counts; none has a person in it."""

from bildungsnetz.inclusion.models.counts import NeedCount, PupilCount, SupportPlaces
from bildungsnetz.inclusion.models.guide import AssistantHours, GuideContact, GuideDate, TransitionCount
from bildungsnetz.inclusion.models.plans import ReleasedForecast, Scenario, ScenarioStep, StepKind
from bildungsnetz.inclusion.models.supply import OfferForm, StepFree, SupportOffer, SupportSchool, Target, YearFacts
from bildungsnetz.inclusion.models.values import Focus, Origin

__all__ = [
    "AssistantHours",
    "Focus",
    "GuideContact",
    "GuideDate",
    "NeedCount",
    "OfferForm",
    "Origin",
    "PupilCount",
    "ReleasedForecast",
    "Scenario",
    "ScenarioStep",
    "StepFree",
    "StepKind",
    "SupportOffer",
    "SupportPlaces",
    "SupportSchool",
    "Target",
    "TransitionCount",
    "YearFacts",
]
