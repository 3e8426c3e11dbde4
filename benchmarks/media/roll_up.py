"""Put 5,500 generated concepts together, as the job does, and by one hand-written query per sum; rows per second.

Run from the root of the repository: ``PYTHONPATH=src python -m benchmarks.media.roll_up [CONCEPTS]``. The database is
built anew in memory, or where ``BILDUNGSNETZ_DATABASE_URL`` says (an empty one). All concepts are invented.
"""

import os
import sys
import time
from datetime import UTC, date, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")

CONCEPTS = 5_500
ENTRIES, NEEDS = 30, 8
YEAR = 2026
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROUNDS = 5
BY_HAND = {
    "NEED": """SELECT c.body_key, e.category, e.year, e.funding, SUM(e.quantity), SUM(e.cost), COUNT(DISTINCT c.id)
        FROM media_equipment e JOIN media_concept c ON c.id = e.concept_id
        JOIN media_schoolconsent s ON s.concept_id = c.id AND s.purpose = 'BODY' AND s.withdrawn_at IS NULL
        WHERE c.year = %s AND e.holding = 'NEED' GROUP BY c.body_key, e.category, e.year, e.funding""",
    "COVERAGE": """SELECT g.competence, COUNT(DISTINCT c.id)
        FROM media_gridentry g JOIN media_concept c ON c.id = g.concept_id
        JOIN media_schoolconsent s ON s.concept_id = c.id AND s.purpose = 'REGION' AND s.withdrawn_at IS NULL
        WHERE c.year = %s AND g.binding = 'COMPULSORY' GROUP BY g.competence""",
}


def generate(count: int) -> None:
    """Fill the database with released concepts of invented schools."""
    from bildungsnetz.media import models as m
    from bildungsnetz.media.frames import MKR
    from bildungsnetz.networks.models import District, Network, Region
    from bildungsnetz.partners.models import Institution, School

    district = District.objects.create(key="051", name="Beispiel")
    region = Region.objects.create(key="05158", name="Beispiel", kind="COUNTY", district=district)
    network = Network.objects.create(region=region, name="Beispiel", slug="beispiel", opened_on=date(2020, 1, 1))
    houses = Institution.objects.bulk_create(
        [
            Institution(kind="SCHOOL", name=f"Schule {n}", town=f"0515{n % 396:04d}", is_example=True)
            for n in range(count)
        ]
    )
    schools = School.objects.bulk_create(
        [School(institution=house, school_number=f"{200_000 + n}") for n, house in enumerate(houses)]
    )
    concepts = m.Concept.objects.bulk_create(
        m.Concept(network=network, school=school, year=YEAR, body_key=school.institution.town, first_grade=5,
                  last_grade=10, adopted_on=date(2026, 9, 1), created_at=AT) for school in schools
    )  # fmt: skip
    subjects = m.Subject.objects.bulk_create(
        m.Subject(concept=concept, code="D", title="Deutsch", changed_at=AT) for concept in concepts
    )
    numbers, categories = MKR.numbers, m.Category.values
    m.GridEntry.objects.bulk_create((
        m.GridEntry(concept=subject.concept, subject=subject, competence=numbers[(n * 7 + k) % 24], grade=5 + k % 6,
                    unit=f"Vorhaben {k}", binding="RECOMMENDED" if k % 4 == 3 else "COMPULSORY", changed_at=AT)
        for n, subject in enumerate(subjects) for k in range(ENTRIES)
    ), batch_size=5_000)  # fmt: skip
    m.Equipment.objects.bulk_create((
        m.Equipment(concept=concept, holding="NEED", category=categories[(n + k) % len(categories)], label="Bedarf",
                    quantity=k + 1, year=YEAR + k % 3, funding="BODY", cost=100 * (k + 1), changed_at=AT)
        for n, concept in enumerate(concepts) for k in range(NEEDS)
    ), batch_size=5_000)  # fmt: skip
    m.SchoolConsent.objects.bulk_create((
        m.SchoolConsent(concept=concept, purpose=purpose, content_hash="0" * 64, given_at=AT)
        for concept in concepts for purpose in ("BODY", "REGION")
    ), batch_size=5_000)  # fmt: skip


def by_job() -> tuple[float, Any]:
    """Put them together as the background service does; seconds and the finished roll-up."""
    from bildungsnetz.media.services.rolling import ask_for_roll_up, put_together

    asked = ask_for_roll_up(network=None, year=YEAR, by=None, at=AT)
    began = time.perf_counter()
    done = put_together(roll_up=asked, at=AT)
    return time.perf_counter() - began, done


def by_hand() -> tuple[float, dict[str, list[Any]]]:
    """Ask the database directly, without progress; seconds and the rows."""
    from django.db import connection

    began, found = time.perf_counter(), {}
    with connection.cursor() as cursor:
        for name, query in BY_HAND.items():
            cursor.execute(query, [YEAR])
            found[name] = cursor.fetchall()
    return time.perf_counter() - began, found


def main() -> None:
    """Measure and print one line each; the sums of both ways must be equal."""
    import django
    from django.conf import settings

    if "BILDUNGSNETZ_DATABASE_URL" not in os.environ:
        settings.DATABASES["default"]["NAME"] = ":memory:"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    generate(int(sys.argv[1]) if len(sys.argv) > 1 else CONCEPTS)
    jobs = [by_job() for _round in range(ROUNDS)]
    hands = [by_hand() for _round in range(ROUNDS)]
    done, rows = jobs[0][1], hands[0][1]
    ours = sum(done.rows.filter(kind="NEED").values_list("cost", flat=True))
    theirs = sum(row[5] for row in rows["NEED"])
    covered = dict(done.rows.filter(kind="COVERAGE").values_list("category", "schools"))
    if ours != theirs or covered != dict(rows["COVERAGE"]):
        raise SystemExit("the two ways differ")
    for name, seconds in (("job", min(s for s, _ in jobs)), ("by hand", min(s for s, _ in hands))):
        print(f"{name}: {seconds:.3f} s, {done.rows_read / seconds:,.0f} rows/s ({done.rows_read} rows)")


if __name__ == "__main__":
    main()
