"""Text with delimiters: the lines, the candidates for the delimiter, the records with their line numbers."""

import csv
from collections.abc import Iterator

from bildungsnetz.intake.reading.findings import FileRefused, fatal

DELIMITERS = (";", ",", "\t")
_LONGEST_CELL = 100_000


class Lines:
    """The lines of a text file, counted from 1 as an editor counts them."""

    def __init__(self, text: str) -> None:
        # Only line feeds end a line here; str.splitlines() would also cut at separators inside of cells.
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def first(self) -> str:
        """Return the first line that holds anything, shortened."""
        return next((line for line in self._lines if line.strip()), "")[:80]

    def before(self, number: int) -> tuple[str, ...]:
        """Return the lines before line ``number``."""
        return tuple(line.strip() for line in self._lines[: number - 1] if line.strip())

    def delimiters(self) -> tuple[str, ...]:
        """Return the delimiter the file declares by ``sep=``, else those to try."""
        declared = self._lines[0].strip().strip('"').lower()
        if declared.startswith("sep=") and len(declared) == 5:
            return (declared[4],)
        return DELIMITERS

    def head(self, delimiter: str, *, within: int) -> Iterator[tuple[int, list[str]]]:
        """Yield number and cells of the first lines, each read by itself (a header has no line breaks)."""
        for number, line in enumerate(self._lines[:within], start=1):
            if line.strip():
                yield number, next(csv.reader([line[:_LONGEST_CELL]], delimiter=delimiter))

    def after(self, number: int) -> Iterator[str]:
        """Yield the lines after line ``number`` with their line ends, as the csv module wants them."""
        last = len(self._lines) - 1
        for index in range(number, len(self._lines)):
            yield self._lines[index] if index == last else self._lines[index] + "\n"


def records(lines: Lines, *, delimiter: str, after: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the line a record begins in, and its cells; a cell may hold line breaks.

    Raises: FileRefused where quotation marks do not fit together, which no later line can repair.
    """
    reader = csv.reader(lines.after(after), delimiter=delimiter, strict=True)
    begins = after + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            code = "quote_not_closed" if "end of data" in str(problem) else "quote_misplaced"
            raise FileRefused([fatal(code, line=begins, found=str(after + reader.line_num))]) from None
        yield begins, cells
        begins = after + reader.line_num + 1
