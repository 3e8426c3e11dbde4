"""What is wrong with the input: collected, not thrown one by one, and the refusal that carries it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bildungsnetz.engines.allocation.instance import Language
from bildungsnetz.engines.allocation.phrases import Phrase

SHOWN_PER_FILE = 100
_LONGEST_SHOWN = 60
_KEPT = 20 * SHOWN_PER_FILE

_PLACE = Phrase("{file}, Zeile {line}, Spalte {column}", "{file}, line {line}, column {column}")
_LINE = Phrase("{file}, Zeile {line}", "{file}, line {line}")
_FOUND = Phrase("„{found}“ gefunden, erwartet: {expected}", 'found "{found}", expected: {expected}')
_NOTHING = Phrase("nichts gefunden, erwartet: {expected}", "found nothing, expected: {expected}")
_MORE = Phrase("{file}: {count} weitere Fehler.", "{file}: {count} more errors.")
_HEAD = Phrase(
    "Die Eingabe wurde nicht angenommen: {count} Fehler. Nichts wurde geschrieben.",
    "The input was refused: {count} errors. Nothing was written.",
)
_HEAD_ONE = Phrase(
    "Die Eingabe wurde nicht angenommen: 1 Fehler. Nichts wurde geschrieben.",
    "The input was refused: 1 error. Nothing was written.",
)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, or only odd, in one cell; ``line`` 0 means the file, ``column`` "" the line."""

    file: str
    line: int
    column: str
    found: str
    expected: str

    def sentence(self, lang: Language) -> str:
        """Say where it is, what was found and what was expected."""
        place = self.file
        if self.line:
            place = (_PLACE if self.column else _LINE).say(lang, file=self.file, line=self.line, column=self.column)
        if not self.found:
            return f"{place}: {_NOTHING.say(lang, expected=self.expected)}."
        return f"{place}: {_FOUND.say(lang, found=self.found, expected=self.expected)}."


@dataclass
class Problems:
    """The problems of one file; the first 100 by line are kept, all are counted."""

    file: str
    lang: Language
    count: int = 0
    _found: list[Problem] = field(default_factory=list)

    def add(self, line: int, column: str, found: str, expected: Phrase, /, **values: object) -> None:
        """Note one problem."""
        self.count += 1
        self._found.append(
            Problem(self.file, line, column, _shortened(found), expected.say(self.lang, **values)),
        )
        if len(self._found) > _KEPT:  # bounded memory, however many lines are wrong
            self._found = self.first()

    def first(self) -> list[Problem]:
        """Return the first 100 in the order of the file."""
        return sorted(self._found)[:SHOWN_PER_FILE]


class InputRefused(Exception):
    """The input cannot be worked on; ``problems`` are the first 100 of each file, ``count`` counts all."""

    def __init__(self, files: Iterable[Problems], lang: Language) -> None:
        self.lang = lang
        self.files = [problems for problems in files if problems.count]
        self.problems = [problem for problems in self.files for problem in problems.first()]
        self.count = sum(problems.count for problems in self.files)
        super().__init__("\n".join(self.sentences()))

    def sentences(self) -> list[str]:
        """Return what the person reads, one sentence per problem."""
        head = _HEAD_ONE if self.count == 1 else _HEAD
        lines = [head.say(self.lang, count=self.count)]
        for problems in self.files:
            first = problems.first()
            lines += [problem.sentence(self.lang) for problem in first]
            if problems.count > len(first):
                lines.append(_MORE.say(self.lang, file=problems.file, count=problems.count - len(first)))
        return lines


def _shortened(found: str) -> str:
    printable = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in found[: 2 * _LONGEST_SHOWN]
    )
    return printable if len(printable) <= _LONGEST_SHOWN else f"{printable[:_LONGEST_SHOWN]}…"
