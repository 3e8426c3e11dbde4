"""Why each wish came out as it did, in words for the pupil; names nobody else and no count below ten."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from bildungsnetz.engines.allocation import outcomes as out
from bildungsnetz.engines.allocation.eligibility import access, metres_between
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_FIELD,
    WISH_OFFER,
    Array,
    Indices,
    Instance,
    Options,
)
from bildungsnetz.engines.allocation.outcomes import Outcomes
from bildungsnetz.engines.allocation.phrases import Phrase, spoken_date
from bildungsnetz.engines.allocation.solution import Aim

SMALLEST_COUNT = 10
"""A smaller count of others could point at a person."""

_FIRST = Phrase("Dein liebster Wunsch hat geklappt.", "Your first wish worked out.")
_GRANTED = Phrase("Dieser Wunsch hat geklappt, am {day}.", "This wish worked out, on {day}.")
_NO_OFFER = Phrase("In diesem Berufsfeld gibt es keine Angebote.", "There are no offers in this field.")
_DATE = Phrase("Deine Schule ist an diesem Tag nicht dabei.", "Your school is not taking part that day.")
_AGE = Phrase(
    "Für diesen Platz musst du mindestens {age} Jahre alt sein.", "You must be at least {age} years old for this place."
)
_STEPS = Phrase("Dieser Ort ist nicht stufenlos erreichbar.", "This place cannot be reached without steps.")
_SCHOOLS = Phrase("Diese Plätze sind für andere Schulen.", "These places are for other schools.")
_FAR = Phrase("Der Weg ist weiter als {km} Kilometer.", "It is further away than {km} kilometres.")
_NONE = Phrase(
    "Kein Angebot davon kommt für dich in Frage (Tage, Alter, Zugang, Schulen oder Entfernung).",
    "None of its offers is open to you (dates, age, access, schools or distance).",
)
_DAY_WISH = Phrase("Am selben Tag hast du Wunsch {rank} bekommen.", "You got wish {rank} that day.")
_DAY = Phrase("Am selben Tag hast du einen anderen Platz bekommen.", "You got another place that day.")
_FIELD = Phrase("Dieses Berufsfeld hast du schon am {day}.", "You already have this field on {day}.")
_DAYS = Phrase("Alle deine Tage sind schon vergeben.", "All your days are taken already.")
_SCHOOL = Phrase(
    "Der Betrieb nimmt je Schule nur eine bestimmte Zahl; die Plätze für deine Schule sind vergeben.",
    "The company takes only so many of each school; the places for your school are taken.",
)
_GROUP = Phrase(
    "Das Angebot findet nicht statt, weil die Gruppe zu klein geblieben wäre. Das lag nicht an dir.",
    "The offer does not take place because the group would have stayed too small. Not because of you.",
)
_CLOSED = Phrase("Hier gab es keine freien Plätze.", "There were no free places here.")
_FULL = Phrase("Voll: Alle Plätze sind vergeben.", "Full: all places are taken.")
_FULL_COUNTED = Phrase("Voll: Es gab {places} Plätze und {wishes} Wünsche.", "Full: {places} places, {wishes} wishes.")
_PROVEN = Phrase(
    "Hättest du ihn bekommen, hätten andere zusammen mindestens so viel verloren, wie du gewonnen hättest.",
    "Had you got it, others would together have lost at least as much as you would have gained.",
)
_TIME = Phrase(
    "Wann du deine Wünsche abgegeben hast, spielte keine Rolle.", "When you handed in your wishes played no part."
)
_LOTTERY = Phrase(
    "Das Los hat die Reihenfolge bestimmt. Es stand vorher fest.", "The draw set the order. It was fixed beforehand."
)
_BOOKING = Phrase("Andere waren früher da.", "Others came earlier.")
_HOPELESS = Phrase(
    "Auch eine andere Liste hätte daran nichts geändert.", "Another list would have changed nothing here."
)

PROVING_AIMS = ("A1", "A2", "A2b", "A3", "A4")
_KINDS = {WISH_OFFER: "offer_id", WISH_COMPANY: "company_id", WISH_FIELD: "field"}


class Explanations:
    """Words the outcome of every wish."""

    def __init__(
        self,
        instance: Instance,
        options: Options,
        outcomes: Outcomes,
        aims: Mapping[str, Aim],
        ranks: dict[tuple[int, int], int],
    ) -> None:
        self.instance = instance
        self.options = options
        self.found = outcomes
        self.ranks = ranks
        self.rules = access(instance, options.max_km)
        self.full = self._after_full(aims)
        self.wishers = _wishers(instance)
        self._sentences: dict[tuple[Any, ...], str] = {}

    def rows(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """Yield (pupil_id, rank, wish, outcome, reason, kind), sorted by pupil, rank, wish and kind."""
        wishes = self.instance.wishes
        rank, kind, start = wishes.rank.tolist(), wishes.kind.tolist(), wishes.start.tolist()
        outcome = self.found.outcome.tolist()
        for pupil, name in enumerate(self.instance.pupil_ids):
            rows = range(start[pupil], start[pupil + 1])
            for row in sorted(rows, key=lambda row: (rank[row], wishes.text[row], kind[row])):
                reason = self._reason(pupil, row, outcome[row], first=rank[row] == rank[start[pupil]])
                yield name, str(rank[row]), wishes.text[row], out.NAMES[outcome[row]], reason, _KINDS[kind[row]]

    def _after_full(self, aims: Mapping[str, Aim]) -> Phrase:
        """Return what may be added where an offer is full; only what is proven is said."""
        if self.options.mode == "booking":
            return _BOOKING
        if self.options.mode == "lottery":
            return _LOTTERY
        proven = all(aims[name].proven for name in PROVING_AIMS if name in aims)
        return _PROVEN if proven else _TIME

    def _reason(self, pupil: int, row: int, outcome: int, *, first: bool) -> str:
        place, offer = int(self.found.place[row]), int(self.found.offer[row])
        key = self._key(pupil, row, outcome, first=first, place=place, offer=offer)
        if key not in self._sentences:
            self._sentences[key] = self._worded(key)
        return self._sentences[key]

    def _key(self, pupil: int, row: int, outcome: int, *, first: bool, place: int, offer: int) -> tuple[Any, ...]:
        hopeless = bool(self.found.hopeless[row])
        if outcome == out.GRANTED:
            return outcome, first, self.instance.offers.date[place]
        if outcome == out.NOT_ELIGIBLE:
            return outcome, *self._why_not(pupil, row)
        if outcome == out.SAME_DAY:
            return outcome, hopeless, self.ranks.get((pupil, place), 0)
        if outcome == out.SAME_FIELD:
            return outcome, hopeless, self.instance.offers.date[place]
        if outcome == out.FULL:
            single = self.instance.wishes.kind[row] == WISH_OFFER
            return outcome, hopeless, offer if single else -1
        return outcome, hopeless

    def _why_not(self, pupil: int, row: int) -> tuple[Phrase, int]:
        """Find the rule that keeps a pupil from a single offer; a company or field may fail for several."""
        if self.instance.wishes.kind[row] != WISH_OFFER:
            return _NONE, 0
        offers, pupils, rules = self.instance.offers, self.instance.pupils, self.rules
        offer = int(self.instance.wishes.target[row])
        if not pupils.can_go[pupil, offers.date[offer]]:
            return _DATE, 0
        schools = offers.schools[offers.schools_start[offer] : offers.schools_start[offer + 1]]
        if len(schools) and pupils.school[pupil] not in schools:
            return _SCHOOLS, 0
        if pupils.step_free[pupil] and not offers.step_free[offer]:
            return _STEPS, 0
        way = metres_between(pupils.lat[pupil], pupils.lon[pupil], offers.lat[offer], offers.lon[offer])
        if way > rules.max_metres:
            return _FAR, 0
        return _AGE, int(offers.min_age[offer])

    def _worded(self, key: tuple[Any, ...]) -> str:
        lang, outcome = self.options.lang, key[0]
        if outcome == out.GRANTED:
            return self._granted(first=key[1], date=key[2])
        if outcome == out.NOT_ELIGIBLE:
            km = f"{self.options.max_km or 0:g}"
            sentence = key[1].say(lang, age=key[2], km=km.replace(".", ",") if lang == "de" else km)
            return f"{sentence} {_HOPELESS.say(lang)}"
        if outcome == out.NO_OFFER:
            return f"{_NO_OFFER.say(lang)} {_HOPELESS.say(lang)}"
        sentence = self._refused(key)
        return f"{sentence} {_HOPELESS.say(lang)}" if key[1] else sentence

    def _granted(self, *, first: bool, date: int) -> str:
        if first:
            return _FIRST.say(self.options.lang)
        return _GRANTED.say(self.options.lang, day=self._day(date))

    def _refused(self, key: tuple[Any, ...]) -> str:
        lang, outcome = self.options.lang, key[0]
        if outcome == out.SAME_DAY:
            return _DAY_WISH.say(lang, rank=key[2]) if key[2] else _DAY.say(lang)
        if outcome == out.SAME_FIELD:
            return _FIELD.say(lang, day=self._day(key[2]))
        if outcome == out.FULL:
            return self._is_full(key[2], hopeless=key[1])
        simple = {out.DAYS_REACHED: _DAYS, out.SCHOOL_LIMIT: _SCHOOL, out.CANCELLED_GROUP: _GROUP}
        return simple[outcome].say(lang)

    def _is_full(self, offer: int, *, hopeless: bool) -> str:
        """Word that places ran out; numbers only for one offer, and only where they count ten people or more."""
        lang = self.options.lang
        if hopeless:
            return _CLOSED.say(lang)
        sentence = _FULL.say(lang)
        if offer >= 0:
            places, wishes = int(self.instance.offers.capacity[offer]), int(self.wishers[offer])
            if wishes > places >= SMALLEST_COUNT:
                sentence = _FULL_COUNTED.say(lang, places=places, wishes=wishes)
        return f"{sentence} {self.full.say(lang)}"

    def _day(self, date: int) -> str:
        return spoken_date(self.instance.dates[date], self.options.lang)


def _wishers(instance: Instance) -> Array:
    """Count per offer the wishes that name the offer itself, its company or its field."""
    wishes, offers = instance.wishes, instance.offers

    def named(kind: int, size: int) -> Array:
        chosen = wishes.target[(wishes.kind == kind) & (wishes.target >= 0)]
        return np.bincount(chosen, minlength=size)

    return (
        named(WISH_OFFER, len(instance.offer_ids))
        + named(WISH_COMPANY, len(instance.company_ids))[offers.company]
        + named(WISH_FIELD, len(instance.fields))[offers.field]
    )


def ranks_by_place(places: Indices, rank: Array) -> dict[tuple[int, int], int]:
    """Return the rank of every place by (pupil, offer); 0 is a place not wished for."""
    return dict(zip(map(tuple, places.tolist()), rank.tolist(), strict=True))
