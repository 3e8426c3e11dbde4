"""Documents, keys and files for tests."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOMENT = datetime(2027, 1, 29, 13, 7, tzinfo=UTC)
SHARED = Path(__file__).resolve().parent.parent / "typst"
EXAMPLE = SHARED / "example.typ"


def example_data() -> dict[str, Any]:
    """Data for the example template, one page long."""
    return {
        "subtitle": "Beispiel, kein geltender Text",
        "facts": [["Fassung", "3"], ["In Kraft ab", "01.02.2027"]],
        "sections": [{"heading": "§ 1 Präambel", "text": "Erster Absatz.\nNeue Zeile.\n\nZweiter Absatz: Übergänge."}],
        "table": {
            "heading": "Zuständigkeiten",
            "caption": "Zuständigkeit je Handlungsfeld",
            "header": ["Handlungsfeld", "Zuständig ist"],
            "rows": [["Übergang Schule und Beruf", "gemeinsam"], ["Medien", "verbleibt beim Schulträger"]],
        },
        "records": {
            "heading": "Zustimmung",
            "cards": [
                {
                    "side": "STATE",
                    "heading": "Landesseite",
                    "lines": [["Name", "Erika Beispiel"], ["Zeitpunkt", "29.01.2027, 14:07 Uhr"]],
                },
                {
                    "side": "MUNICIPAL",
                    "heading": "Kommunale Seite",
                    "missing": "Zustimmung offen seit 29.01.2027",
                    "lines": [],
                },
            ],
        },
        "note": "Die Prüfsumme ist wie ein Fingerabdruck des Textes.",
        "checksum": "0123456789abcdef" * 4,
    }
