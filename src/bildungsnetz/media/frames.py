"""The frames of media competence in force in North Rhine-Westphalia, as dated versions, and how they map.

Source of the frame of 2018: Medienkompetenzrahmen NRW (medienkompetenzrahmen.nrw), six areas with four competences
each. Of its forerunner only the name and the number of areas are known here, and the number without a source; so it
has no list, and nothing is mapped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Competence:
    """One competence: its number as printed (``6.4``) and its title."""

    number: str
    title: str

    @property
    def name(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Area:
    """An area of the frame with its competences, in order."""

    number: int
    title: str
    competences: Sequence[Competence]


@dataclass(frozen=True)
class Frame:
    """A version of the frame; ``began`` and ``ended`` are years (half-open), empty where no source names them.

    ``areas`` is empty where the list itself is not known; ``area_count`` says how many there were.
    """

    code: str
    title: str
    began: int | None
    ended: int | None
    source: str
    areas: Sequence[Area] = ()
    area_count: int = 0
    is_sourced: bool = True
    by_number: Mapping[str, Competence] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = {one.number: one for area in self.areas for one in area.competences}
        object.__setattr__(self, "by_number", found)

    @property
    def numbers(self) -> list[str]:
        """The numbers of all competences, in the order of the frame."""
        return list(self.by_number)


def _area(number: int, title: str, *titles: str) -> Area:
    return Area(number, title, tuple(Competence(f"{number}.{n}", one) for n, one in enumerate(titles, start=1)))


MKR = Frame(
    code="MKR-2018",
    title="Medienkompetenzrahmen NRW",
    began=2018,
    ended=None,
    source="https://medienkompetenzrahmen.nrw/",
    areas=(
        _area(1, "Bedienen und Anwenden", "Medienausstattung (Hardware)", "Digitale Werkzeuge", "Datenorganisation",
              "Datenschutz und Informationssicherheit"),
        _area(2, "Informieren und Recherchieren", "Informationsrecherche", "Informationsauswertung",
              "Informationsbewertung", "Informationskritik"),
        _area(3, "Kommunizieren und Kooperieren", "Kommunikations- und Kooperationsprozesse",
              "Kommunikations- und Kooperationsregeln", "Kommunikation und Kooperation in der Gesellschaft",
              "Cybergewalt und -kriminalität"),
        _area(4, "Produzieren und Präsentieren", "Medienproduktion und Präsentation", "Gestaltungsmittel",
              "Quellendokumentation", "Rechtliche Grundlagen"),
        _area(5, "Analysieren und Reflektieren", "Medienanalyse", "Meinungsbildung", "Identitätsbildung",
              "Selbstregulierte Mediennutzung"),
        _area(6, "Problemlösen und Modellieren", "Prinzipien der digitalen Welt", "Algorithmen erkennen",
              "Modellieren und Programmieren", "Bedeutung von Algorithmen"),
    ),
    area_count=6,
)  # fmt: skip
MEDIENPASS = Frame(
    code="MEDIENPASS",
    title="Medienpass NRW",
    began=None,
    ended=2018,
    source="",
    area_count=5,
    is_sourced=False,
)
FRAMES: Mapping[str, Frame] = {frame.code: frame for frame in (MKR, MEDIENPASS)}
CURRENT = MKR
# From an older version to a newer one: number there -> numbers here. No source gives one yet.
MAPPINGS: Mapping[tuple[str, str], Mapping[str, Sequence[str]]] = {(MEDIENPASS.code, MKR.code): {}}


def frame_of(code: str) -> Frame:
    """Return the frame with this code; the one in force if nobody knows it."""
    return FRAMES.get(code, CURRENT)


def mapped(number: str, *, old: str, new: str) -> Sequence[str]:
    """Return the numbers of ``new`` that stand for a number of ``old``; empty where no source says."""
    if old == new:
        return [number] if number in frame_of(new).by_number else []
    return MAPPINGS.get((old, new), {}).get(number, ())
