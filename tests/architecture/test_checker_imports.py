"""The checker of allocations rests on as little as can be: the standard library, NumPy and HiGHS."""

import ast
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

CHECKER = Path(__file__).parents[2] / "src" / "bildungsnetz" / "engines" / "allocation_check"
OWN = "bildungsnetz.engines.allocation_check"


def imported(path: Path) -> set[str]:
    """Return every module a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def test_the_checker_of_allocations_imports_only_the_standard_library_numpy_and_highspy():
    allowed = {*sys.stdlib_module_names, "numpy", "highspy"}
    files = [path for path in CHECKER.rglob("*.py") if "tests" not in path.relative_to(CHECKER).parts]

    others = {
        (path.name, module)
        for path in files
        for module in imported(path)
        if module.split(".")[0] not in allowed and not f"{module}.".startswith(f"{OWN}.")
    }

    assert (len(files) > 10, others) == (True, set())
