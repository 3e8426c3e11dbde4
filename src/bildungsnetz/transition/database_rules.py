"""What the database keeps by itself: one seed a season, runs with no other, and results both sides consented to."""

from bildungsnetz.journal.database_rules import Rule
from bildungsnetz.networks.consent_rules import consent_rules

RESULT_TEXT = ["season_id", "run_id", "digest", "reason"]


def rules_of_seasons() -> list[Rule]:
    """Return the rules of seeds, runs and results."""
    return [
        Rule(
            "transition_season_has_one_seed",
            "BEFORE UPDATE",
            "transition_season",
            "OLD.seed_hash <> '' AND (OLD.seed_hash <> NEW.seed_hash OR OLD.seed <> NEW.seed)",
            refusal="a season has one seed",
        ),
        Rule(
            "transition_run_uses_the_seed",
            "BEFORE INSERT",
            "transition_run",
            "NOT EXISTS (SELECT 1 FROM transition_season WHERE id = NEW.season_id AND seed_hash <> '' "
            "AND seed_hash = NEW.seed_hash)",
            refusal="a run uses the seed of its season",
        ),
        Rule(
            "transition_run_keeps_the_seed",
            "BEFORE UPDATE",
            "transition_run",
            "OLD.seed_hash <> NEW.seed_hash OR OLD.season_id <> NEW.season_id",
            refusal="a run uses the seed of its season",
        ),
        *consent_rules(subject_type="transition.result", columns=RESULT_TEXT),
        Rule(
            "transition_result_is_released_with_consent",
            "BEFORE UPDATE",
            "transition_result",
            "OLD.released_at IS NULL AND NEW.released_at IS NOT NULL AND NEW.status <> 'IN_FORCE' AND EXISTS "
            "(SELECT 1 FROM transition_season WHERE id = NEW.season_id AND needs_consent)",
            refusal="a result is released after both sides have consented",
        ),
    ]
