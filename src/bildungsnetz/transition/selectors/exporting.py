"""The files of an allocation, written from what stands in the database; the order of entries leaves no trace."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bildungsnetz.transition.models import Offer, OfferStatus, Participation, Placement, Pupil, Season, Wish
from bildungsnetz.transition.places_on_map import point_of_town

PUPILS = ("pupil_id", "school_id", "days", "dates", "lat", "lon", "age", "accessible", "group")
OFFERS = (
    "offer_id", "company_id", "date", "field", "capacity", "min_group", "lat", "lon", "min_age", "accessible",
    "max_per_school",
)  # fmt: skip
WISHES = ("pupil_id", "rank", "offer_id")
# An empty list would mean every day; this one lies in no season.
NO_DAY = "1970-01-01"
PAIRS = ("pupil_id", "offer_id")


def input_files(season: Season) -> dict[str, str]:
    """Return name and text of each input file of a season; a bounded number of queries however large it is.

    Pupils who take part, released offers, wishes for them; rows sorted by their references.
    """
    schools = _schools(season)
    away = _days_given_back(season)
    pupils = list(
        Pupil.objects.filter(season=season, absence="").values(
            "reference", "school_class__participation_id", "age", "start_town", "step_free"
        )
    )
    offers = Offer.objects.filter(season=season, status=OfferStatus.RELEASED).select_related("day", "host")
    released = list(offers)
    names = company_names(released)
    wishes = Wish.objects.filter(
        pupil__season=season, pupil__absence="", offer__status=OfferStatus.RELEASED
    ).values_list("pupil__reference", "rank", "offer__reference")
    return {
        "pupils.csv": _text(PUPILS, (_pupil(row, schools, season, away) for row in pupils)),
        "offers.csv": _text(OFFERS, (_offer(offer, names) for offer in released)),
        "wishes.csv": _text(WISHES, ([who, str(rank), what] for who, rank, what in wishes)),
    }


def with_previous(season: Season) -> str:
    """Return ``previous.csv``: the places pupils have now, those given up included, so that they count as hit."""
    found = Placement.objects.filter(pupil__season=season, pupil__absence="").exclude(ended_by="PUPIL")
    rows = found.values_list("pupil__reference", "offer__reference").distinct()
    return _text(PAIRS, ([who, what] for who, what in rows))


def with_fixed(season: Season) -> str:
    """Return ``fixed.csv``: the places pupils have, which a second round keeps."""
    found = Placement.objects.filter(pupil__season=season, pupil__absence="", ended_at=None)
    rows = found.filter(offer__status=OfferStatus.RELEASED).values_list("pupil__reference", "offer__reference")
    return _text(PAIRS, ([who, what] for who, what in rows))


def company_names(offers: Iterable[Offer]) -> Mapping[int, str]:
    """Return a reference per company: the first in the alphabet among those of its offers, so that no key is needed."""
    found: dict[int, str] = {}
    for offer in offers:
        known = found.get(offer.host_id)
        found[offer.host_id] = min(known, offer.reference) if known else offer.reference
    return {host: f"C{reference}" for host, reference in found.items()}


def _schools(season: Season) -> dict[int, dict[str, Any]]:
    found = Participation.objects.filter(season=season).select_related("school__institution").prefetch_related("days")
    schools = {}
    for one in found:
        school = one.school
        point = (school.lat, school.lon) if school.lat is not None and school.lon is not None else None
        schools[one.pk] = {
            "number": school.school_number,
            "dates": sorted(day.date.isoformat() for day in one.days.all()),
            "point": point or point_of_town(school.institution.town),
            "group": str(school.social_index or ""),
        }
    return schools


def _days_given_back(season: Season) -> Mapping[str, set[str]]:
    """Return the days on which a pupil cannot come, by reference: a place was given back then."""
    found: dict[str, set[str]] = {}
    rows = Placement.objects.filter(pupil__season=season, ended_by=Placement.EndedBy.PUPIL)
    for who, day in rows.values_list("pupil__reference", "offer__day__date"):
        found.setdefault(who, set()).add(day.isoformat())
    return found


def _pupil(
    row: Mapping[str, Any],
    schools: Mapping[int, Mapping[str, Any]],
    season: Season,
    away: Mapping[str, set[str]],
) -> list[str]:
    school = schools[row["school_class__participation_id"]]
    dates = [day for day in school["dates"] if day not in away.get(row["reference"], ())]
    point = point_of_town(row["start_town"]) if row["start_town"] else school["point"]
    return [
        row["reference"],
        school["number"],
        str(season.days_per_pupil),
        "|".join(dates) or NO_DAY,
        *_degrees(point),
        _or_empty(row["age"]),
        "1" if row["step_free"] else "",
        school["group"],
    ]


def _offer(offer: Offer, names: Mapping[int, str]) -> list[str]:
    point = (offer.lat, offer.lon) if offer.lat is not None and offer.lon is not None else point_of_town(offer.town)
    return [
        offer.reference,
        names[offer.host_id],
        offer.day.date.isoformat(),
        offer.field,
        str(offer.places),
        str(offer.min_group or ""),
        *_degrees(point),
        _or_empty(offer.min_age),
        "1" if offer.step_free else "",
        _or_empty(offer.max_per_school),
    ]


def _degrees(point: tuple[float, float] | None) -> tuple[str, str]:
    return (f"{point[0]:.5f}", f"{point[1]:.5f}") if point else ("", "")


def _or_empty(number: int | None) -> str:
    return "" if number is None else str(number)


def _text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write CSV as the command writes it, rows sorted as text."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted(tuple(row) for row in rows))
    return stream.getvalue()


def with_arrival(season: Season, pupils: str) -> str:
    """Add the order in which lists were saved; only the comparison "first come, first served" reads it."""
    saved = Pupil.objects.filter(season=season, saved_at__isnull=False).order_by("saved_at", "reference")
    order = {reference: str(place) for place, reference in enumerate(saved.values_list("reference", flat=True), 1)}
    header, *rows = csv.reader(io.StringIO(pupils))
    return _text([*header, "arrival"], ([*row, order.get(row[0], "")] for row in rows))
