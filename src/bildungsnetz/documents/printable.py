"""Text as people paste it, made fit for paper: pure functions.

PDF/A and PDF/UA refuse characters that cannot be shown. A zero-width blank from a web page or an emoji in one
clause must not keep a whole document from being printed, so the invisible goes and what no font knows becomes a
visible mark.
"""

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

# U+FFFD, the sign for a character that cannot be shown; all our fonts have it.
INSTEAD = "\N{REPLACEMENT CHARACTER}"
BREAKS = {"\r": "\n", "\v": "\n", "\f": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n"}


def printable(value: Any, *, unknown: Collection[str] = ()) -> Any:
    """Return data with all its texts made printable; ``unknown`` are characters that no font has."""
    if isinstance(value, str):
        return "".join(_shown(character, unknown) for character in value.replace("\r\n", "\n"))
    if isinstance(value, Mapping):
        return {key: printable(part, unknown=unknown) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part, unknown=unknown) for part in value]
    return value


def _shown(character: str, unknown: Collection[str]) -> str:
    if character in BREAKS:
        return BREAKS[character]
    if character in "\n\t" or character == "\N{SOFT HYPHEN}":
        return character
    match unicodedata.category(character):
        # Controls and formats: among them those that turn the reading direction and could make a text lie.
        case "Cc" | "Cf":
            return ""
        case "Cs" | "Co" | "Cn":
            return INSTEAD
    return INSTEAD if character in unknown else character
