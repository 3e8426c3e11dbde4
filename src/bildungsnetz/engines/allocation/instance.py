"""What an allocation is made from: pupils, offers and wishes as arrays, and the options of a run."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
"""Of any kind of number; the docstring beside it says which."""

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.int8]
Indices = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

NO_DAY = -(2**31)
"""``birth_day`` of a pupil whose date of birth is not given."""

UNKNOWN = -1
"""Not given in ``age``, ``arrival``, ``min_age``, ``max_per_school``; in ``previous`` an offer that is gone."""

WISH_OFFER, WISH_COMPANY, WISH_FIELD = 0, 1, 2
"""The values of ``wish_kind``."""

Mode = Literal["best", "lottery", "booking"]
Language = Literal["de", "en"]


@dataclass(frozen=True, eq=False)
class Pupils:
    """The pupils in the order of their ids as text; P pupils, D dates.

    ``school`` and ``group`` index into ``Instance.school_ids`` and ``Instance.groups``; ``can_go`` is P x D;
    ``lat`` and ``lon`` are WGS 84 degrees, NaN if unknown; ``birth_day`` counts days since 1970-01-01.
    """

    school: Indices
    days: Bytes
    can_go: Bools
    lat: Numbers
    lon: Numbers
    birth_day: Indices
    age: npt.NDArray[np.int16]
    step_free: Bools
    group: Indices
    carry: Integers
    arrival: Integers


@dataclass(frozen=True, eq=False)
class Offers:
    """The offers in the order of their ids as text; O offers.

    ``company``, ``date`` and ``field`` are indices; ``min_group`` 0 means no minimum, ``min_age`` and
    ``max_per_school`` -1 no limit. The schools admitted to offer o are
    ``schools[schools_start[o]:schools_start[o + 1]]``, ascending; an empty slice admits all.
    """

    company: Indices
    date: Indices
    field: Indices
    capacity: Integers
    min_group: Integers
    lat: Numbers
    lon: Numbers
    min_age: npt.NDArray[np.int16]
    step_free: Bools
    max_per_school: Integers
    schools_start: Integers
    schools: Indices


@dataclass(frozen=True, eq=False)
class Wishes:
    """The wishes of pupil p are the rows ``start[p]:start[p + 1]``, by rank, kind and target; no wish stands twice.

    ``target`` indexes offers, companies or fields by ``kind``; -1 is a field without any offer.
    ``text`` is the wish as written in the input, for explanations.
    """

    start: Integers
    kind: Bytes
    target: Indices
    rank: Integers
    text: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Instance:
    """One allocation to be made. All ids are sorted as text, so the order of the rows read never matters.

    ``dates`` are ISO days and include every date of the offers and of the pupils' lists. ``fixed`` and ``previous``
    hold rows (pupil, offer) sorted and without repetition; in ``previous`` the offer is -1 if it is gone, in as many
    rows as the pupil had such places.
    ``previous`` is None if no earlier allocation was given, which is not the same as an empty one.
    """

    pupil_ids: tuple[str, ...]
    offer_ids: tuple[str, ...]
    school_ids: tuple[str, ...]
    company_ids: tuple[str, ...]
    dates: tuple[str, ...]
    fields: tuple[str, ...]
    groups: tuple[str, ...]
    pupils: Pupils
    offers: Offers
    wishes: Wishes
    fixed: Indices = field(default_factory=lambda: np.zeros((0, 2), np.int32))
    previous: Indices | None = None


@dataclass(frozen=True)
class Options:
    """How a run is to be made; the defaults are those of the command.

    ``max_km`` is the greatest distance in kilometres (None = any); ``time_limit`` in seconds is the only option that
    makes a run depend on the machine.
    """

    seed: str = ""
    max_km: float | None = None
    mode: Mode = "best"
    only_wished: bool = False
    fields_may_repeat: bool = False
    time_limit: float | None = None
    lang: Language = "de"
