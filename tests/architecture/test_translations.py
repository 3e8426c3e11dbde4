"""The checker of translations finds what it is there for."""

import polib
import pytest

import translations

pytestmark = pytest.mark.once


@pytest.fixture
def room(tmp_path):
    """A room with one template and one module, translated in full."""
    room = tmp_path / "garden"
    (room / "templates" / "garden").mkdir(parents=True)
    (room / "templates" / "garden" / "page.html").write_text(
        '{% load i18n %}{% translate "Tree" %}{% translate "May" context "month" %}'
        "{% blocktranslate count number=n %}one leaf{% plural %}{{ number }} leaves{% endblocktranslate %}"
    )
    (room / "views.py").write_text('from django.utils.translation import gettext as _\nTITLE = _("Gar" "den")\n')
    (room / translations.CATALOGUE).parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=n != 1;"}
    catalogue.append(polib.POEntry(msgid="Tree", msgstr="Baum"))
    catalogue.append(polib.POEntry(msgctxt="month", msgid="May", msgstr="Mai"))
    catalogue.append(polib.POEntry(msgid="Garden", msgstr="Garten"))
    leaves = {0: "ein Blatt", 1: "%(number)s Blätter"}
    catalogue.append(polib.POEntry(msgid="one leaf", msgid_plural="%(number)s leaves", msgstr_plural=leaves))
    write(room, catalogue)
    return room


def write(room, catalogue, *, compiled=True):
    path = room / translations.CATALOGUE
    catalogue.save(str(path))
    if compiled:
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def read(room):
    return polib.pofile(str(room / translations.CATALOGUE))


def test_a_complete_catalogue_has_no_problems(room):
    assert list(translations.problems_of_room(room)) == []


def test_a_text_missing_from_the_catalogue_is_named(room):
    (room / "forms.py").write_text('from django.utils.translation import gettext_lazy\nX = gettext_lazy("Bush")\n')

    assert list(translations.problems_of_room(room)) == ["garden: not in the catalogue: 'Bush'"]


def test_a_text_no_source_asks_for_is_named(room):
    (room / "views.py").unlink()

    assert list(translations.problems_of_room(room)) == ["garden: no source asks for 'Garden'"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"flags": ["fuzzy"]}, "garden: fuzzy: 'Tree'"),
        ({"msgstr": ""}, "garden: not translated: 'Tree'"),
        ({"msgstr": "Baum %(n)s"}, "garden: placeholders differ (%(n)s): 'Tree'"),
    ],
)
def test_a_bad_translation_is_named(room, change, problem):
    catalogue = read(room)
    for name, value in change.items():
        setattr(catalogue.find("Tree"), name, value)
    write(room, catalogue)

    assert problem in list(translations.problems_of_room(room))


def test_a_catalogue_that_was_not_compiled_is_named(room):
    catalogue = read(room)
    catalogue.find("Tree").msgstr = "Bäumchen"
    write(room, catalogue, compiled=False)

    assert list(translations.problems_of_room(room)) == [
        "garden: django.mo does not say what django.po says; please run compilemessages"
    ]


def test_a_room_without_catalogue_is_named(room):
    (room / translations.CATALOGUE).unlink()

    assert list(translations.problems_of_room(room)) == [
        "garden: 4 texts are marked, but there is no locale/de/LC_MESSAGES/django.po"
    ]


def test_two_wordings_for_one_text_are_named(room, tmp_path):
    other = tmp_path / "park"
    (other / translations.CATALOGUE).parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Tree", msgstr="Gehölz"))
    write(other, catalogue)

    assert list(translations.disagreements([room, other])) == [
        "'Tree' has several wordings: Baum (garden); Gehölz (park)"
    ]
