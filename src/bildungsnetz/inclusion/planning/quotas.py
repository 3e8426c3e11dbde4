"""The key figures of inclusion, each with its formula (domain handbook 6.4; KMK, Klemm, IT.NRW).

A: all pupils, F: pupils with need, G: of these at general schools, S: of these at special schools, F = G + S.
"""

from dataclasses import dataclass


class NotCountable(ValueError):
    """The counts contradict each other: more with need than pupils, or less than nothing."""


@dataclass(frozen=True)
class Quotas:
    """The counts and the figures made of them (shares between 0 and 1, None without anybody to divide by)."""

    general: int
    special: int
    pupils: int | None = None

    def __post_init__(self) -> None:
        if self.general < 0 or self.special < 0 or (self.pupils is not None and self.needed > self.pupils):
            raise NotCountable

    @property
    def needed(self) -> int:
        """F = G + S."""
        return self.general + self.special

    @property
    def sen_rate(self) -> float | None:
        """Förderquote: F / A."""
        return self._of_all(self.needed)

    @property
    def inclusion_rate(self) -> float | None:
        """Inklusionsquote (KMK): G / A."""
        return self._of_all(self.general)

    @property
    def exclusion_rate(self) -> float | None:
        """Exklusionsquote: S / A."""
        return self._of_all(self.special)

    @property
    def inclusion_share(self) -> float | None:
        """Inklusionsanteil: G / F; IT.NRW and the press call this one "Inklusionsquote"."""
        return self.general / self.needed if self.needed else None

    def _of_all(self, part: int) -> float | None:
        return part / self.pupils if self.pupils else None
