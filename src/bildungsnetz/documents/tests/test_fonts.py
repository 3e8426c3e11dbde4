from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

PACKAGE = Path(__file__).resolve().parent.parent.parent
WEB = PACKAGE / "design" / "static" / "vendor" / "fira-sans"
PAPER = PACKAGE / "documents" / "fonts"


@pytest.mark.once
@pytest.mark.parametrize("weight", ["Regular", "Medium", "Bold", "Italic"])
def test_font_on_paper_is_the_web_font_unpacked(weight):
    with TTFont(WEB / f"FiraSans-{weight}.woff2", recalcTimestamp=False) as font:
        font.flavor = None
        unpacked = BytesIO()
        font.save(unpacked)

    assert (PAPER / f"FiraSans-{weight}.ttf").read_bytes() == unpacked.getvalue()


@pytest.mark.once
def test_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (PAPER / "OFL.txt").read_text(encoding="utf-8")
    assert (PAPER / "OFL.txt").read_bytes() == (WEB / "OFL.txt").read_bytes()
