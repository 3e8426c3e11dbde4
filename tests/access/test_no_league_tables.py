"""No page, file or answer orders towns, regions or schools by a value, whoever asks and however.

Every address is asked in two worlds that differ in their figures alone: the second has them in reverse. Where the order
of names is the same in both, it cannot come from the figures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.api import endpoints
from bildungsnetz.monitoring import presenting
from bildungsnetz.monitoring.exploring import pictures
from bildungsnetz.monitoring.exploring.types import INCOME, INCOME_PERIOD
from bildungsnetz.monitoring.exploring.ways import WAYS
from bildungsnetz.monitoring.models import Indicator, IndicatorVersion, Observation
from bildungsnetz.monitoring.services.reports import add_block
from bildungsnetz.monitoring.tests.factories import counts, make_edition, make_published, new_table
from bildungsnetz.networks import geo
from bildungsnetz.partners.models import School
from bildungsnetz.partners.tests.factories import SchoolFactory
from tests.access.knocking import address_of, knock, text_of
from tests.access.places import Place, World
from tests.access.roles import EVERYBODY, Visitor
from tests.access.table import ROWS

pytestmark = pytest.mark.django_db
V = Visitor
CODE = "abgehende-ohne-abschluss"
SCHOOLS = ("Ahornschule", "Birkenschule", "Erlenschule", "Lindenschule", "Ulmenschule")
TAGS = re.compile(r"<[^>]*>")
# What somebody might try, by value, number of pupils or social index, upwards and downwards; all in one request, since
# a page takes the parameter it knows and leaves the others.
ASKED_TO_SORT = (
    "sort=-value&order=value&order_by=-value&ordering=-pupils&sortierung=-sozialindex&reihenfolge=sozialindex&rang=wert"
    "&o=-1&sortieren=wert&absteigend=wert"
)

Orders = Mapping[tuple[str, str], Sequence[str]]


@contextmanager
def figures(world: World, *, reverse_them: bool) -> Iterator[list[str]]:
    """Give towns, regions and schools figures that rise with the name, or fall; yields the addresses about them."""
    with transaction.atomic():
        place = world.own
        release = make_published(place.network, tables=[new_table(counts(_leavers(place, reverse_them)))])
        edition = make_edition(release)
        for picture in ("FUNNEL", "SERIES"):
            add_block(
                chapter=edition.chapters.get(), kind="PICTURE", picture=picture, table=release.tables.get(),
                by=release.created_by, at=timezone.now(),
            )  # fmt: skip
        _observe(place, reverse_them)
        _give_schools_figures(place, reverse_them)
        of_report = [place.slug, edition.number]
        yield [
            reverse("monitoring:report", args=of_report),
            reverse("monitoring:report_pdf", args=of_report),
            reverse("monitoring:report_edit", args=of_report),
            *_explorer_addresses(place),
            *_planted_addresses(place, release.name),
        ]
        transaction.set_rollback(True)


def _values(keys: Sequence[str], reverse_them: bool) -> dict[str, int]:
    values = [12 + 3 * number for number in range(len(keys))]
    return dict(zip(keys, reversed(values) if reverse_them else values, strict=True))


def _leavers(place: Place, reverse_them: bool) -> dict[str, tuple[int, int]]:
    by_name = sorted(geo.towns_of(place.network.region.key).items(), key=lambda item: item[1].name)
    return {key: (part, 200) for key, part in _values([key for key, _town in by_name], reverse_them).items()}


def _observe(place: Place, reverse_them: bool) -> None:
    """Plant observations of regions and towns over two years; incomes, which decide on types, are alike in both."""
    regions = sorted(geo.regions(), key=lambda key: geo.regions()[key].name)
    towns = list(_leavers(place, reverse_them=False))
    shares = {**_values(regions, reverse_them), **_values(towns, reverse_them)}
    rows = [(_version(CODE), key, year, part, "", "") for key, part in shares.items() for year in ("2023", "2024")]
    rows += [
        (_version(CODE), key, "2024", shares[key], "SEX", sex) for key in regions for sex in ("männlich", "weiblich")
    ]
    rows += [(_version(INCOME), key, INCOME_PERIOD, 20_000 + int(key) % 7, "", "") for key in regions]
    Observation.objects.bulk_create(
        Observation(
            version=version, place=key, place_kind="REGION" if len(key) == 5 else "TOWN", period=period, status="VALUE",
            grouping=grouping, group=group, value=part / 500, numerator=part, denominator=500,
            recorded_at=timezone.now(),
        )
        for version, key, period, part, grouping, group in rows
    )  # fmt: skip


def _version(code: str) -> IndicatorVersion:
    indicator = Indicator.objects.get_or_create(code=code, network=None, defaults={"area": "D"})[0]
    return indicator.versions.order_by("number").last() or IndicatorVersion.objects.create(
        indicator=indicator, number=1, applies_from=date(2020, 1, 1), title=f"Beispiel {code}", definition="Beispiel",
        numerator="gezählt", denominator="alle", unit="SHARE", direction="NONE", aggregation="RATIO", source="Beispiel",
        licence="dl-de/by-2-0", reference_day="15. Oktober", created_at=timezone.now(),
    )  # fmt: skip


def _give_schools_figures(place: Place, reverse_them: bool) -> None:
    town = f"{place.network.region.key}024"
    for number, (name, value) in enumerate(_values(SCHOOLS, reverse_them).items()):
        school = SchoolFactory(school_number=f"19995{number}", institution__town=town, institution__name=name)
        School.objects.filter(pk=school.pk).update(
            pupils=value * 5, social_index=value // 4, social_index_edition="2025/26"
        )


def _explorer_addresses(place: Place) -> Iterator[str]:
    """Every way to look at an indicator, as page and as file."""
    for name in ("monitoring:indicator", "monitoring:explorer_csv"):
        for way in WAYS:
            yield f"{reverse(name, args=[place.slug, CODE])}?ansicht={way}"


def _planted_addresses(place: Place, release: str) -> Iterator[str]:
    """Addresses of the table whose object is a figure or a release that is not there: ask for the planted one."""
    planted = {"keine": CODE, "2026-99": release}
    for row in ROWS:
        arguments = row.arguments(place)
        if row.url.startswith("monitoring:") and planted.keys() & set(arguments):
            yield reverse(row.url, args=[planted.get(argument, argument) for argument in arguments])


def _visitors(row_rights: Mapping[Visitor, str]) -> list[Visitor]:
    """Whom to send: a stranger and the office; where both are turned away, the first one who is let in."""
    usual = [visitor for visitor in (V.ANONYMOUS, V.OFFICE_STATE) if row_rights[visitor] == "200"]
    return usual or [visitor for visitor in EVERYBODY if row_rights[visitor] == "200"][:1]


def orders(world: World, addresses: Sequence[str], *, query: str = "", only: str = "") -> Orders:
    """Ask every address of the table, and the planted ones, in which order they name places and schools.

    ``query``: what to add to an address, then asked once more; ``only``: ask just addresses with these signs in them.
    """
    asked = {(address_of(row, world.own), visitor) for row in ROWS for visitor in _visitors(row.get)}
    asked |= {(address, visitor) for address in addresses for visitor in (V.ANONYMOUS, V.OFFICE_STATE)}
    found = {}
    for address, visitor in sorted(asked, key=str):
        if only not in address:
            continue
        order = _order(world, address, visitor)
        if len(set(order)) < 3:
            continue
        found[address, visitor.name] = order
        if query:
            joined = f"{address}{'&' if '?' in address else '?'}{query}"
            answer = knock(world, visitor, "GET", joined)
            # A parameter that is refused orders nothing.
            if answer.status_code == 200:
                found[joined, visitor.name] = _names(text_of(answer))
    return found


def _order(world: World, address: str, visitor: Visitor) -> list[str]:
    answer = knock(world, visitor, "GET", address)
    return _names(text_of(answer)) if answer.status_code == 200 else []


@cache
def _any_name() -> re.Pattern[str]:
    regions = {region.name for region in geo.regions().values()}
    towns = {town.name for town in geo.towns_of("05158").values()}
    names = sorted({*SCHOOLS, *regions, *towns}, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


def _names(text: str) -> list[str]:
    return _any_name().findall(TAGS.sub(" ", text))


def differing(one: Orders, other: Orders) -> list[tuple[str, str]]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


@pytest.fixture
def both(world):
    """The order of names in both worlds."""

    def ask(only: str = "") -> tuple[Orders, Orders]:
        found = []
        for reverse_them in (False, True):
            with figures(world, reverse_them=reverse_them) as addresses:
                found.append(orders(world, addresses, only=only))
        return found[0], found[1]

    return ask


def test_no_answer_orders_places_or_schools_by_a_figure(both):
    rising, falling = both()

    # Pages, a CSV, a PDF, answers of the interface, and the report: they all name places.
    asked = {address for address, _visitor in rising}
    assert {ending for ending in (".csv", ".pdf") if any(address.endswith(ending) for address in asked)} == {
        ".csv", ".pdf",
    }  # fmt: skip
    assert any(address.startswith("/api/") for address in asked)
    assert any("ansicht=vergleich" in address for address in asked)
    assert any("/berichte/" in address for address in asked)
    assert differing(rising, falling) == []


def test_nobody_can_ask_for_such_an_order(world):
    with figures(world, reverse_them=False) as addresses:
        found = orders(world, addresses, query=ASKED_TO_SORT)

    sorted_ones = {address: order for address, order in found.items() if address[0].endswith(ASKED_TO_SORT)}
    changed = [
        (address, visitor)
        for (address, visitor), order in sorted_ones.items()
        if order != found[address[: -len(ASKED_TO_SORT) - 1], visitor]
    ]

    assert len(sorted_ones) > len(found) / 3
    assert changed == []


def test_a_league_table_of_towns_would_be_found(both, monkeypatch):
    honest = presenting.rows_of_places

    def ranking(shown, rows):
        return honest(shown, sorted(rows, key=lambda figure: figure.value or 0))

    monkeypatch.setattr("bildungsnetz.monitoring.views.released.rows_of_places", ranking)

    address = reverse("monitoring:indicator", args=["kreis-mettmann", CODE])

    assert (address, "ANONYMOUS") in differing(*both(only=address))


def test_a_comparison_of_regions_by_their_figures_would_be_found(both, monkeypatch):
    honest = pictures.comparison

    def ranking(version, seen, *, keys, **options):
        values = {one.place: one.value or 0 for one in seen}
        return honest(version, seen, keys=sorted(keys, key=lambda key: values.get(key, 0)), **options)

    monkeypatch.setattr(pictures, "comparison", ranking)
    address = f"{reverse('monitoring:explorer_csv', args=['kreis-mettmann', CODE])}?ansicht=vergleich"

    assert (address, "OFFICE_STATE") in differing(*both(only=address))


def test_a_list_of_schools_by_their_social_index_would_be_found(both, monkeypatch):
    honest = endpoints.schools_for_api

    def ranking(**options):
        return honest(**options).order_by("-social_index")

    monkeypatch.setattr(endpoints, "schools_for_api", ranking)
    address = reverse("api-v1:schools")

    assert (address, "ANONYMOUS") in differing(*both(only=address))
