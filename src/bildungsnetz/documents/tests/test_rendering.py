import json
import resource
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungsnetz.documents.services import RenderingFailed, render_pdf
from bildungsnetz.documents.tests.factories import EXAMPLE, MOMENT, SHARED, example_data
from bildungsnetz.documents.tests.reading import words_of


def render(**changes):
    arguments = {
        "template": EXAMPLE,
        "data": example_data(),
        "title": "Beispielvertrag, Fassung 3",
        "language": "de",
        "at": MOMENT,
        **changes,
    }
    return render_pdf(**arguments)


def test_document_is_tagged_named_and_in_its_language():
    with pikepdf.open(BytesIO(render())) as pdf:
        facts = {
            "marked": bool(pdf.Root.MarkInfo.Marked),
            "language": str(pdf.Root.Lang),
            "title shown": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
            "has structure": "/StructTreeRoot" in pdf.Root,
        }
        with pdf.open_metadata() as metadata:
            facts |= {
                "title": metadata["dc:title"],
                "ua": metadata["pdfuaid:part"],
                "archive": metadata["pdfaid:part"] + metadata["pdfaid:conformance"].lower(),
                "created": metadata["xmp:CreateDate"][:19],
            }

    assert facts == {
        "marked": True,
        "language": "de",
        "title shown": True,
        "has structure": True,
        "title": "Beispielvertrag, Fassung 3",
        "ua": "1",
        "archive": "2a",
        "created": "2027-01-29T13:07:00",
    }


def test_document_says_what_it_was_given():
    words = words_of(render())

    for expected in (
        "Beispielvertrag, Fassung 3",
        "§ 1 Präambel",
        "Übergänge",
        "Erika Beispiel",
        "Zustimmung offen seit 29.01.2027",
        "Prüfsumme: 0123 4567 89ab cdef",
        "Seite 1 von 1",
    ):
        assert expected in words


def test_fixed_words_follow_the_language_of_the_document():
    words = words_of(render(language="en"))

    assert "Page 1 of 1" in words
    assert "Check sum" in words


def test_same_input_gives_the_same_bytes():
    assert render() == render()


def test_other_moment_gives_another_document():
    assert render() != render(at=datetime(2027, 1, 30, tzinfo=UTC))


def test_text_of_people_is_never_read_as_markup():
    planted = '#panic("x") *fett* $x^2$ @ziel <marke> = Titel \\ // weg #read("/etc/passwd") `code`'
    data = example_data()
    data["sections"] = [{"heading": "§ 1", "text": planted}]
    data["records"]["cards"][1]["missing"] = planted[:40]

    words = words_of(render(data=data))

    assert planted in words
    assert words.count(planted[:40]) == 2


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        ("Gut 😀 so", "Gut � so"),
        ("中文 und Deutsch", "�� und Deutsch"),
        ("null\0breit\u200b", "nullbreit"),
        ("\ufeffAnfang", "Anfang"),
        ("\u202etext", "text"),
        ("\ue000 privat", "� privat"),
        ("eins\u2028zwei\rdrei", "eins zwei drei"),
        ("Größe ≥ ½ m², „Straße“ – Łódź, Київ, Ağrı", "Größe ≥ ½ m², „Straße“ – Łódź, Київ, Ağrı"),
    ],
)
def test_text_that_cannot_be_shown_does_not_keep_a_document_from_being_printed(pasted, printed, tmp_path):
    words = words_of(render(template=room(tmp_path, "#title()\n#prose(data.text)"), data={"text": pasted}))

    assert words.startswith(f"Beispielvertrag, Fassung 3 {printed} ")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_printed(tmp_path, text):
    assert render(template=room(tmp_path, "#title()\n#prose(data.text)"), data={"text": text}, title=f"Titel {text}")


def test_only_own_fonts_are_embedded():
    with pikepdf.open(BytesIO(render())) as pdf:
        fonts = {
            str(item.BaseFont).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "+" in str(item.BaseFont)
        }

    assert {name.partition("-")[0] for name in fonts} == {"FiraSans"}


def test_table_has_a_head_that_repeats_and_is_tagged_as_head():
    data = example_data()
    data["table"]["rows"] = [[f"Feld {number}", "gemeinsam"] for number in range(80)]

    pdf = render(data=data)

    assert words_of(pdf).count("Zuständig ist") == 3
    with pikepdf.open(BytesIO(pdf)) as opened:
        kinds = [
            str(item.S)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item
        ]
    assert (kinds.count("/Table"), kinds.count("/THead"), kinds.count("/TH")) == (1, 1, 2)


def room(tmp_path: Path, source: str) -> Path:
    template = tmp_path / "own.typ"
    template.write_text(f'#import "/documents/document.typ": *\n#show: document\n{source}')
    return template


def test_room_brings_its_own_template_with_files_beside_it(tmp_path):
    (tmp_path / "parts.typ").write_text("#let greeting = [Guten Tag aus der Datei daneben]")
    template = room(tmp_path, '#import "parts.typ": greeting\n#title()\n#greeting, #data.name')

    words = words_of(render(template=template, data={"name": "Erika"}))

    assert "Guten Tag aus der Datei daneben, Erika" in words


def test_letter_has_address_subject_and_closing(tmp_path):
    template = tmp_path / "letter-of-a-room.typ"
    template.write_text('#import "/documents/letter.typ": *\n#show: letter\n')
    data = {
        "sender": "Bildungsbüro Kreis Beispiel, Musterweg 1, 00000 Beispielstadt",
        "address": ["Erika Beispiel", "Musterweg 2", "00000 Beispielstadt"],
        "date": "29.01.2027",
        "body": "Guten Tag,\n\ndies ist ein Brief.",
        "closing": "Mit freundlichen Grüßen",
        "signed": ["Max Beispiel"],
    }

    words = words_of(render(template=template, data=data, title="Einladung"))

    positions = [words.index(part) for part in ("Musterweg 2", "29.01.2027", "Einladung", "ein Brief", "Grüßen", "Max")]
    assert positions == sorted(positions)


def test_picture_needs_a_description(tmp_path):
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    described = room(tmp_path, '#title()\n#image("/pictures/square.svg", alt: "Ein Quadrat")')
    assert render(template=described, pictures={"square.svg": square}).startswith(b"%PDF")

    bare = room(tmp_path, '#title()\n#image("/pictures/square.svg")')
    with pytest.raises(RenderingFailed) as failure:
        render(template=bare, pictures={"square.svg": square})

    assert failure.value.template == "own.typ"
    assert "alt text" in failure.value.found


@pytest.mark.parametrize("name", ["../x.svg", "a/b.svg", "x.exe", ".svg"])
def test_picture_with_an_odd_name_is_refused(name):
    with pytest.raises(ValueError, match="picture"):
        render(pictures={name: b""})


def test_template_reads_nothing_outside_its_own_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("geheim")
    folder = tmp_path / "room"
    folder.mkdir()

    with pytest.raises(RenderingFailed):
        render(template=room(folder, '#title()\n#read("../../secret.txt")'))


def test_dates_in_the_data_arrive_as_iso_text(tmp_path):
    template = room(tmp_path, "#title()\n#data.on")

    assert "2027-01-29" in words_of(render(template=template, data={"on": MOMENT.date()}))


def test_skipped_heading_level_is_refused(tmp_path):
    with pytest.raises(RenderingFailed) as failure:
        render(template=room(tmp_path, "#title()\n= Eins\n=== Drei"))

    assert json.dumps(failure.value.found)


def test_example_is_part_of_the_shared_layout():
    assert sorted(file.name for file in SHARED.iterdir()) == [
        "document.typ",
        "example.typ",
        "letter.typ",
        "nothing.typ",
    ]


def test_memory_does_not_grow_with_the_number_of_documents():
    def render_long(number):
        data = example_data()
        data["sections"] = [{"heading": "§ 1", "text": f"Fassung {number}. Die Seiten vereinbaren dies. " * 700}]
        render(data=data)

    def resident():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    for number in range(3):
        render_long(number)
    before = resident()
    for number in range(3, 13):
        render_long(number)

    assert resident() - before < 30 * 1024 * 1024
