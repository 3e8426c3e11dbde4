"""Write the fonts of the PDF documents: the web fonts of ``design``, unpacked from WOFF2 to TTF.

Typst cannot read WOFF2. Unpacking changes neither glyphs nor names, so the font stays the one its licence names
(``OFL.txt`` beside the files). Run it after ``scripts/vendor_static.py`` has refreshed the web fonts:

    python scripts/convert_document_fonts.py
"""

from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "bildungsnetz"
WEB_FONTS = PACKAGE / "design" / "static" / "vendor" / "fira-sans"
DOCUMENT_FONTS = PACKAGE / "documents" / "fonts"
WEIGHTS = ("Regular", "Medium", "Bold", "Italic")


def convert(source: Path, target: Path) -> None:
    """Unpack one font; the time stamp inside is kept, so that the same source gives the same file."""
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(target)


if __name__ == "__main__":
    for weight in WEIGHTS:
        convert(WEB_FONTS / f"FiraSans-{weight}.woff2", DOCUMENT_FONTS / f"FiraSans-{weight}.ttf")
