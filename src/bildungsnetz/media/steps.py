"""The seven steps as the stepper shows them: what is done, where the reader is, what is still open."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bildungsnetz.media.coverage import Covered, State
from bildungsnetz.media.models import Chapter, Concept, Step

CHAPTERS: dict[Step, tuple[Chapter, ...]] = {
    Step.PREPARE: (Chapter.STATE, Chapter.AIMS),
    Step.SUBJECTS: (Chapter.SUBJECTS,),
    Step.NETWORK: (Chapter.NETWORK,),
    Step.ADOPT: (Chapter.RULES, Chapter.PRIVACY),
    Step.UPDATE: (Chapter.EVALUATION,),
}
STEP_OF = {chapter: step for step, chapters in CHAPTERS.items() for chapter in chapters}


def stepper_of(concept: Concept, *, current: Step | None, standing: Sequence[Covered] = ()) -> list[dict[str, Any]]:
    """Return the steps for the stepper; one query."""
    marked = set(concept.marks.values_list("step", flat=True))
    return [
        {
            "label": str(step.label),
            "note": _note(step, standing),
            "state": "current" if step == current else "done" if step in marked else "open",
            "number": int(step),
            "is_marked": step in marked,
        }
        for step in Step
    ]


def compulsory(standing: Sequence[Covered]) -> int:
    """Count the competences with a compulsory unit."""
    return sum(one.state in (State.COMPULSORY, State.OFTEN) for one in standing)


def _note(step: Step, standing: Sequence[Covered]) -> str:
    if step != Step.CONTENT or not standing:
        return ""
    return _("%(count)s of %(total)s compulsory") % {"count": compulsory(standing), "total": len(standing)}
