"""Which town a cell means: a key of eight digits, or a name as lists write it."""

import re
from functools import cache

from bildungsnetz.networks import geo

_BESIDE = re.compile(r"\(.*?\)|,.*$|\bam rhein\b|\bstadt\b")


def _plain(name: str) -> str:
    return " ".join(_BESIDE.sub(" ", name.lower()).replace("-", " ").split())


@cache
def _names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, town in geo.towns().items():
        for spelling in {town.name.lower(), _plain(town.name)}:
            found.setdefault(spelling, []).append(key)
    return found


def towns_meant(cell: str) -> list[str]:
    """Return the keys a cell may mean: one if it is clear, none if unknown, several if towns share the name."""
    text = " ".join(cell.split())
    if text.isdecimal():
        key = text.zfill(8) if len(text) == 7 else text
        return [key] if key in geo.towns() else []
    names = _names()
    return names.get(text.lower()) or names.get(_plain(text)) or []
