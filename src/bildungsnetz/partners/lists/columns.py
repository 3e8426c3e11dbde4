"""What the columns of a list say: guessed from their names and first cells, remembered once an office has said it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bildungsnetz.partners.directory.spelling import plain

# What a column may say of an institution, as the columns of ``Institution`` are called, and of its contact person.
OF_INSTITUTION = (
    "name", "short_name", "kind", "further_kinds", "side", "town", "competence", "street", "postcode",
    "postcode_place", "place", "phone", "email", "web",
)  # fmt: skip
OF_PERSON = ("person_name", "person_first", "person_last", "person_title", "person_email", "person_phone")
FIELDS = ("id", *OF_INSTITUTION, *OF_PERSON)

# As such columns are called; compared in the spelling of ``plain``.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "name": (
        "name", "institution", "einrichtung", "name der einrichtung", "name der institution", "bezeichnung",
        "organisation", "firma", "partner", "traeger", "verein", "unternehmen", "betrieb", "name des partners",
    ),
    "short_name": ("short name", "kurzname", "kurzbezeichnung", "abkuerzung", "kuerzel"),
    "kind": ("kind", "art", "typ", "kategorie", "art der einrichtung", "einrichtungsart", "art des partners"),
    "further_kinds": ("further kinds", "weitere arten"),
    "side": ("side", "seite"),
    "town": ("town", "town key", "stadt", "gemeinde", "kommune", "ags", "gemeindeschluessel"),
    "competence": ("competence", "zustaendigkeit", "zustaendig fuer", "aufgabe", "aufgaben", "schwerpunkt", "angebot"),
    "street": ("street", "strasse", "anschrift", "adresse", "strasse und hausnummer", "strasse hausnummer", "str"),
    "postcode": ("postcode", "plz", "postleitzahl"),
    "postcode_place": ("plz ort", "plz und ort", "postleitzahl und ort", "postleitzahl ort"),
    "place": ("place", "ort", "sitz", "wohnort", "standort"),
    "phone": ("phone", "telefon", "tel", "telefonnummer", "rufnummer", "fon", "festnetz", "tel nr"),
    "email": ("email", "e mail", "mail", "e mail adresse", "mailadresse", "emailadresse"),
    "web": ("web", "website", "homepage", "internet", "webseite", "internetseite", "url", "www", "internetadresse"),
    "person_name": (
        "ansprechpartner", "ansprechpartnerin", "ansprechpartner in", "ansprechperson", "kontakt", "kontaktperson",
        "vor und nachname", "name ansprechpartner", "name der ansprechperson", "leitung", "leiter", "leiterin",
    ),
    "person_first": ("vorname",),
    "person_last": ("nachname", "familienname", "zuname"),
    "person_title": ("funktion", "position", "rolle", "amt", "funktion der ansprechperson"),
    "person_email": ("e mail ansprechpartner", "e mail ansprechperson", "e mail der ansprechperson"),
    "person_phone": ("durchwahl", "mobil", "handy", "telefon ansprechpartner", "telefon ansprechperson"),
}  # fmt: skip
_FIELD_OF: Mapping[str, str] = {name: field for field, names in _NAMES.items() for name in names}
_SHAPES = (
    ("email", re.compile(r"[^\s@]+@[^\s@]+\.[a-zA-Z]{2,}")),
    ("web", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("postcode", re.compile(r"\d{5}")),
    ("postcode_place", re.compile(r"\d{5} \D+")),
)


@dataclass(frozen=True)
class Layout:
    """What each column of a list says, in the order of the header; an empty text leaves a column out.

    ``defaults``: ``kind`` and ``side`` of rows that say nothing of it. ``enter_alike``: whether a row that looks like
    a known partner is entered all the same; otherwise it is left out and shown.
    """

    fields: tuple[str, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)
    enter_alike: bool = False

    @property
    def has_name(self) -> bool:
        """Whether a column names the institution, without which nothing can be entered."""
        return "name" in self.fields


def header_key(header: Sequence[str]) -> str:
    """Write a header so that two of the same columns are equal: a change of case or punctuation does not count."""
    return "|".join(plain(name) for name in header)


def looks_like_header(header: Sequence[str]) -> bool:
    """Say whether a line names at least two columns that lists of partners have, the name among them."""
    known = [_FIELD_OF[spelt] for name in header if (spelt := plain(name)) in _FIELD_OF]
    return len(set(known)) >= 2 and "name" in known


def guessed(
    header: Sequence[str], samples: Sequence[Sequence[str]], *, remembered: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Guess what each column says: as remembered (by ``plain`` name), by its name, by what its first cells look like.

    Each field is given once, to the leftmost column that fits.
    """
    found: list[str] = []
    for index, name in enumerate(header):
        spelt = plain(name)
        cells = [row[index].strip() for row in samples if index < len(row) and row[index].strip()]
        if remembered is not None and spelt in remembered:
            field = remembered[spelt]
        else:
            field = _FIELD_OF.get(spelt) or _by_shape(cells)
        found.append("" if field in found else field)
    return tuple(found)


def _by_shape(cells: Sequence[str]) -> str:
    return next((field for field, shape in _SHAPES if cells and all(map(shape.fullmatch, cells))), "")
