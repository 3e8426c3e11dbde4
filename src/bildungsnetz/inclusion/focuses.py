"""The seven support focuses (§ 19 SchulG NRW) and the official codes that stood for them over time.

Source of codes and validity: ``Foerderschwerpunkt`` catalogue of the open school administration server SVWS
(github.com/SVWS-NRW/SVWS-Server, BSD-3-Clause, commit 1304a56); years are those in which a school year begins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

VERSION = "2025-09"
NONE = ""
FOCUSES = ("LE", "SQ", "ES", "HK", "SE", "GG", "KM")
# Supported towards a goal of their own (zieldifferent); the others towards that of all (domain handbook 6.1).
OWN_GOAL = frozenset({"LE", "GG"})


@dataclass(frozen=True)
class Code:
    """An official code: which focus it stands for (empty: none of the seven) and in which school years it held.

    ``first`` and ``last`` are years in which a school year begins, None = open.
    """

    code: str
    focus: str
    text: str
    first: int | None = None
    last: int | None = None


CODES: Mapping[str, Code] = {
    one.code: one
    for one in (
        Code("LB", "LE", "Lernen", 2011),
        Code("SB", "SQ", "Sprache", 2011),
        Code("EZ", "ES", "Emotionale und soziale Entwicklung", 2011),
        Code("GH", "HK", "Hören und Kommunikation (Gehörlose)", 2011),
        Code("SG", "HK", "Hören und Kommunikation (Schwerhörige)", 2011),
        Code("BL", "SE", "Sehen (Blinde)", 2011),
        Code("SH", "SE", "Sehen (Sehbehinderte)", 2011),
        Code("GB", "GG", "Geistige Entwicklung", 2011),
        Code("KB", "KM", "Körperliche und motorische Entwicklung", 2011),
        Code("KR", NONE, "Klinikschule"),
        Code("**", NONE, "kein Förderschwerpunkt"),
        Code("XX", NONE, "kein Förderschwerpunkt"),
        Code("PE", "ES", "Präventive Förderung: emotionale und soziale Entwicklung", None, 2010),
        Code("PF", NONE, "Präventive Förderung", None, 2010),
        Code("PL", "LE", "Präventive Förderung: Lernen", None, 2010),
        Code("PS", "SQ", "Präventive Förderung: Sprache", None, 2010),
    )
}
# As people and lists write them, in one spelling; the longer ones first, since they are cut out of joined cells.
WORDS: Mapping[str, str] = {
    "emotionale und soziale entwicklung": "EZ",
    "körperliche und motorische entwicklung": "KB",
    "hören und kommunikation (gehörlose)": "GH",
    "hören und kommunikation (schwerhörige)": "SG",
    "hören und kommunikation": "SG",
    "geistige entwicklung": "GB",
    "sehen (sehbehinderte)": "SH",
    "sehen (blinde)": "BL",
    "schule für kranke": "KR",
    "klinikschule": "KR",
    "sprache": "SB",
    "lernen": "LB",
    "sehen": "SH",
}
_CUT = re.compile("|".join(re.escape(words) for words in sorted(WORDS, key=len, reverse=True)))


@dataclass(frozen=True)
class Understood:
    """What a cell says: official codes in the order of the catalogue, and what is left that nobody knows."""

    codes: tuple[str, ...]
    left: str

    @property
    def focuses(self) -> tuple[str, ...]:
        """The focuses of the codes, each once; codes that stand for none of the seven are left out."""
        found = {CODES[code].focus for code in self.codes} - {NONE}
        return tuple(focus for focus in FOCUSES if focus in found)

    @property
    def without_focus(self) -> tuple[str, ...]:
        """The codes that stand for none of the seven."""
        return tuple(code for code in self.codes if not CODES[code].focus)


def understand(cell: str) -> Understood:
    """Cut a cell with names of several focuses, joined by a blank without separator, into codes."""
    text = " ".join(cell.lower().split())
    found = {WORDS[match.group()] for match in _CUT.finditer(text)}
    left = " ".join(_CUT.sub(" ", text).replace(",", " ").replace(";", " ").split())
    return Understood(tuple(code for code in CODES if code in found), left)


def focus_of(word: str) -> Code | None:
    """Return the code meant by one cell: a focus's short name, an official code, or its name in words."""
    plain = word.strip()
    if plain.upper() in FOCUSES:
        return next(code for code in CODES.values() if code.focus == plain.upper())
    if plain.upper() in CODES:
        return CODES[plain.upper()]
    meant = WORDS.get(" ".join(plain.lower().split()))
    return CODES[meant] if meant else None


def holds_in(code: Code, year: int) -> bool:
    """Say whether a code was in the catalogue in the school year that begins in ``year``."""
    return (code.first is None or code.first <= year) and (code.last is None or year <= code.last)
