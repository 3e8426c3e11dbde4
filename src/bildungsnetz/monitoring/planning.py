"""What a file with figures would change: pure, from what is stored and what the file says."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bildungsnetz.intake.importers import Addition, Change, Plan
from bildungsnetz.intake.reading import Finding, Level
from bildungsnetz.monitoring.reading.records import Figure, place_kind

Address = tuple[str, str, str, str, str]
# A figure that jumps by more than this against the period before is shown to a person.
JUMP_OF_SHARE = Decimal("0.1")
JUMP_OF_COUNT = Decimal("1.5")
SMALL_COUNT = 50
# So many figures equal to those of another period are no coincidence any more.
SAME_FROM = 10
KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Stored:
    """A current observation as it is stored."""

    pk: int
    revision: int
    value: Decimal | None
    status: str
    numerator: Decimal | None
    denominator: Decimal | None
    rounded_to: int | None
    origin: str
    note: str


@dataclass(frozen=True)
class Writing:
    """What to write: new figures, and corrected ones with the observation they follow."""

    new: Sequence[Figure]
    corrected: Sequence[tuple[Figure, Stored]]


def plan_figures(
    *,
    figures: Sequence[Figure],
    findings: Sequence[Finding],
    stored: Mapping[Address, Stored],
    before: Mapping[Address, Decimal],
    outside: int,
) -> Plan:
    """Say which figures are new, which correct a stored one, which stay.

    ``stored``: current observations by address; ``before``: stored values of all together in other periods, by address;
    ``outside``: rows of other states, or of schools of other regions.
    """
    new: list[Figure] = []
    corrected: list[tuple[Figure, Stored]] = []
    for one in figures:
        known = stored.get(one.address)
        if known is None:
            new.append(one)
        elif not _says_the_same(one, known):
            corrected.append((one, known))
    values = {one.address: one.value for one in figures if one.value is not None and not one.grouping}
    remarkable = [*_jumps(figures, {**before, **values}), *_same_as_other_period(values, before)]
    return Plan(
        added=[Addition(key_of(one), label_of(one), one.line) for one in new],
        changes=[
            Change(key_of(one), label_of(one), one.line, "value", _written(known), _written(one))
            for one, known in corrected
        ],
        unchanged=len(figures) - len(new) - len(corrected),
        outside=outside,
        findings=[*findings, *remarkable],
        payload=Writing(new, corrected),
    )


def key_of(figure: Figure) -> str:
    """Return a key of a figure, as long as a line of a preview has room for."""
    key = "/".join(part for part in figure.address if part)
    if len(key) <= KEY_LENGTH:
        return key
    return f"{key[: KEY_LENGTH - 13]}~{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def label_of(figure: Figure) -> str:
    """Return a figure in words free of language: indicator, place, period, group and value."""
    about = " · ".join(part for part in (figure.indicator, figure.place, figure.period, figure.group) if part)
    return f"{about}: {_written(figure)}"


def _written(figure: Figure | Stored) -> str:
    if figure.value is None:
        return str(figure.status)
    text = f"{figure.value.normalize():f}"
    if figure.numerator is not None and figure.denominator is not None:
        text += f" ({figure.numerator.normalize():f} / {figure.denominator.normalize():f})"
    return text


def _says_the_same(figure: Figure, known: Stored) -> bool:
    said = (figure.value, str(figure.status), figure.numerator, figure.denominator, figure.rounded_to)
    kept = (known.value, known.status, known.numerator, known.denominator, known.rounded_to)
    return said == kept and (figure.origin, figure.note) == (known.origin, known.note)


def _jumps(figures: Sequence[Figure], values: Mapping[Address, Decimal]) -> Iterator[Finding]:
    """Yield figures far from the one of the period before; levels are no course and schools are left alone."""
    periods: dict[tuple[str, str], list[str]] = defaultdict(list)
    for indicator, place, _grouping, _group, period in values:
        periods[indicator, place].append(period)
    for one in figures:
        if one.grouping or one.value is None or place_kind(one.place) == "SCHOOL":
            continue
        earlier = [period for period in periods[one.indicator, one.place] if period < one.period]
        if not earlier:
            continue
        past = values[one.indicator, one.place, "", "", max(earlier)]
        if _is_jump(past, one.value, is_share=one.denominator is not None):
            yield Finding(
                Level.CHECK, "jump", line=one.line, key=one.place, found=f"{one.value.normalize():f}",
                expected=f"{past.normalize():f}",
                params={"indicator": one.indicator, "period": one.period, "earlier": max(earlier)},
            )  # fmt: skip


def _is_jump(past: Decimal, now: Decimal, *, is_share: bool) -> bool:
    if is_share or (past <= 1 and now <= 1):
        return abs(now - past) > JUMP_OF_SHARE
    if abs(now - past) <= SMALL_COUNT:
        return False
    low, high = sorted((past, now))
    return low <= 0 or high / low > JUMP_OF_COUNT


def _same_as_other_period(values: Mapping[Address, Decimal], before: Mapping[Address, Decimal]) -> Iterator[Finding]:
    """Yield indicators whose figures are, place by place, those stored for another period: probably the wrong year."""
    pairs: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    stored: dict[tuple[str, str], list[tuple[str, Decimal]]] = defaultdict(list)
    for (indicator, place, _grouping, _group, period), value in before.items():
        stored[indicator, place].append((period, value))
    for (indicator, place, _grouping, _group, period), value in values.items():
        for other, past in stored[indicator, place]:
            if other != period and value:
                pairs[indicator, period, other].append(past == value)
    for (indicator, period, other), same in sorted(pairs.items()):
        if len(same) >= SAME_FROM and all(same):
            params = {"indicator": indicator, "period": period, "other": other}
            yield Finding(Level.CHECK, "same_as_other_period", key=period, found=str(len(same)), params=params)
