import contextlib
import csv
import zipfile
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.documents.file_checks import (
    ENDINGS,
    NAME_LENGTH,
    FileActive,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileRefused,
    FileTypeUnknown,
    MediaType,
    clean_name,
    recognised,
)
from bildungsnetz.documents.tests.factories import ICS, jpeg, pdf, png, workbook

WHOLE = {
    MediaType.PDF: pdf(),
    MediaType.PNG: png(),
    MediaType.JPEG: jpeg(),
    MediaType.CSV: "Straße;Größe\r\nAm Markt;3\r\n".encode("cp1252"),
    MediaType.XLSX: workbook(),
    MediaType.ICS: ICS,
    MediaType.TXT: b"Ein Satz, und noch einer.\nZweite Zeile\n",
}


@pytest.mark.parametrize("media_type", MediaType)
def test_each_type_is_recognised_by_its_content(media_type):
    assert recognised(WHOLE[media_type]) == media_type


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("a;b\n1;2\n", MediaType.CSV),
        ("sep=;\na;b\n1;2\n", MediaType.CSV),
        ("a;b;\n1;2\n", MediaType.CSV),
        ('a,b\n"eins\nzwei",2\n', MediaType.CSV),
        ("a\tb\n1\t2\n", MediaType.CSV),
        ("a;b\n", MediaType.TXT),
        ("a;b\n1\n", MediaType.TXT),
        ("x" * 200_000 + ";y\n1;2\n", MediaType.TXT),
    ],
)
def test_table_is_told_from_plain_text_by_its_columns(text, media_type):
    assert recognised(text.encode()) == media_type


def test_longest_cell_does_not_depend_on_what_others_set():
    before = csv.field_size_limit(10_000_000)
    try:
        assert recognised(("x" * 200_000 + ";y\n1;2\n").encode()) == MediaType.TXT
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("media_type", [MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.XLSX])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_truncated_file_is_damaged(media_type, share):
    content = WHOLE[media_type]

    with pytest.raises(FileDamaged) as refusal:
        recognised(content[: int(len(content) * share)])

    assert refusal.value.media_type == media_type


def test_truncated_calendar_is_damaged():
    with pytest.raises(FileDamaged):
        recognised(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY")


def test_changed_picture_is_damaged():
    content = bytearray(png())
    content[20] ^= 1

    with pytest.raises(FileDamaged):
        recognised(bytes(content))


def test_changed_workbook_is_damaged():
    content = bytearray(workbook())
    content[60] ^= 255

    with pytest.raises(FileDamaged):
        recognised(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01",
        b"GIF89a\x01\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<html><script>alert(1)</script>",
        b"\xef\xbb\xbf <svg onload='x'/>",
        b"<?xml version='1.0'?>",
        "Straße".encode("utf-16"),
    ],
    ids=["windows program", "linux program", "gif", "old office", "page", "drawing", "xml", "utf-16"],
)
def test_other_types_are_refused(content):
    with pytest.raises(FileTypeUnknown):
        recognised(content)


def test_empty_file_is_refused():
    with pytest.raises(FileEmpty):
        recognised(b"")


def test_archive_that_is_no_workbook_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")

    with pytest.raises(FileTypeUnknown):
        recognised(out.getvalue())


def test_workbook_with_macros_is_refused():
    with pytest.raises(FileActive):
        recognised(workbook(**{"xl/vbaProject.bin": "x"}))


def test_workbook_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("bildungsnetz.documents.file_checks.UNPACKED_LIMIT", 1000)

    with pytest.raises(FileDamaged):
        recognised(workbook(**{"xl/media/zeros": "0" * 2000}))


def test_encrypted_document_is_refused():
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=""))

    with pytest.raises(FileEncrypted):
        recognised(out.getvalue())


def test_document_that_runs_a_script_when_opened_is_refused():
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(out)

    with pytest.raises(FileActive):
        recognised(out.getvalue())


def test_document_without_pages_is_damaged():
    out = BytesIO()
    with pikepdf.new() as document:
        document.save(out)

    with pytest.raises(FileDamaged):
        recognised(out.getvalue())


BEGINNINGS = (b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"BEGIN:VCALENDAR\r\n")


@given(st.binary(max_size=400), st.sampled_from(BEGINNINGS))
def test_any_bytes_are_a_known_type_or_refused(content, begin):
    with contextlib.suppress(FileRefused):
        assert recognised(begin + content) in MediaType


@pytest.mark.parametrize(
    ("given_name", "media_type", "cleaned"),
    [
        ("Vertrag 2027.pdf", MediaType.PDF, "Vertrag 2027.pdf"),
        ("Vertrag.PDF", MediaType.PDF, "Vertrag.pdf"),
        ("C:\\Eigene Dateien\\Größe.pdf", MediaType.PDF, "Größe.pdf"),
        ("../../etc/passwd", MediaType.TXT, "passwd.txt"),
        ("rechnung.pdf.exe", MediaType.PDF, "rechnung.pdf.exe.pdf"),
        ("rechnung\u202efdp.exe", MediaType.PDF, "rechnungfdp.exe.pdf"),
        ('a<b>:"c|d?*.csv', MediaType.CSV, "a b c d.csv"),
        ("zeile\r\nX-Kopf: 1.txt", MediaType.TXT, "zeileX-Kopf 1.txt"),
        ("", MediaType.JPEG, "datei.jpg"),
        (".pdf", MediaType.PDF, "datei.pdf"),
        ("...", MediaType.PDF, "datei.pdf"),
        ("Gro\u0308ße.pdf", MediaType.PDF, "Größe.pdf"),
        ("x" * 300 + ".pdf", MediaType.PDF, "x" * NAME_LENGTH + ".pdf"),
    ],
)
def test_name_is_cleaned_and_ends_as_its_type_does(given_name, media_type, cleaned):
    assert clean_name(given_name, media_type=media_type) == cleaned


@given(st.text(max_size=300), st.sampled_from(MediaType))
def test_any_name_becomes_a_short_name_without_folders(name, media_type):
    cleaned = clean_name(name, media_type=media_type)

    assert cleaned.endswith(ENDINGS[media_type])
    assert not set(cleaned) & set('/\\<>:"|?*\r\n\0')
    assert len(cleaned) <= NAME_LENGTH + 5


@pytest.mark.real_data
def test_calendars_of_other_programs_are_recognised(real_data):
    files = sorted((real_data / "standards" / "ical").glob("*.ics"))

    assert {file.name: recognised(file.read_bytes()) for file in files} == {file.name: MediaType.ICS for file in files}
    assert len(files) == 7


@pytest.mark.real_data
def test_official_school_lists_are_recognised_as_tables(real_data):
    files = [real_data / "schools" / name for name in ("schuldaten.csv", "SVWS_Schulen.csv")]

    assert [recognised(file.read_bytes()) for file in files] == [MediaType.CSV, MediaType.CSV]
