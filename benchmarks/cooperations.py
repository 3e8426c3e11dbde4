"""Measure the pages of cooperations: ``python -m benchmarks.cooperations [--requests N]``; prints a table in Markdown.

A network of 100 partners and 500 cooperations is the baseline of one of 10,000 and 50,000, in the same database and the
same run: the number of queries must be equal, and what is printed is the ratio of the 95th percentiles. The examination
of the large network in the background is timed once.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from typing import Any

SIZES = {"small": ("05158", "05158024", 100, 500), "large": ("05966", "05966024", 10_000, 50_000)}
PAGES = {
    "list": "partner",
    "partner": "partner/{}",
    "neighbourhood": "partner/netz/{}",
    "graph and table": "partner/netz",
}


def main() -> int:
    """Fill a database, measure each page in both networks, print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=40)
    requests = options.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "BILDUNGSNETZ_MODE": "development",
            "BILDUNGSNETZ_DATA": folder,
            "BILDUNGSNETZ_LOG_LEVEL": "ERROR",
        }
        _measure(requests)
    return 0


def _measure(requests: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from bildungsnetz.partners import examining

    # As in production: otherwise every query is kept, and the list of them has an end.
    settings.DEBUG = False
    call_command("migrate", verbosity=0)
    person = _person()
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    places: dict[str, tuple[str, int]] = {}
    for name, size in SIZES.items():
        network, partner = _fill(person, *size)
        places[name] = network.slug, partner
        began = time.perf_counter()
        examination = examining.ask_to_examine(network=network, at=timezone.now())
        examining.run_examination(examination, at=timezone.now())
        print(f"Examination, {name}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
    print(f"Machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(f"{connection.vendor}\n")
    print("| page | queries 100/500 | queries 10,000/50,000 | p95 ms 100/500 | p95 ms 10,000/50,000 | ratio |")
    print("|---|---|---|---|---|---|")
    for title, page in PAGES.items():
        measured = {
            name: _times(client, f"/{slug}/{page.format(partner)}", requests)
            for name, (slug, partner) in places.items()
        }
        (few, fast), (many, slow) = measured["small"], measured["large"]
        print(f"| {title} | {few} | {many} | {fast:.0f} | {slow:.0f} | {slow / fast:.1f} |", flush=True)


def _times(client: Any, address: str, requests: int) -> tuple[int, float]:
    """Return the queries of one request and the 95th percentile in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    # Now: the next request forgets the queries of this one.
    queries = len(caught)
    if answer.status_code != 200:
        raise ValueError(f"{address}: {answer.status_code}")
    found = [_timed(lambda: client.get(address)) for _ in range(requests)]
    return queries, statistics.quantiles(found, n=20)[18] * 1000


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _person() -> Any:
    from bildungsnetz.accounts.models import User

    return User.objects.create_user("mess@demo.example", "x" * 20, full_name="Mess Beispiel")


def _fill(person: Any, key: str, town: str, partners: int, cooperations: int) -> tuple[Any, int]:
    """Open a network with invented partners and cooperations; returns it and one of the partners."""
    from django.utils import timezone

    from bildungsnetz.networks.models import Network, Region, Role, RoleAssignment
    from bildungsnetz.networks.services.opening import open_network
    from bildungsnetz.networks.services.register import load_register
    from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Institution
    from bildungsnetz.partners.services import spelt

    now = timezone.now()
    if not Region.objects.exists():
        load_register(by=None, at=now)
    region = Region.objects.get(key=key)
    network: Network = open_network(region=region, on=now.date(), by=None, at=now)
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side="MUNICIPAL", began_on=date(2020, 1, 1)
    )
    chance = random.Random(1)
    houses = (
        Institution(kind="OTHER", name=f"Haus {number:05}", town=town, side="THIRD") for number in range(partners)
    )
    made = Institution.objects.bulk_create(map(spelt, houses), batch_size=500)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < cooperations:
        first, second = sorted(chance.sample(range(partners), 2))
        pairs.add((first, second))
    Cooperation.objects.bulk_create(
        (
            Cooperation(
                network=network, first=made[first], second=made[second], kind=CooperationKind.WORKS_WITH, purpose="x",
                evidence=Evidence.MEETING,
            )
            for first, second in sorted(pairs)
        ),
        batch_size=500,
    )  # fmt: skip
    return network, int(made[0].pk)


if __name__ == "__main__":
    sys.exit(main())
