"""What is claimed about each entry of the aims: its value, a bound, and how the bound is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bildungsnetz.engines.allocation.measure import PROFILE, RUNGS, Worth
from bildungsnetz.engines.allocation.solution import Aim, By, InternalFailure, aim

UNIT = 1024
MAXIMISED = ("A1.filled", "A4.wishes")
ORDER = (
    "A1.filled",
    *(f"A2.{name}" for name in PROFILE),
    "A2b.changed",
    *(f"A3.{name}" for name in RUNGS),
    "A4.wishes",
    "A5.metres",
)
STRENGTH = {"search": 0, "dual": 1, "trivial": 2}


@dataclass(frozen=True)
class Claim:
    """A bound on one entry that holds for all allocations as good in the earlier entries as reported.

    ``offers`` and ``school_rows`` (offer, school) hold the multipliers of H3 and H5, ``earlier`` those of the rows
    that hold the earlier entries, all whole numbers in 1/1024. ``bound`` None claims nothing.
    """

    bound: int | None
    by: By = "trivial"
    offers: Mapping[str, int] = field(default_factory=dict)
    school_rows: tuple[tuple[str, str, int], ...] = ()
    earlier: Mapping[str, int] = field(default_factory=dict)

    def data(self, entry: str) -> dict[str, Any]:
        """Write the claim as an entry of ``certificate.json``."""
        rows = [list(row) for row in self.school_rows]
        return {
            "entry": entry.split(".")[1],
            "by": self.by,
            "bound": self.bound,
            "offers": dict(self.offers),
            "school_rows": rows,
            "earlier": dict(self.earlier),
        }


def in_prices(entry: str, claim: Claim, *, needed: int, offer_ids: tuple[str, ...]) -> Claim:
    """Write a claim that needs no search as one by multipliers: all of them zero.

    Only "no more places are given than there are" needs a price, of 1 on every place.
    """
    if claim.by != "trivial":
        return claim
    scarce = entry == "A1.filled" and claim.bound is not None and claim.bound < needed
    return replace(claim, by="dual", offers=dict.fromkeys(offer_ids, UNIT) if scarce else {})


def certificate(claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Put all claims together as plain data; aims without any claim are left out."""
    aims: dict[str, list[dict[str, Any]]] = {}
    for entry in ORDER:
        if entry in claims and claims[entry].bound is not None:
            aims.setdefault(entry.split(".")[0], []).append(claims[entry].data(entry))
    return {"format": 1, "unit": UNIT, "aims": aims}


def aims_of(worth: Worth, claims: Mapping[str, Claim], *, with_previous: bool) -> dict[str, Aim]:
    """Say of each aim what was reached and what is known about the best possible.

    Raises: InternalFailure if a value is better than its bound, which no right computation can give.
    """
    values = worth.entries()
    for entry, claim in claims.items():
        if claim.bound is not None and _beyond(values[entry], claim.bound, entry):
            raise InternalFailure(f"{entry}: value {values[entry]} is beyond its bound {claim.bound}")
    names = ["A1", "A2", *(["A2b"] if with_previous else []), "A3", "A4", "A5"]
    return {name: _aim(name, values, claims) for name in names}


def _beyond(value: int, bound: int, entry: str) -> bool:
    return value > bound if entry in MAXIMISED else value < bound


def _aim(name: str, values: Mapping[str, int], claims: Mapping[str, Claim]) -> Aim:
    entries = [entry for entry in ORDER if entry.startswith(name + ".")]
    bounds = [claims[entry].bound if entry in claims else None for entry in entries]
    by = [claims[entry].by for entry in entries if entry in claims]
    weakest = min(by, key=STRENGTH.__getitem__, default=None)
    if len(entries) == 1:
        return aim(values[entries[0]], bounds[0], weakest)
    reached = [values[entry] for entry in entries]
    known = [bound for bound in bounds if bound is not None]
    return aim(reached, known if len(known) == len(bounds) else None, weakest)


def settle(worth: Worth, claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """After the first entry of a list that is open, nothing can be said of the rest but that it is not negative.

    An allocation better in the open entry may be anything in the later ones.
    """
    values, settled, open_lists = worth.entries(), {}, set()
    for entry in ORDER:
        aim_name = entry.split(".")[0]
        claim = claims.get(entry, Claim(None))
        if aim_name in open_lists:
            claim = Claim(0)
        elif aim_name in ("A2", "A3") and claim.bound != values[entry]:
            open_lists.add(aim_name)
            claim = claim if claim.bound is not None else Claim(0)
        settled[entry] = claim
    return settled
