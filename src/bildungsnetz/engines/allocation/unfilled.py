"""Why a pupil has fewer places than wanted, in one sentence for the office."""

from collections.abc import Iterator

import numpy as np

from bildungsnetz.engines.allocation.diagnosis import reachable_dates
from bildungsnetz.engines.allocation.eligibility import find_types
from bildungsnetz.engines.allocation.instance import Bools, Indices, Instance, Integers, Options
from bildungsnetz.engines.allocation.phrases import Phrase, spoken_date, spoken_list

_NO_DATE = Phrase("An keinem Tag gibt es ein Angebot in Reichweite.", "There is no offer within reach on any day.")
_FEW_DATES = Phrase("Nur am {dates} gibt es Angebote in Reichweite.", "There are offers within reach on {dates} only.")
_TAKEN = Phrase(
    "Am {dates} ist kein Platz in Reichweite frei, der zu den anderen passt.",
    "On {dates} no place within reach is free that fits the others.",
)
_OR = Phrase("oder", "or")


def unfilled_rows(
    instance: Instance, options: Options, places: Indices, missing: Integers
) -> Iterator[tuple[str, str, str]]:
    """Yield (pupil_id, missing, reason) for every pupil with missing places, sorted by pupil."""
    reached = reachable_dates(instance, find_types(instance, options.max_km))
    used = np.zeros_like(reached)
    used[places[:, 0], instance.offers.date[places[:, 1]]] = True
    sentences: dict[tuple, str] = {}
    for pupil in np.flatnonzero(missing > 0).tolist():
        free = reached[pupil] & ~used[pupil]
        few = int(reached[pupil].sum()) < int(instance.pupils.days[pupil])
        key = (few, reached[pupil].tobytes(), free.tobytes())
        if key not in sentences:
            sentences[key] = _sentence(instance, options, reached[pupil], free, few=few)
        yield instance.pupil_ids[pupil], str(int(missing[pupil])), sentences[key]


def _sentence(instance: Instance, options: Options, reached: Bools, free: Bools, *, few: bool) -> str:
    parts = []
    if few:
        parts.append(
            (_FEW_DATES if reached.any() else _NO_DATE).say(options.lang, dates=_dates(instance, options, reached))
        )
    if free.any():
        parts.append(_TAKEN.say(options.lang, dates=_dates(instance, options, free, word=_OR)))
    return " ".join(parts)


def _dates(instance: Instance, options: Options, chosen: Bools, word: Phrase | None = None) -> str:
    days = [spoken_date(instance.dates[date], options.lang) for date in np.flatnonzero(chosen).tolist()]
    return spoken_list(days, options.lang, word=word) if days else ""
