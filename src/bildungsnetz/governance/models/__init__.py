"""Tables of the bodies, their meetings and what they decide."""

from bildungsnetz.governance.models.agenda import AgendaItem, ItemKind, MinutesText, Motion, Paper, TextState
from bildungsnetz.governance.models.body import Body, BodyKind, Holder, Seat
from bildungsnetz.governance.models.decision import Decision, Outcome, RecommendationAnswer
from bildungsnetz.governance.models.evaluation import Asked, Criterion, Evaluation, Rating, SurveyState
from bildungsnetz.governance.models.meeting import (
    Answer,
    Attendance,
    Meeting,
    MeetingStatus,
    MinutesStatus,
    Objection,
    Presence,
    Registration,
    RegistrationStatus,
)
from bildungsnetz.governance.models.mirror import PublicObject
from bildungsnetz.governance.models.order import OrderState, WorkOrder
from bildungsnetz.governance.models.poll import Poll, PollAnswer, PollOption, PollWord
from bildungsnetz.governance.models.public_minutes import PublicMinutes

__all__ = [
    "AgendaItem",
    "Answer",
    "Asked",
    "Attendance",
    "Body",
    "BodyKind",
    "Criterion",
    "Decision",
    "Evaluation",
    "Holder",
    "ItemKind",
    "Meeting",
    "MeetingStatus",
    "MinutesStatus",
    "MinutesText",
    "Motion",
    "Objection",
    "OrderState",
    "Outcome",
    "Paper",
    "Poll",
    "PollAnswer",
    "PollOption",
    "PollWord",
    "Presence",
    "PublicMinutes",
    "PublicObject",
    "Rating",
    "RecommendationAnswer",
    "Registration",
    "RegistrationStatus",
    "Seat",
    "SurveyState",
    "TextState",
    "WorkOrder",
]
