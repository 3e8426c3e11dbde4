"""Typst templates and data in, accessible and archivable PDF out (PDF/UA-1 and PDF/A-2a at once)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext

from bildungsnetz.documents.printable import printable

Template = str | Path | Traversable

ROOM = Path(__file__).resolve().parent.parent
# How Typst names text that a font cannot show, and how it writes what cannot be seen.
NOT_DISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
ROUNDS_KEPT = 10
PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.(svg|png|jpg)")


class RenderingFailed(RuntimeError):
    """A template could not be turned into a document; says which, what Typst found and what it advises.

    Typst refuses what a screen reader could not follow: a picture without description, a skipped heading level.
    """

    def __init__(self, *, template: str, found: str, hints: list[str]) -> None:
        super().__init__(f"{template}: {found}")
        self.template = template
        self.found = found
        self.hints = hints


def render_pdf(
    *,
    template: Template,
    data: Mapping[str, Any],
    title: str,
    language: str,
    at: datetime,
    publisher: str = "Bildungsnetz",
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Render a room's Typst template to a PDF that is tagged, archivable and the same for the same input.

    ``template`` is a ``.typ`` file; files beside it can be imported by their name, the shared layout as
    ``/documents/document.typ`` or ``/documents/letter.typ``. ``data`` reaches the template as JSON (dates as ISO
    text) and is never read as markup; invisible characters are left out, those no font has (emoji) become "�".
    ``pictures`` maps names such as ``flow.svg`` to files, found below ``/pictures/``. ``at`` becomes the date of
    creation (aware); ``language`` is ``de`` or ``en``.
    Raises: RenderingFailed if the template and the data do not make a valid document; ValueError if a picture's
    name is not a plain one.
    """
    main = Path(str(template))
    given = json.loads(json.dumps({"data": dict(data), "title": title}, cls=DjangoJSONEncoder))
    with TemporaryDirectory(prefix="bildungsnetz-document-") as folder:
        root = Path(folder)
        _lay_out(root, main=main, pictures=pictures or {})
        compiler = typst.Compiler(root / "template" / main.name, root=root, font_paths=_fonts())
        unknown: set[str] = set()
        while True:
            inputs = _inputs(printable(given, unknown=unknown), language=language, publisher=publisher)
            try:
                return _compiled(compiler, inputs=inputs, at=at)
            except typst.TypstError as problem:
                found = problem.diagnostic or problem.message
                # Which characters the fonts lack is known to Typst only; it names them, and we ask once more.
                lacking = _characters_without_glyph(found) - unknown
                if not lacking:
                    raise RenderingFailed(template=main.name, found=found, hints=list(problem.hints)) from problem
                unknown |= lacking
            finally:
                _let_go()


def _let_go() -> None:
    """Make Typst forget what it keeps for the next ten documents, by giving it as many empty ones (3 ms).

    Measured with documents of 42 pages: the process stays at 220 MB instead of growing to 740 MB.
    """
    empty = typst.Compiler(ROOM / "typst" / "nothing.typ", font_paths=_fonts())
    for _ in range(ROUNDS_KEPT + 1):
        empty.compile(format="svg")


def _inputs(given: Mapping[str, Any], *, language: str, publisher: str) -> dict[str, str]:
    return {
        "data": json.dumps(given["data"], ensure_ascii=False),
        "words": json.dumps(_words(language), ensure_ascii=False),
        "title": given["title"],
        "language": language,
        "publisher": publisher,
    }


def _compiled(compiler: typst.Compiler, *, inputs: dict[str, str], at: datetime) -> bytes:
    pdf = compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single file")
    return pdf


def _characters_without_glyph(found: str) -> set[str]:
    texts = (ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in NOT_DISPLAYED.findall(found))
    return {character for text in texts for character in text}


def _lay_out(root: Path, *, main: Path, pictures: Mapping[str, bytes]) -> None:
    # A folder of its own for each document: Typst reads nothing outside its root, so a template sees the shared
    # layout, its own room's files and the pictures handed over, and no other file of the machine.
    _copy(ROOM / "typst", root / "documents")
    _copy(main.parent, root / "template")
    (root / "pictures").mkdir()
    for name, content in pictures.items():
        if not PICTURE_NAME.fullmatch(name):
            raise ValueError(f"a picture is called {name!r}; expected a name such as flow.svg")
        (root / "pictures" / name).write_bytes(content)


def _copy(source: Path, target: Path) -> None:
    target.mkdir()
    for file in source.iterdir():
        if file.name.endswith(".typ"):
            (target / file.name).write_bytes(file.read_bytes())


def _words(language: str) -> dict[str, str]:
    """Return the fixed words of the layout in the language of the document."""
    with translation.override(language):
        return {
            "page": gettext("Page {page} of {pages}"),
            "checksum": gettext("Check sum"),
        }


@cache
def _fonts() -> typst.Fonts:
    # Only our own fonts: with those of the machine the same text would break its lines differently elsewhere.
    return typst.Fonts(include_system_fonts=False, font_paths=[ROOM / "fonts"])
