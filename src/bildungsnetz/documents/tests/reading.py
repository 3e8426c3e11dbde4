"""Reading the text of a PDF back, for tests of any room; needs no program of the machine."""

import re
from io import BytesIO

import pikepdf

PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF made by Typst, page after page, all white space as single blanks."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return " ".join(" ".join(_page_text(page) for page in document.pages).split())


def _page_text(page: pikepdf.Page) -> str:
    tables = {name: _unicode_of(font) for name, font in page.Resources.get("/Font", {}).items()}
    shown: list[str] = []
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                table = tables[str(operands[0])]
            case "Tj":
                shown.append(_decoded(operands[0], table))
            case "TJ":
                shown += [_decoded(part, table) for part in operands[0] if isinstance(part, pikepdf.String)]
            case "BT":
                shown.append(" ")
    return "".join(shown)


def _decoded(text: pikepdf.String, table: dict[int, str]) -> str:
    raw = bytes(text)
    return "".join(table.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))


def _unicode_of(font: pikepdf.Object) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes()
    table = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        table.update({int(code, 16): _text(target) for code, target in PAIR.findall(block)})
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, target in RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + step] = chr(int(target, 16) + step)
    return table


def _text(target: bytes) -> str:
    return bytes.fromhex(target.decode()).decode("utf-16-be")
