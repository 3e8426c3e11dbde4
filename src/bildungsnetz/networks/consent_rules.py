"""The consent of two sides as rules of the database, for any table of versions.

``consent_rules`` is called by the migration of each room that has subjects of consent (contract here; strategies,
decisions and releases elsewhere).
"""

from collections.abc import Sequence

from bildungsnetz.journal.database_rules import Rule

CONSENTS = "networks_consent"
BINDING = "('AGREED', 'IN_FORCE', 'SUPERSEDED', 'ENDED')"
FROZEN = "('IN_FORCE', 'SUPERSEDED', 'ENDED', 'NOT_AGREED')"
HASHES = ("content_hash", "state_hash", "municipal_hash")


def consent_rules(*, subject_type: str, columns: Sequence[str], children: Sequence[str] = ()) -> list[Rule]:
    """Return the rules for one table of versions.

    ``subject_type`` is ``room.model`` in lower case (the table is ``room_model``), ``columns`` are the columns that
    belong to the text, ``children`` the tables whose rows belong to it through a column ``version_id``.
    """
    table = subject_type.replace(".", "_")
    rules = [
        *_rules_of_the_version(table, subject_type, columns),
        *_rules_of_its_consents(table, subject_type),
    ]
    for child in children:
        rules += _rules_of_a_part(table, subject_type, child)
    return rules


def _differs(columns: Sequence[str]) -> str:
    return "(" + " OR ".join(f"OLD.{column} <>> NEW.{column}" for column in columns) + ")"


def _voiding(table: str, subject_type: str, row: str) -> tuple[str, ...]:
    return (
        f"UPDATE {table} SET content_hash = '', state_hash = '', municipal_hash = '', "
        f"status = CASE status WHEN 'AGREED' THEN 'PUT_UP' ELSE status END WHERE id = {row}",
        f"UPDATE {CONSENTS} SET status = 'VOIDED', ended_at = CURRENT_TIMESTAMP "
        f"WHERE subject_type = '{subject_type}' AND subject_id = {row} AND status = 'GIVEN'",
    )


def _consents(subject_type: str) -> str:
    return (
        f"(SELECT COUNT(DISTINCT side) FROM {CONSENTS} WHERE subject_type = '{subject_type}' AND subject_id = NEW.id "
        "AND status = 'GIVEN' AND content_hash = NEW.content_hash)"
    )


def _rules_of_the_version(table: str, subject_type: str, columns: Sequence[str]) -> list[Rule]:
    return [
        Rule(
            f"{table}_begins_as_draft",
            "BEFORE INSERT",
            table,
            "NEW.status <> 'DRAFT' OR NEW.state_hash <> '' OR NEW.municipal_hash <> ''",
            refusal="a version begins as a draft without consents",
        ),
        Rule(
            f"{table}_binds_with_both_consents",
            "BEFORE UPDATE",
            table,
            f"NEW.status IN {BINDING} AND OLD.status NOT IN {BINDING} AND {_consents(subject_type)} < 2",
            refusal="nothing is agreed until both sides have consented to this text",
        ),
        Rule(
            f"{table}_keeps_its_order",
            "BEFORE UPDATE",
            table,
            "(OLD.status <> NEW.status) AND NOT ("
            "(OLD.status = 'DRAFT' AND NEW.status = 'PUT_UP')"
            " OR (OLD.status = 'PUT_UP' AND NEW.status IN ('DRAFT', 'AGREED', 'NOT_AGREED'))"
            " OR (OLD.status = 'AGREED' AND NEW.status IN ('PUT_UP', 'IN_FORCE'))"
            " OR (OLD.status = 'IN_FORCE' AND NEW.status IN ('SUPERSEDED', 'ENDED')))",
            refusal="a version goes from draft to consent to agreed to in force to its end",
        ),
        Rule(
            f"{table}_text_in_force_stays",
            "BEFORE UPDATE",
            table,
            f"OLD.status IN {FROZEN} AND {_differs([*columns, *HASHES])}",
            refusal="the text of a version in force cannot be changed",
        ),
        Rule(
            f"{table}_text_voids_consents",
            "AFTER UPDATE",
            table,
            f"OLD.status NOT IN {FROZEN} AND {_differs(columns)}",
            statements=_voiding(table, subject_type, "NEW.id"),
        ),
        Rule(
            f"{table}_only_drafts_vanish",
            "BEFORE DELETE",
            table,
            "OLD.status <> 'DRAFT'",
            refusal="only a draft can be deleted",
        ),
    ]


def _rules_of_its_consents(table: str, subject_type: str) -> list[Rule]:
    of_kind = f"NEW.subject_type = '{subject_type}'"
    return [
        Rule(
            f"{table}_consent_is_to_its_text",
            "BEFORE INSERT",
            CONSENTS,
            f"{of_kind} AND NEW.status = 'GIVEN' AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.subject_id "
            "AND status = 'PUT_UP' AND content_hash <> '' AND content_hash = NEW.content_hash)",
            refusal="a consent is to the text put up for consent",
        ),
        Rule(
            f"{table}_consent_in_force_stays",
            "BEFORE UPDATE",
            CONSENTS,
            f"{of_kind} AND OLD.status <> NEW.status AND EXISTS "
            f"(SELECT 1 FROM {table} WHERE id = NEW.subject_id AND status IN {FROZEN})",
            refusal="a consent cannot be taken back once the subject is in force",
        ),
        Rule(
            f"{table}_consent_taken_back",
            "AFTER UPDATE",
            CONSENTS,
            f"{of_kind} AND OLD.status = 'GIVEN' AND NEW.status <> 'GIVEN'",
            statements=(
                f"UPDATE {table} SET status = CASE status WHEN 'AGREED' THEN 'PUT_UP' ELSE status END, "
                "state_hash = CASE NEW.side WHEN 'STATE' THEN '' ELSE state_hash END, "
                "municipal_hash = CASE NEW.side WHEN 'MUNICIPAL' THEN '' ELSE municipal_hash END "
                "WHERE id = NEW.subject_id",
            ),
        ),
    ]


def _rules_of_a_part(table: str, subject_type: str, child: str) -> list[Rule]:
    def frozen(row: str) -> str:
        return f"EXISTS (SELECT 1 FROM {table} WHERE id = {row}.version_id AND status IN {FROZEN})"

    def voids(event: str, row: str) -> Rule:
        return Rule(
            f"{child}_{event.lower()}_voids_consents",
            f"AFTER {event}",
            child,
            f"EXISTS (SELECT 1 FROM {table} WHERE id = {row}.version_id AND content_hash <> '')",
            statements=_voiding(table, subject_type, f"{row}.version_id"),
        )

    refusal = "the text of a version in force cannot be changed"
    return [
        Rule(f"{child}_stays_without_insert", "BEFORE INSERT", child, frozen("NEW"), refusal=refusal),
        Rule(
            f"{child}_stays_unchanged", "BEFORE UPDATE", child, f"{frozen('OLD')} OR {frozen('NEW')}", refusal=refusal
        ),
        Rule(f"{child}_stays_undeleted", "BEFORE DELETE", child, frozen("OLD"), refusal=refusal),
        voids("INSERT", "NEW"),
        voids("UPDATE", "NEW"),
        voids("DELETE", "OLD"),
    ]


def consent_record_rules() -> list[Rule]:
    """Return the rules every consent obeys, whatever its subject: evidence is neither rewritten nor deleted."""
    evidence = ["subject_type", "subject_id", "side", "content_hash", "office", "given_at", "signed_on_paper_on"]
    return [
        Rule(
            "networks_consent_is_evidence",
            "BEFORE UPDATE",
            CONSENTS,
            f"{_differs(evidence)} OR (OLD.given_by_id <>> NEW.given_by_id AND NEW.given_by_id IS NOT NULL) "
            "OR (OLD.status <> NEW.status AND NOT (OLD.status = 'GIVEN' AND NEW.status IN ('WITHDRAWN', 'VOIDED')))",
            refusal="a consent is evidence and is not rewritten",
        ),
        Rule(
            "networks_consent_is_kept",
            "BEFORE DELETE",
            CONSENTS,
            "OLD.id IS NOT NULL",
            refusal="a consent is evidence and is not deleted",
        ),
    ]
