"""Settings stand in three places: the code that reads them, the example file and the operator's guide."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = {"text", "flag", "number", "choice", "listed"}

pytestmark = pytest.mark.once


def names_read_by_the_code():
    tree = ast.parse((ROOT / "src/bildungsnetz/settings.py").read_text(encoding="utf-8"))
    return {
        f"BILDUNGSNETZ_{node.args[0].value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_example_file_names_every_setting_and_no_other():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^#? ?(BILDUNGSNETZ_\w+)=", example, re.MULTILINE)) == names_read_by_the_code()


def test_the_operators_guide_explains_every_setting_and_no_other():
    guide = (ROOT / "docs/operator.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(BILDUNGSNETZ_\w+)`", guide, re.MULTILINE)) == names_read_by_the_code()
