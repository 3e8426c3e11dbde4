"""Rows of media concepts: schools write, school bodies read what is released, the office puts together."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, NOTHING, Rights, Row, everybody, only
from tests.access.roles import OFFICE, SIDES_AT_WORK, Visitor
from tests.access.table.networks import slug

V = Visitor
FIRST_GRADE = 1
SCHOOL = frozenset({V.SCHOOL})
AT_WORK = SIDES_AT_WORK | {V.SCHOOL, V.SCHOOL_BODY}
# The office of the place writes for its school too; elsewhere that is the foreign one.
FOR_SCHOOL = SCHOOL
READS = frozenset({V.SCHOOL, V.SCHOOL_BODY})
BODY = frozenset({V.SCHOOL_BODY})


def below(*parts: str | int) -> Callable[[Place], tuple[Any, ...]]:
    """Below the concept of this school year; a part that names a key of the place stands for it."""
    return lambda place: (
        place.slug,
        place.school_number,
        place.keys["concept year"],
        *(place.keys.get(part, part) if isinstance(part, str) else part for part in parts),
    )


def read(url: str, page: str, *parts: str | int, who: frozenset[Visitor] = FOR_SCHOOL) -> Row:
    return Row(f"media:{url}", page, only(who, "200"), arguments=below(*parts), of_network=False)


def form(url: str, page: str, *parts: str | int) -> Row:
    return Row(
        f"media:{url}", page, only(FOR_SCHOOL, "200"), only(FOR_SCHOOL, "422"), arguments=below(*parts),
        of_network=False,
    )  # fmt: skip


def act(url: str, page: str, *parts: str | int) -> Row:
    return Row(f"media:{url}", page, NOT_OFFERED, only(FOR_SCHOOL, DONE), arguments=below(*parts), of_network=False)


def of_body(url: str, page: str) -> Row:
    return Row(
        f"media:{url}", page, only(BODY, "200"), arguments=lambda place: (place.slug, place.tokens["school body"]),
        of_network=False,
    )  # fmt: skip


def page(url: str, title: str, rights: Rights) -> Row:
    return Row(f"media:{url}", title, rights, arguments=slug, of_network=False)


ROWS = [
    page("mine", "Medienkonzept", only(SCHOOL, "200")),
    Row(
        "media:begin", "Konzept beginnen", NOT_OFFERED, only(SCHOOL, DONE), of_network=False,
        arguments=lambda place: (place.slug, place.school_number),
    ),
    page("published", "Medienkonzepte der Schulen", everybody("200")),
    Row("media:summary", "Kurzfassung, die nicht öffentlich ist", NOTHING, arguments=below()),
    read("concept", "Medienkonzept als Dokument"),
    Row(
        "media:concept", "Medienkonzept, für den Schulträger freigegeben", only(READS, "200"), of_network=False,
        case="freigegeben",
        arguments=lambda place: (place.slug, place.school_number, place.keys["concept year"] - 1),
    ),
    read("paper", "Medienkonzept als PDF"),
    read("compare", "Vergleich mit dem Vorjahr"),
    read("grid_csv", "Raster als CSV"),
    *(read("step", f"Schritt {number}", number) for number in (1,)),
    act("mark", "Schritt erledigt", 1),
    form("frame_data", "Schulträger und Jahrgänge"),
    Row(
        "media:next_update", "Nächste Fortschreibung", only(SCHOOL, "200"), only(SCHOOL, DONE), arguments=below(),
        of_network=False,
    ),
    Row("media:text", "Kapitel schreiben", only(SCHOOL, "200"), only(SCHOOL, DONE), arguments=below("AIMS"),
        of_network=False),
    form("cell", "Zelle des Rasters", "6.4", FIRST_GRADE),
    act("cell_empty", "Zelle leeren", "6.4", FIRST_GRADE),
    read("kept", "Zwei Texte, eine Stelle", "set aside"),
    act("kept_decide", "Zwischen zwei Texten wählen", "set aside"),
    form("resolve", "Beschluss der Schulkonferenz"),
    form("open_again", "Konzept wieder öffnen"),
    act("release", "Konzept freigeben", "schultraeger"),
    form("part_new", "Ausstattung hinzufügen", "ausstattung"),
    form("part_change", "Unterrichtsvorhaben ändern", "eintrag", "unit"),
    act("part_remove", "Unterrichtsvorhaben entfernen", "eintrag", "unit"),
    page("overview", "Medien: Bedarf und Planung", only(AT_WORK, "200")),
    page("frames", "Medienkompetenzrahmen", only(AT_WORK, "200")),
    page("exchange", "Wer wem helfen kann", only(AT_WORK, "200")),
    page("region", "Medien: die Region", only(SIDES_AT_WORK, "200")),
    Row("media:roll_up", "Konzepte zusammenrechnen", NOT_OFFERED, only(OFFICE, DONE), arguments=slug),
    of_body("body", "Bedarf eines Schulträgers"),
    of_body("body_csv", "Bedarfsliste als CSV"),
    of_body("plan", "Entwurf des Medienentwicklungsplans"),
    Row("media:tasks", "Wer an Medienkonzepten arbeitet", only(OFFICE, "200"), arguments=slug),
    Row("media:task_new", "Aufgabe geben", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    Row(
        "media:task_end", "Aufgabe beenden", NOT_OFFERED, only(OFFICE, DONE),
        arguments=lambda place: (place.slug, place.keys["media task"]),
    ),
]  # fmt: skip
