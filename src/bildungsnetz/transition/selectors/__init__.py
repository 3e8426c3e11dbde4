"""Reading about seasons; what somebody may see starts here."""

from bildungsnetz.transition.selectors.offers import (
    host_of,
    hosts_of,
    offers_for,
    offers_of,
    waiting_offers,
)
from bildungsnetz.transition.selectors.pupils import (
    expected_at,
    explanations_of,
    placements_of,
    plan_is_shown,
    plans_of_class,
    pupil_of_session,
    wishes_of,
)
from bildungsnetz.transition.selectors.runs import result_in_hand, result_shown, runs_of
from bildungsnetz.transition.selectors.schools import (
    class_of,
    classes_of,
    participation_of,
    participations_of,
    schools_of_person,
)
from bildungsnetz.transition.selectors.seasons import days_of, latest_season, season_of, seasons_of

__all__ = [
    "class_of",
    "classes_of",
    "days_of",
    "expected_at",
    "explanations_of",
    "host_of",
    "hosts_of",
    "latest_season",
    "offers_for",
    "offers_of",
    "participation_of",
    "participations_of",
    "placements_of",
    "plan_is_shown",
    "plans_of_class",
    "pupil_of_session",
    "result_in_hand",
    "result_shown",
    "runs_of",
    "schools_of_person",
    "season_of",
    "seasons_of",
    "waiting_offers",
    "wishes_of",
]
