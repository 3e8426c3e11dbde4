"""Whole tasks drawn by Hypothesis: small enough for trying everything, wide enough to meet every rule."""

from typing import Any

from hypothesis import strategies as st

from tests.allocation.tasks import Task

DATES = ("2027-03-09", "2027-03-10", "2027-03-11")
FIELDS = ("Bau", "Holz", "Pflege")
SCHOOLS = ("100001", "100002")
PLACES = ((51.25, 6.97), (51.19, 6.87), (51.30, 7.05), ("", ""))


@st.composite
def pupils(draw: st.DrawFn, number: int) -> dict[str, Any]:
    lat, lon = draw(st.sampled_from(PLACES))
    return {
        "pupil_id": f"p{number}",
        "school_id": draw(st.sampled_from(SCHOOLS)),
        "days": draw(st.sampled_from(("", 1, 2, 3, 5))),
        "dates": draw(st.sampled_from(("", "", "|".join(DATES[:2]), DATES[2]))),
        "lat": lat,
        "lon": lon,
        "birth_date": draw(st.sampled_from(("", "2013-03-09", "2013-03-10"))),
        "age": draw(st.sampled_from(("", 13, 14))),
        "carry": draw(st.sampled_from(("", 0, 2))),
        "accessible": draw(st.sampled_from(("", "", 1))),
        "group": draw(st.sampled_from(("", "1", "9"))),
    }


@st.composite
def offers(draw: st.DrawFn, number: int) -> dict[str, Any]:
    lat, lon = draw(st.sampled_from(PLACES))
    return {
        "offer_id": f"o{number}",
        "company_id": draw(st.sampled_from(("c1", "c2", "c3"))),
        "date": draw(st.sampled_from(DATES)),
        "field": draw(st.sampled_from(FIELDS)),
        "capacity": draw(st.sampled_from((0, 1, 1, 2, 3))),
        "min_group": draw(st.sampled_from(("", "", 0, 2))),
        "lat": lat,
        "lon": lon,
        "min_age": draw(st.sampled_from(("", "", 14))),
        "accessible": draw(st.sampled_from(("", 1))),
        "schools": draw(st.sampled_from(("", "", SCHOOLS[0], "|".join(SCHOOLS)))),
        "max_per_school": draw(st.sampled_from(("", "", 1))),
    }


@st.composite
def tasks(draw: st.DrawFn, *, most_pupils: int = 4, most_offers: int = 6) -> Task:
    """Draw a task with H5, H7, ties, fixed and earlier places, scarcity and unknown distances."""
    own_pupils = [draw(pupils(number)) for number in range(draw(st.integers(1, most_pupils)))]
    own_offers = [draw(offers(number)) for number in range(draw(st.integers(1, most_offers)))]
    companies = sorted({offer["company_id"] for offer in own_offers})
    wishes = []
    for pupil in own_pupils:
        for _ in range(draw(st.integers(0, 4))):
            kind, target = draw(
                st.one_of(
                    st.tuples(st.just("offer_id"), st.sampled_from([offer["offer_id"] for offer in own_offers])),
                    st.tuples(st.just("company_id"), st.sampled_from(companies)),
                    st.tuples(st.just("field"), st.sampled_from((*FIELDS, "Zirkus"))),
                )
            )
            rank = draw(st.sampled_from((1, 1, 2, 3, 4, 5, 6, 14)))
            wishes.append({"pupil_id": pupil["pupil_id"], "rank": rank, kind: target})
    task = Task(
        own_pupils,
        own_offers,
        wishes,
        max_km=draw(st.sampled_from((None, None, 8.0))),
        only_wished=draw(st.sampled_from((False, False, False, True))),
        fields_may_repeat=draw(st.sampled_from((False, False, True))),
    )
    if draw(st.booleans()):
        task.fixed = draw(fixed_places(task))
    if draw(st.booleans()):
        task.previous = draw(earlier_places(task))
    return task


@st.composite
def fixed_places(draw: st.DrawFn, task: Task) -> list[dict[str, Any]]:
    """Draw at most one eligible place per offer without a minimum, so that fixed places contradict nothing."""
    found, given_to = [], set()
    for offer in task.offers:
        willing = [
            pupil
            for pupil in task.pupils
            if pupil["pupil_id"] not in given_to and task.eligible(pupil, offer) and int(offer["capacity"]) > 0
        ]
        if willing and not int(offer["min_group"] or 0) and draw(st.sampled_from((False, False, True))):
            pupil = draw(st.sampled_from(willing))
            given_to.add(pupil["pupil_id"])
            found.append({"pupil_id": pupil["pupil_id"], "offer_id": offer["offer_id"]})
    return found


@st.composite
def earlier_places(draw: st.DrawFn, task: Task) -> list[dict[str, Any]]:
    """Draw an earlier plan of each pupil; some of its offers are gone."""
    found = []
    for pupil in task.pupils:
        days, fields = set(), set()
        for offer in draw(st.permutations(task.offers))[:2]:
            if offer["date"] not in days and offer["field"] not in fields and len(days) < task.days(pupil):
                days.add(offer["date"])
                fields.add(offer["field"])
                gone = draw(st.sampled_from((False, False, False, True)))
                offer_id = "gone" if gone else offer["offer_id"]
                found.append({"pupil_id": pupil["pupil_id"], "offer_id": offer_id})
    return found
