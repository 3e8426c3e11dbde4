"""What a concept says, as plain data: for its checksum, its document, its comparison with another year."""

import hashlib
import json
from typing import Any

from bildungsnetz.media.models import Concept
from bildungsnetz.media.part_kinds import COPIED, KINDS


def content_of(concept: Concept) -> dict[str, list[dict[str, Any]]]:
    """Return all parts of a concept by kind, in a stable order; one query per kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for slug in COPIED:
        kind = KINDS[slug]
        model: Any = kind.model
        rows = model.objects.filter(concept=concept)
        if "subject" in kind.fields:
            rows = rows.select_related("subject")
        values = [kind.values_of(part) for part in rows]
        found[slug] = sorted(values, key=lambda one: json.dumps(one, sort_keys=True, ensure_ascii=False))
    return found


def content_hash(concept: Concept) -> str:
    """Return the checksum of everything a concept says (SHA-256, hex)."""
    frame = {
        "school": concept.school.school_number, "year": concept.year, "frame": concept.frame_code,
        "body": concept.body_key, "grades": [concept.first_grade, concept.last_grade],
    }  # fmt: skip
    said = json.dumps({**frame, "parts": content_of(concept)}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
