"""From bytes to a table, or to everything that is wrong with them."""

import io
import zipfile

import pytest
import xlsxwriter

from bildungsnetz.intake.reading import FileRefused, Row, Table, read_table

TEXT = "Nummer;Name;Ort\n007;Schule am Öhrchen;Köln\n"


def recognise(header):
    return {"Nummer", "Name"} <= set(header)


def read(content, **options):
    content = content.encode() if isinstance(content, str) else content
    return read_table(name="liste.csv", content=content, recognise=recognise, **options)


def problems(content, **options):
    with pytest.raises(FileRefused) as refusal:
        read(content, **options)
    return [(found.code, found.line, found.found) for found in refusal.value.findings]


def workbook(rows, *, sheet="Blatt", before=()):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in before:
        book.add_worksheet(name).write(0, 0, "anderes")
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_a_plain_file_becomes_a_table_with_line_numbers():
    assert read(TEXT) == Table(
        name="liste.csv",
        header=("Nummer", "Name", "Ort"),
        header_line=1,
        rows=[Row(2, ["007", "Schule am Öhrchen", "Köln"])],
        encoding="UTF-8",
        delimiter=";",
    )


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        (TEXT.encode("utf-8-sig"), "UTF-8", ";"),
        (TEXT.encode("cp1252"), "Windows-1252", ";"),
        (TEXT.replace(";", ",").encode(), "UTF-8", ","),
        (TEXT.replace(";", "\t").encode(), "UTF-8", "\t"),
        (TEXT.replace("\n", "\r\n").encode(), "UTF-8", ";"),
    ],
)
def test_encoding_delimiter_and_line_ends_are_found_out(content, encoding, delimiter):
    table = read(content)

    assert (table.encoding, table.delimiter, table.rows) == (
        encoding,
        delimiter,
        [Row(2, ["007", "Schule am Öhrchen", "Köln"])],
    )


def test_a_declared_delimiter_and_lines_before_the_header_are_skipped_and_kept():
    table = read("sep=;\nStand: 01.09.2021\n\n" + TEXT)

    assert (table.preamble, table.header_line, table.rows[0].line) == (("sep=;", "Stand: 01.09.2021"), 4, 5)


def test_a_header_with_a_trailing_delimiter_fits_rows_without_one():
    table = read('Nummer;Name;Ort;\n"1";"A";"B"\n"2";"C";"D";\n')

    assert [row.cells for row in table.rows] == [["1", "A", "B"], ["2", "C", "D"]]


def test_cells_may_hold_line_breaks_and_the_lines_are_still_counted_right():
    table = read('Nummer;Name;Ort\n1;"zwei\nZeilen";X\n2;B;Y\n')

    assert table.rows == [Row(2, ["1", "zwei\nZeilen", "X"]), Row(4, ["2", "B", "Y"])]


def test_all_rows_of_wrong_width_are_named_at_once():
    assert problems("Nummer;Name;Ort\n1;A\n2;B;Y\n3;C;Z;zu viel\n4;D;W\n") == [
        ("row_width", 2, "2"),
        ("row_width", 4, "4"),
    ]


def test_of_many_problems_the_first_hundred_are_named():
    assert len(problems("Nummer;Name\n" + "1\n" * 500)) == 100


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [("file_empty", None, "")]),
        (" \n \n", [("file_empty", None, "")]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", [("not_text", 2, "0x1A")]),
        (TEXT.encode("utf-16"), [("encoding_utf16", 1, "UTF-16")]),
        ("Irgend ein Text\nohne Tabelle\n", [("unknown_layout", 1, "Irgend ein Text")]),
        ("Nummer;Name\n", [("no_rows", 1, "")]),
        ("Nummer;Name;Name\n1;A;B\n", [("column_twice", 1, "Name")]),
        ('Nummer;Name\n1;"A\n2;B\n', [("quote_not_closed", 2, "4")]),
        ('Nummer;Name\n1;A\n2;"B"x\n', [("quote_misplaced", 3, "3")]),
        ("Nummer;Name\n1;A\n2", [("ends_early", 3, "1")]),
        ("Nummer;Name\n1;Schöne".encode()[:-1] + b"\xc3", [("ends_inside_letter", 2, "")]),
        ("Nummer;Name\n1;Köln\n".encode() + b"2;K\xf6ln\n", [("mixed_encodings", 3, "0xF6")]),
        (b"Nummer;Name\n1;K\x81ln\n", [("unknown_encoding", 2, "0x81")]),
        ("Nummer;Name\n1;KÃ¶ln\n", [("doubly_encoded", 2, "Ã¶")]),
        (b"PK\x03\x04 halbe Mappe \x00", [("not_text", 1, "0x03")]),
    ],
)
def test_broken_and_foreign_files_are_refused_with_the_place(content, expected):
    assert problems(content) == expected


def test_a_workbook_is_read_from_the_first_sheet_with_a_known_header():
    content = workbook([["Titel"], ["Nummer", "Name", "Ort"], [7, "Schule", "Köln"]], before=["Hinweise"])

    table = read(content)

    assert (table.sheet, table.header_line, table.rows) == ("Blatt", 2, [Row(3, ["7", "Schule", "Köln"])])


def test_a_sheet_can_be_named_and_must_exist():
    content = workbook([["Nummer", "Name"], ["1", "A"]], before=["Hinweise"])

    assert problems(content, sheet="Hinweise") == [("unknown_layout", 1, "anderes")]
    assert problems(content, sheet="Fehlt") == [("sheet_missing", None, "Hinweise, Blatt")]


def test_an_archive_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("liste.csv", TEXT)

    assert problems(out.getvalue()) == [("unknown_file", None, "ZIP")]


def test_a_damaged_workbook_is_refused():
    content = bytearray(workbook([["Nummer", "Name"], ["1", "A"]]))
    middle = content.find(b"sheet1.xml") + 60
    content[middle : middle + 40] = b"\xff" * 40

    assert [code for code, _line, _found in problems(bytes(content))] == ["workbook_broken"]
