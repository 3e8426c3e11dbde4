"""Keys of places in a file: which are known, which are of another time, which belong to other states."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bildungsnetz.intake.reading import Finding, Level
from bildungsnetz.monitoring.reading.records import place_kind

STATE = "05"
# Merged into the city region of Aachen on 21.10.2009; tables still carry the old keys, mostly empty.
DISSOLVED = {"05313": ("2009", "05334"), "05354": ("2009", "05334")}
_KIND_WORDS = re.compile(r"\b(?:kreis|stadt|städteregion|krfr|kreisfreie|der|an|die|im|st)\b\.?", re.IGNORECASE)
_WORD = re.compile(r"[\wäöüß]{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Places:
    """The places that are known: regions by key of 5 digits, towns by key of 8, with their names."""

    regions: Mapping[str, str]
    towns: Mapping[str, str]

    def finding(self, key: str, *, line: int, period: str, name: str = "", column: str = "region") -> Finding | None:
        """Say what is wrong with a key of this state: dissolved, unknown, or beside the name of another region."""
        kind = place_kind(key)
        if not kind or kind == "SCHOOL":
            return _refused("place_key", line, column, key, "05 | 05158 | 05158024")
        if key == "DG" or not key.startswith(STATE) or kind in ("STATE", "DISTRICT"):
            return None
        if key in DISSOLVED and period[:4] > DISSOLVED[key][0]:
            return _refused("region_of_2008", line, column, key, DISSOLVED[key][1])
        if key not in (self.regions if kind == "REGION" else self.towns) and key not in DISSOLVED:
            return _refused("unknown_place", line, column, key, "05158" if kind == "REGION" else "05158024")
        return self._other_name(key, line=line, name=name)

    def _other_name(self, key: str, *, line: int, name: str) -> Finding | None:
        known = self.regions.get(key) or self.towns.get(key, "")
        expected = {word.casefold() for word in _WORD.findall(_KIND_WORDS.sub(" ", known))}
        found = {word.casefold() for word in _WORD.findall(name)}
        if not name or not expected or expected & found:
            return None
        # Key and name contradict each other: one of the two columns is shifted, and we cannot know which.
        return Finding(
            Level.REFUSED, "name_of_other_place", line=line, key=key, found=name.strip()[:200], expected=known
        )


def _refused(code: str, line: int, column: str, key: str, expected: str) -> Finding:
    return Finding(Level.REFUSED, code, line=line, column=column, key=key[:80], found=key[:200], expected=expected)


def is_elsewhere(key: str) -> bool:
    """Say whether a place lies in another state."""
    return key != "DG" and place_kind(key) != "SCHOOL" and not key.startswith(STATE)
