"""What the database keeps by itself for choices, strategies and annual reports: the rules of consent."""

from bildungsnetz.journal.database_rules import Rule
from bildungsnetz.networks.consent_rules import consent_rules

CHOICE_TEXT = ["network_id", "number", "title", "reasons"]
STRATEGY_TEXT = ["network_id", "number", "title", "vision", "effective_from", "until", "amends_id"]
STRATEGY_PARTS = [
    "strategy_goal", "strategy_goallink", "strategy_plan", "strategy_serves", "strategy_responsibility",
    "strategy_milestone", "strategy_dependency", "strategy_postshare", "strategy_aim",
]  # fmt: skip
REPORT_TEXT = ["network_id", "year", "title", "strategy_id", "frozen_at"]


def rules_of_the_strategy() -> list[Rule]:
    """Return the rules of all three subjects of consent."""
    return [
        *consent_rules(subject_type="strategy.fieldchoice", columns=CHOICE_TEXT, children=["strategy_choiceline"]),
        *consent_rules(subject_type="strategy.strategyversion", columns=STRATEGY_TEXT, children=STRATEGY_PARTS),
        *consent_rules(subject_type="strategy.annualreport", columns=REPORT_TEXT, children=["strategy_section"]),
    ]
