"""Small published files for tests: an outsider's view of a table, made without any protection engine."""

from collections.abc import Collection, Iterable, Mapping
from itertools import product
from pathlib import Path

TOTAL = "Total"
Codes = tuple[str, ...]

# A teacher can check it by hand: rows A, B, C and columns x, y, z; two children in A x.
SCHOOL = {
    ("A", "x"): 2, ("A", "y"): 9, ("A", "z"): 30,
    ("B", "x"): 8, ("B", "y"): 7, ("B", "z"): 20,
    ("C", "x"): 40, ("C", "y"): 50, ("C", "z"): 60,
}  # fmt: skip
# Hides the two children behind three more cells; each of these is needed.
BLOCK = frozenset({("A", "x"), ("A", "y"), ("B", "x"), ("B", "y")})


def margins(counts: Mapping[Codes, int]) -> dict[Codes, int]:
    """Add up flat dimensions: every combination of codes and ``Total``, missing ones as 0."""
    width = len(next(iter(counts)))
    axes = [[TOTAL, *sorted({codes[axis] for codes in counts})] for axis in range(width)]
    sums = dict.fromkeys(product(*axes), 0)
    for codes, count in counts.items():
        for cell in product(*((code, TOTAL) for code in codes)):
            sums[cell] += count
    return sums


def publish(
    path: Path, cells: Mapping[Codes, int], hidden: Collection[Codes] = (), columns: Iterable[str] = ("town", "type")
) -> Path:
    """Write the cells as a public file, ``hidden`` ones without their value."""
    lines = [",".join([*columns, "value", "status"])]
    for codes, value in sorted(cells.items()):
        shown = ["", "suppressed"] if codes in hidden else [str(value), "published" if value else "zero"]
        lines.append(",".join([*codes, *shown]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def hierarchy(path: Path, parents: Mapping[str, str]) -> Path:
    """Write a hierarchy file."""
    path.write_text("code,parent\n" + "".join(f"{code},{parent}\n" for code, parent in parents.items()), "utf-8")
    return path
