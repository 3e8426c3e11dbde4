"""The hard rules H1 to H7, and that fixed places were kept."""

from collections.abc import Iterator

import numpy as np

from bildungsnetz.engines.allocation_check.aims import Places
from bildungsnetz.engines.allocation_check.case import NO_WISH, Case, Integers
from bildungsnetz.engines.allocation_check.findings import Findings


def check_rules(case: Case, places: Places, findings: Findings) -> None:
    """Note every broken rule; confirm them if none is."""
    before = len(findings.differences)
    _own_rules(case, places, findings)
    _offers(case, places, findings)
    _eligibility(case, places, findings)
    held = set(zip(places.pupil.tolist(), places.offer.tolist(), strict=True))
    for pupil, offer in sorted(set(case.fixed) - held):
        findings.differs("fixed", "fixed", case.pupils.ids[pupil], case.offers.ids[offer])
    if len(findings.differences) == before:
        findings.confirmed.append(findings.text("holds_rules", len(places.pupil)))


def _own_rules(case: Case, places: Places, findings: Findings) -> None:
    pupils = case.pupils
    for pupil, day, times in _counted(places.pupil, case.offers.date[places.offer]):
        if times > 1:
            findings.differs("H1", "H1", pupils.ids[pupil], case.dates[day])
    if not case.rules.fields_may_repeat:
        for pupil, field, times in _counted(places.pupil, case.offers.field[places.offer]):
            if times > 1:
                findings.differs("H2", "H2", pupils.ids[pupil], case.fields[field])
    held = np.bincount(places.pupil, minlength=len(pupils.ids))
    for pupil in np.flatnonzero(held > pupils.days).tolist():
        findings.differs("H6", "H6", pupils.ids[pupil], held[pupil], pupils.days[pupil])


def _offers(case: Case, places: Places, findings: Findings) -> None:
    offers = case.offers
    taken = np.bincount(places.offer, minlength=len(offers.ids))
    for offer in np.flatnonzero(taken > offers.capacity).tolist():
        findings.differs("H3", "H3", offers.ids[offer], taken[offer], offers.capacity[offer])
    for offer in np.flatnonzero((taken > 0) & (taken < offers.min_group)).tolist():
        findings.differs("H7", "H7", offers.ids[offer], taken[offer], offers.min_group[offer])
    for offer, school, times in _counted(places.offer, case.pupils.school[places.pupil]):
        limit = int(offers.max_per_school[offer])
        if 0 <= limit < times:
            findings.differs("H5", "H5", offers.ids[offer], times, case.schools[school], limit)


def _eligibility(case: Case, places: Places, findings: Findings) -> None:
    wrong = ~case.eligible(places.pupil, places.offer)
    for pupil, offer in zip(places.pupil[wrong].tolist(), places.offer[wrong].tolist(), strict=True):
        findings.differs("H4", "H4", case.pupils.ids[pupil], case.offers.ids[offer])
    if case.rules.only_wished:
        given = set(case.fixed)
        unwished = places.position == NO_WISH
        pairs = zip(places.pupil[unwished].tolist(), places.offer[unwished].tolist(), strict=True)
        for pupil, offer in sorted(set(pairs) - given):
            findings.differs("only_wished", "only_wished", case.pupils.ids[pupil], case.offers.ids[offer])


def _counted(one: Integers, other: Integers) -> Iterator[tuple[int, int, int]]:
    pairs, times = np.unique(np.stack([one, other]), axis=1, return_counts=True)
    yield from zip(pairs[0].tolist(), pairs[1].tolist(), times.tolist(), strict=True)
