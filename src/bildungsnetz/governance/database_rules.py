"""What the database keeps by itself for decisions, beside the rules of consent."""

from bildungsnetz.journal.database_rules import Rule
from bildungsnetz.networks.consent_rules import consent_rules

DECISION_TEXT = ["network_id", "item_id", "year", "number", "title", "text", "stays_with", "rule"]


def rules_of_decisions() -> list[Rule]:
    """Return the rules of a decision: those of consent, and that votes are to a wording that stays."""
    differs = "(" + " OR ".join(f"OLD.{column} <>> NEW.{column}" for column in DECISION_TEXT) + ")"
    return [
        *consent_rules(subject_type="governance.decision", columns=DECISION_TEXT),
        Rule(
            "governance_decision_voted_text_stays",
            "BEFORE UPDATE",
            "governance_decision",
            f"OLD.outcome <> '' AND {differs}",
            refusal="the wording that was voted on cannot be changed",
        ),
    ]
