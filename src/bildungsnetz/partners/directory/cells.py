"""Reading single cells: a value, or what is wrong with it."""

import re
from collections.abc import Sequence
from datetime import date

_WORD_BROKEN = re.compile(r"[^\W\d_]-$")
_KEEPS_HYPHEN = ("und", "u.", "oder", "bzw.", "o.")
# Parts are cut at a fixed width, sometimes inside a word and without a hyphen.
_BROKEN_ENDINGS = ("schule", "born", "feld")
_FULL_WIDTH = 34
_GERMAN_DATE = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_COMPACT_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def joined_name(parts: Sequence[str]) -> str:
    """Join the parts of an official name, undoing the word breaks at their ends."""
    name = ""
    for part in (" ".join(part.split()) for part in parts):
        if not part:
            continue
        if not name:
            name = part
        elif part[0].islower() and _WORD_BROKEN.search(name) and not part.startswith(_KEEPS_HYPHEN):
            name = name[:-1] + part
        elif len(name) >= _FULL_WIDTH and part.startswith(_BROKEN_ENDINGS) and name[-1].isalpha():
            name += part
        else:
            name = f"{name} {part}"
    return name


def phone_number(area: str, number: str) -> str:
    """Join area code and number; empty if there is no number."""
    area, number = area.strip(), number.strip()
    return f"{area} {number}".strip() if number else ""


def day(text: str) -> date | None:
    """Read ``31.12.2021``, ``20211231`` or ``2021-12-31``; None if it is no day.

    >>> day("31.12.2021") == day("20211231")
    True
    """
    text = text.strip()
    try:
        if found := _GERMAN_DATE.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _COMPACT_DATE.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def digits(text: str, *, count: int) -> bool:
    """Say whether ``text`` consists of exactly ``count`` digits 0-9."""
    return len(text) == count and text.isascii() and text.isdigit()


def decimal(text: str) -> float | None:
    """Read a number with point or comma; None if it is none or not finite."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def web_address(text: str) -> str:
    """Return an address that can be clicked, or nothing: ``www.example.org`` gets its scheme."""
    text = text.strip()
    if not text or " " in text or "." not in text:
        return ""
    return text if text.lower().startswith(("http://", "https://")) else f"https://{text}"
