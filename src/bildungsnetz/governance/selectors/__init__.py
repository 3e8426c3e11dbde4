"""Reading about bodies, meetings, decisions and orders; what a person may see starts here."""

from bildungsnetz.governance.selectors.bodies import (
    bodies_of,
    holders_on,
    room_of_body,
    seats_on,
    sits_in,
    voting_gap,
)
from bildungsnetz.governance.selectors.meetings import (
    attendances_of,
    items_of,
    items_of_steering_groups,
    later_meetings,
    meetings_visible_to,
    next_meetings,
    open_conferences,
    orders_on_agenda,
    previous_meeting,
    registrations_of,
    room_of,
    sees_every_body,
)
from bildungsnetz.governance.selectors.polls import Possible, possible_dates
from bildungsnetz.governance.selectors.register import (
    answerable_recommendations,
    decisions_visible_to,
    open_orders,
    orders_visible_to,
    published_decisions,
    recommendations_without_answer,
    searched,
)
from bildungsnetz.governance.selectors.waiting import decisions_to_consent, invitations_to_answer, orders_of

__all__ = [
    "Possible",
    "answerable_recommendations",
    "attendances_of",
    "bodies_of",
    "decisions_to_consent",
    "decisions_visible_to",
    "holders_on",
    "invitations_to_answer",
    "items_of",
    "items_of_steering_groups",
    "later_meetings",
    "meetings_visible_to",
    "next_meetings",
    "open_conferences",
    "open_orders",
    "orders_of",
    "orders_on_agenda",
    "orders_visible_to",
    "possible_dates",
    "previous_meeting",
    "published_decisions",
    "recommendations_without_answer",
    "registrations_of",
    "room_of",
    "room_of_body",
    "searched",
    "seats_on",
    "sees_every_body",
    "sits_in",
    "voting_gap",
]
