"""Settings stand in three places: the code that reads them, the example file and the operator's guide."""

import ast
import re
from pathlib import Path

import pytest

from bildungsnetz.cli import VERBS

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.once


def names_read_by_the_code():
    tree = ast.parse((ROOT / "src/bildungsnetz/settings.py").read_text(encoding="utf-8"))
    readers = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "name"
    }
    return {
        f"BILDUNGSNETZ_{node.args[0].value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in readers
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_example_file_names_every_setting_and_no_other():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^#? ?(BILDUNGSNETZ_\w+)=", example, re.MULTILINE)) == names_read_by_the_code()


def test_the_operators_guide_explains_every_setting_and_no_other():
    guide = (ROOT / "docs/operator.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(BILDUNGSNETZ_\w+)`", guide, re.MULTILINE)) == names_read_by_the_code()


def test_the_operators_guide_explains_every_verb_in_the_order_of_the_command():
    guide = (ROOT / "docs/operator.md").read_text(encoding="utf-8")
    chapter = guide.split("\n## Befehle\n")[1].split("\n## ")[0]

    assert re.findall(r"^\| `([\w-]+)` \|", chapter, re.MULTILINE) == list(VERBS)
