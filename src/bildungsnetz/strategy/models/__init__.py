"""Proposals and choices, strategy versions with goals and measures, their progress, and the annual report."""

from bildungsnetz.strategy.models.choosing import ChoiceLine, FieldChoice, Proposal, ProposalState, Rating
from bildungsnetz.strategy.models.means import Aim, AimKind, PostShare, Responsibility
from bildungsnetz.strategy.models.measure import (
    Dependency,
    Measure,
    MeasureDecision,
    Milestone,
    Outcome,
    Plan,
    Serves,
)
from bildungsnetz.strategy.models.progress import (
    Cost,
    CostKind,
    KeptText,
    MilestoneProgress,
    Rhythm,
    Standing,
    StatusReport,
)
from bildungsnetz.strategy.models.report import AnnualReport, Section, SectionKind, SectionText
from bildungsnetz.strategy.models.version import Goal, GoalKind, GoalLink, StrategyVersion

__all__ = [
    "Aim",
    "AimKind",
    "AnnualReport",
    "ChoiceLine",
    "Cost",
    "CostKind",
    "Dependency",
    "FieldChoice",
    "Goal",
    "GoalKind",
    "GoalLink",
    "KeptText",
    "Measure",
    "MeasureDecision",
    "Milestone",
    "MilestoneProgress",
    "Outcome",
    "Plan",
    "PostShare",
    "Proposal",
    "ProposalState",
    "Rating",
    "Responsibility",
    "Rhythm",
    "Section",
    "SectionKind",
    "SectionText",
    "Serves",
    "Standing",
    "StatusReport",
    "StrategyVersion",
]
