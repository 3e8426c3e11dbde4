"""What a short public text must not be: the trace of a person's case. A second net beneath the tables themselves.

The tables hold keys, numbers and choices; the few texts (titles, names of offices) pass this check, so that a name
with a birthday or a diagnosis does not end up in one of them by habit.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SIGNS = re.compile(
    r"\b(geb\.|geboren|geburtsdatum|diagnos\w*|attest\w*|aktenzeichen|az\.|icd\b|icd-?10|iq\b|sohn|tochter|"
    r"schülerin\s+[A-ZÄÖÜ]\w+|schüler\s+[A-ZÄÖÜ]\w+|kind\s+[A-ZÄÖÜ]\w+|mutter\s+von|vater\s+von|eltern\s+von)"
    r"|\b[FG]\d{2}\.\d\b|\b\d{1,2}\.\s?\d{1,2}\.\s?(19|20)\d{2}\b",
    re.IGNORECASE,
)


def sounds_like_a_case(text: str) -> bool:
    """Say whether a text has signs of a person's case: birthday, diagnosis, file number, "pupil So-and-so"."""
    return bool(_SIGNS.search(text))


def no_case(value: str) -> None:
    """Refuse such a text (field validator). Raises: ValidationError."""
    if sounds_like_a_case(value):
        raise ValidationError(
            _("This sounds like a single child. Here stand places and counts only; please write it without a person.")
        )
