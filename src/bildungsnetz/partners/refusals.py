"""Why a file cannot be read, as sentences with line and column."""

from bildungsnetz.intake.models import ImportRow
from bildungsnetz.intake.reading import FileRefused
from bildungsnetz.intake.wording import sentence_with_place


def refusal_sentences(refusal: FileRefused) -> list[str]:
    """Word every reason for which a file was refused."""
    return [
        sentence_with_place(
            ImportRow(
                code=found.code,
                line=found.line,
                column=found.column,
                found=found.found,
                expected=found.expected,
                params=dict(found.params),
            )
        )
        for found in refusal.findings
    ]
