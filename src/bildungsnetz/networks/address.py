"""Parts of addresses made from German names."""

from django.utils.text import slugify

LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "–": "-", "/": "-"})


def address_part(name: str) -> str:
    """Turn a name into lower-case letters, digits and hyphens, umlauts spelt out as Germans do (DIN 5007-2)."""
    return slugify(name.lower().translate(LETTERS))[:60]
