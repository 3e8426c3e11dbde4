"""Documents, keys and files for tests."""

import struct
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from bildungsnetz.accounts.models import User

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


def person(email: str = "erika@example.org", full_name: str = "Erika Beispiel") -> User:
    """A person with an account."""
    return User.objects.create_user(email, full_name=full_name)


def png() -> bytes:
    """A picture of one grey dot."""
    body = [b"IHDR" + bytes.fromhex("00000001000000010800000000"), b"IDAT" + zlib.compress(b"\x00\x80"), b"IEND"]
    chunks = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in body]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg() -> bytes:
    """The frame of a photograph; nothing in the room looks at its dots."""
    return b"\xff\xd8\xff\xe0" + b"\x00\x10JFIF\x00" + b"\x00" * 9 + b"\xff\xda\x00\x02ABC\xff\xd9"


def workbook(**entries: str) -> bytes:
    """An Excel workbook with one cell, and further entries of the archive if given."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "Größe")
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def pdf() -> bytes:
    """A small document without words."""
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def upload(content: bytes, name: str = "datei.bin") -> SimpleUploadedFile:
    """A file as it comes out of a form."""
    return SimpleUploadedFile(name, content)
