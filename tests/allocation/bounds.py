"""Bounds by the formula of the certificate, bundle by bundle."""

from tests.allocation.tasks import Task

ORDER = (
    "A1.filled", "A2.n0", "A2.m5", "A2.m4", "A2.m3", "A2.m2", "A2b.changed",
    "A3.none", "A3.beyond5", "A3.beyond3", "A4.wishes", "A5.metres",
)  # fmt: skip
MAXIMISED = ("A1.filled", "A4.wishes")


def bound_by_trying(task: Task, name: str, entry: dict, reported: dict[str, int]) -> int:
    """The formula of the certificate, bundle by bundle."""
    signs = {other: 1 if other in MAXIMISED else -1 for other in ORDER}
    amounts = {**entry["earlier"], name: 1024}
    rows = {(offer, school): price for offer, school, price in entry["school_rows"]}
    total = 0
    for pupil in task.pupils:
        worths = []
        for bundle in task.bundles(pupil):
            own = dict(zip(ORDER, task.amounts(pupil, bundle), strict=True))
            worth = sum(signs[other] * amount * own[other] for other, amount in amounts.items())
            for offer in bundle:
                worth -= entry["offers"][offer["offer_id"]] + rows.get((offer["offer_id"], pupil["school_id"]), 0)
            worths.append(worth)
        total += max(worths)
    total += sum(price * int(task.offer_of[offer]["capacity"]) for offer, price in entry["offers"].items())
    total += sum(price * int(task.offer_of[offer]["max_per_school"]) for (offer, _), price in rows.items())
    total -= sum(signs[other] * weight * reported[other] for other, weight in entry["earlier"].items())
    return total // 1024 if name in MAXIMISED else -(total // 1024)
