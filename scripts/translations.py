"""Fail if a room's German catalogue is not what its sources ask for.

Per room: every text marked in templates and modules stands in the room's ``django.po``, translated and not fuzzy,
with the same placeholders; nothing stands there that no source asks for; ``django.mo`` says the same; and no English
text has different German wordings in two rooms. Needs no gettext programs.
"""

import ast
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parent.parent / "src" / "bildungsnetz"
CATALOGUE = Path("locale/de/LC_MESSAGES/django.po")
# Function -> which of its arguments are context and text.
MARKERS = {
    "gettext": (None, 0),
    "gettext_lazy": (None, 0),
    "gettext_noop": (None, 0),
    "ngettext": (None, 0),
    "ngettext_lazy": (None, 0),
    "pgettext": (0, 1),
    "pgettext_lazy": (0, 1),
    "npgettext": (0, 1),
    "npgettext_lazy": (0, 1),
}
# What templatize() turns tags into: calls whose arguments are Python strings.
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext|_)\({STRING}(?:,\s*{STRING})?(?:,\s*{STRING})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

Message = tuple[str, str]  # context (empty if none), English text


def marked_in_module(source: str) -> Iterator[Message]:
    """Yield what a Python module marks for translation, whatever name it imports the function under."""
    tree = ast.parse(source)
    names = {name: name for name in MARKERS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names if alias.name in MARKERS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called not in names:
            continue
        context, text = (_string_at(node, position) for position in MARKERS[names[called]])
        if text:
            yield context or "", text


def _string_at(call: ast.Call, position: int | None) -> str | None:
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def marked_in_template(source: str) -> Iterator[Message]:
    """Yield what a template marks for translation."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        strings = [ast.literal_eval(string) for string in call.groups()[1:] if string]
        yield (strings[0], strings[1]) if "pgettext" in call[1] else ("", strings[0])


def marked_in_room(room: Path) -> set[Message]:
    """Collect what a room's sources mark, tests excepted."""
    found: set[Message] = set()
    for path in sorted(room.rglob("*")):
        if "tests" in path.relative_to(room).parts or not path.is_file():
            continue
        if path.suffix == ".py":
            found |= set(marked_in_module(path.read_text(encoding="utf-8")))
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            found |= set(marked_in_template(path.read_text(encoding="utf-8")))
    return found


def problems_of_room(room: Path) -> Iterator[str]:
    """Yield what is wrong with one room's catalogue."""
    marked = marked_in_room(room)
    path = room / CATALOGUE
    if not path.exists():
        if marked:
            yield f"{room.name}: {len(marked)} texts are marked, but there is no {CATALOGUE}"
        return
    catalogue = polib.pofile(str(path))
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for _context, text in sorted(marked - entries.keys()):
        yield f"{room.name}: not in the catalogue: {text!r}"
    for _context, text in sorted(entries.keys() - marked):
        yield f"{room.name}: no source asks for {text!r}"
    for entry in entries.values():
        yield from (f"{room.name}: {problem}: {entry.msgid!r}" for problem in problems_of_entry(entry))
    if _said(catalogue) != _said_by_compiled(path.with_suffix(".mo")):
        yield f"{room.name}: django.mo does not say what django.po says; please run compilemessages"


def problems_of_entry(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    wordings = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        yield "fuzzy"
    if not wordings or not all(wordings):
        yield "not translated"
        return
    # In a plural form the singular may do without the number.
    sources = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    for wording in wordings:
        used = set(PLACEHOLDER.findall(wording))
        if entry.msgid_plural and used in sources:
            continue
        if used != sources[-1]:
            yield f"placeholders differ ({', '.join(sorted(used ^ sources[-1]))})"


def _said(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str, str], object]:
    return {
        (entry.msgctxt or "", entry.msgid): tuple(entry.msgstr_plural.values()) or entry.msgstr
        for entry in catalogue
        if not entry.obsolete
    }


def _said_by_compiled(path: Path) -> dict[tuple[str, str], object]:
    return _said(polib.mofile(str(path))) if path.exists() else {}


def disagreements(rooms: list[Path]) -> Iterator[str]:
    """Yield English texts that two rooms word differently: the later one would win for both."""
    wordings: dict[Message, dict[str, list[str]]] = {}
    for room in rooms:
        if not (room / CATALOGUE).exists():
            continue
        for key, wording in _said(polib.pofile(str(room / CATALOGUE))).items():
            wordings.setdefault(key, {}).setdefault(str(wording), []).append(room.name)
    for (_context, text), said in sorted(wordings.items()):
        if len(said) > 1:
            yield f"{text!r} has several wordings: " + "; ".join(f"{w} ({', '.join(r)})" for w, r in said.items())


def main() -> int:
    """Print all problems; return 1 if there are any."""
    if not settings.configured:
        settings.configure()
        django.setup()
    warnings.simplefilter("ignore")
    rooms = sorted(path for path in ROOMS.iterdir() if (path / "__init__.py").exists())
    found = [problem for room in rooms for problem in problems_of_room(room)] + list(disagreements(rooms))
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the catalogues of {len(rooms)} rooms.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
