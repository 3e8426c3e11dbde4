"""What a file really is, told from its content: pure functions, without Django's storage or database.

A name proves nothing, and neither does what the browser says; so each type is recognised by its own structure, and a
file of no known type is refused.
"""

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

NAME_LENGTH = 120
LONGEST_CELL = 131_072  # characters; our own: the limit of the csv module is whatever the process set last
UNPACKED_LIMIT = 400 * 1024 * 1024  # bytes; a workbook beyond that is made to fill the memory


class MediaType(TextChoices):
    """The types of files that can be attached."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    CSV = "text/csv", "CSV"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"
    ICS = "text/calendar", _("iCalendar")
    TXT = "text/plain", _("plain text")


ENDINGS: dict[MediaType, tuple[str, ...]] = {
    MediaType.PDF: (".pdf",),
    MediaType.PNG: (".png",),
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.CSV: (".csv", ".txt"),
    MediaType.XLSX: (".xlsx",),
    MediaType.ICS: (".ics",),
    MediaType.TXT: (".txt", ".csv"),
}


class FileRefused(ValueError):
    """A file is not taken; the subclasses say why and carry what a sentence about it needs."""


class FileEmpty(FileRefused):
    """The file has no content."""


class FileTypeUnknown(FileRefused):
    """The file is none of the types we know."""


class FileDamaged(FileRefused):
    """The file begins like its type but is incomplete or broken."""

    def __init__(self, media_type: MediaType) -> None:
        super().__init__(f"damaged {media_type.name}")
        self.media_type = media_type


class FileEncrypted(FileRefused):
    """The file cannot be read without a password."""

    def __init__(self, media_type: MediaType) -> None:
        super().__init__(f"encrypted {media_type.name}")
        self.media_type = media_type


class FileActive(FileRefused):
    """The file carries a program of its own (macros, scripts)."""

    def __init__(self, media_type: MediaType) -> None:
        super().__init__(f"active {media_type.name}")
        self.media_type = media_type


def recognised(content: bytes) -> MediaType:
    """Return the type of a file after looking through its structure.

    Raises: FileEmpty, FileTypeUnknown, FileDamaged, FileEncrypted or FileActive.
    """
    if not content:
        raise FileEmpty
    if b"%PDF-" in content[:1024]:
        return _checked_pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked_png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _checked_jpeg(content)
    if content.startswith(b"PK\x03\x04"):
        return _checked_workbook(content)
    return _checked_text(content)


def clean_name(name: str, *, media_type: MediaType) -> str:
    """Return a file name that can be shown and saved anywhere and ends as its type does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Without control characters and those that turn the reading direction (they hide the real ending).
    visible = "".join(" " if unicodedata.category(c) in ("Zl", "Zp") else c for c in last)
    visible = "".join(c for c in visible if unicodedata.category(c)[0] != "C")
    plain = " ".join(re.sub(r'[<>:"|?*]', " ", visible).split()).rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and f".{ending.lower()}" in ENDINGS[media_type]:
        return f"{stem.strip('. ')[:NAME_LENGTH] or 'datei'}.{ending.lower()}"
    return f"{plain.lstrip('. ')[:NAME_LENGTH] or 'datei'}{ENDINGS[media_type][0]}"


def _checked_pdf(content: bytes) -> MediaType:
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            raise FileEncrypted(MediaType.PDF)
        root = reader.root
        pages = int(root["/Pages"]["/Count"])
        active = _is_active(root)
    except FileEncrypted:
        raise
    except Exception:
        # Whatever a foreign file does to the parser, it is a damaged file to us.
        raise FileDamaged(MediaType.PDF) from None
    if pages < 1:
        raise FileDamaged(MediaType.PDF)
    if active:
        raise FileActive(MediaType.PDF)
    return MediaType.PDF


def _is_active(root: DictionaryObject) -> bool:
    """Tell whether opening the document runs something."""
    opening = root.get("/OpenAction")
    runs = isinstance(opening, DictionaryObject) and opening.get("/S") in ("/JavaScript", "/Launch")
    names = root.get("/Names")
    return runs or "/AA" in root or (isinstance(names, DictionaryObject) and "/JavaScript" in names)


def _checked_png(content: bytes) -> MediaType:
    kinds = list(_png_chunks(content))
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise FileDamaged(MediaType.PNG)
    return MediaType.PNG


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        body, stored = content[at + 4 : at + 8 + length], content[at + 8 + length : at + 12 + length]
        if len(stored) < 4 or zlib.crc32(body) != int.from_bytes(stored, "big"):
            raise FileDamaged(MediaType.PNG)
        yield body[:4]
        if body[:4] == b"IEND":
            return
        at += 12 + length


def _checked_jpeg(content: bytes) -> MediaType:
    # Cameras append zeros; behind the end mark nothing else may follow that could be another file.
    if not content.rstrip(b"\x00").endswith(b"\xff\xd9") or b"\xff\xda" not in content:
        raise FileDamaged(MediaType.JPEG)
    return MediaType.JPEG


def _checked_workbook(content: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= entries.keys():
                raise FileTypeUnknown
            if sum(entry.file_size for entry in entries.values()) > UNPACKED_LIMIT:
                raise FileDamaged(MediaType.XLSX)
            if any(entry.flag_bits & 1 for entry in entries.values()):
                raise FileEncrypted(MediaType.XLSX)
            if any("vbaproject" in name.lower() for name in entries):
                raise FileActive(MediaType.XLSX)
            broken = archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, NotImplementedError):
        raise FileDamaged(MediaType.XLSX) from None
    if broken:
        raise FileDamaged(MediaType.XLSX)
    return MediaType.XLSX


def _checked_text(content: bytes) -> MediaType:
    text = _decoded(content)
    begin = text.lstrip("\ufeff \t\r\n")
    # What looks like a page or a drawing could run scripts where it is opened.
    if begin.startswith("<"):
        raise FileTypeUnknown
    if begin.upper().startswith("BEGIN:VCALENDAR"):
        return _checked_calendar(begin)
    return MediaType.CSV if _is_table(begin) else MediaType.TXT


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text):
            return text
    raise FileTypeUnknown


def _checked_calendar(text: str) -> MediaType:
    try:
        Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError):
        raise FileDamaged(MediaType.ICS) from None
    return MediaType.ICS


def _is_table(text: str) -> bool:
    """Tell whether some separator gives all of the first rows the same number of columns, two at least."""
    # Excel's own hint in the first line names the separator and is no row.
    hint = re.match(r"sep=(.)\r?\n", text)
    lines = text[hint.end() :].splitlines(keepends=True) if hint else text.splitlines(keepends=True)
    return any(_columns(lines, separator) > 1 for separator in (hint[1] if hint else ";\t,"))


def _columns(lines: list[str], separator: str) -> int:
    """Count the columns that the first rows share; 0 if they differ or there is only one row."""
    try:
        rows = [row for row in islice(csv.reader(lines, delimiter=separator), 20) if row]
    except csv.Error:
        return 0
    if len(rows) < 2 or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return 0
    # The ministry's school list ends its head, and only that, with a separator.
    head = rows[0][:-1] if rows[0][-1] == "" and len(rows[0]) == len(rows[1]) + 1 else rows[0]
    return len(head) if {len(row) for row in rows[1:]} == {len(head)} else 0
