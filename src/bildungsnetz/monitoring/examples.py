"""Invented figures of the demonstration, read in through the same door as real ones and marked as examples."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from bildungsnetz.accounts.models import User
from bildungsnetz.intake.services import apply_import, preview_import
from bildungsnetz.monitoring.services.catalogue import load_catalogue
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network

HEADER = (
    "indicator", "region", "period", "value", "numerator", "denominator", "grouping", "group", "rounded_to", "origin",
    "source",
)  # fmt: skip
YEARS = tuple(str(year) for year in range(2020, 2025))
SOURCE = "Erfundene Beispielzahlen der Vorführung"
FEMALE = "weiblich"
SCHOOLS = 20

Row = tuple[str | int, ...]


def make_figures(*, network: Network, first_school: int, by: User | None, at: datetime) -> None:
    """Read invented figures in, seen by this network only; its schools are numbered from ``first_school``."""
    load_catalogue(at=at)
    run = preview_import(
        name="beispielzahlen.csv",
        content=_as_csv(network.region.key, first_school),
        by=by,
        at=at,
        kind="figures",
        scope=network.slug,
    )
    apply_import(run=run, by=by, at=at)


def _as_csv(own: str, first_school: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([*_leavers(own), *_state(), *_incomes(), *_levels(first_school)])
    return text.getvalue().encode()


def _leavers(own: str) -> Iterator[Row]:
    for place, key in enumerate(sorted(geo.regions())):
        for year, period in enumerate(YEARS):
            whole = 900 + 5 * ((place * 137 + year * 3) % 700)
            part = 5 * round(whole * (0.045 + (place * 7 % 11) / 400 + year / 500) / 5)
            yield _rate(key, period, part, whole)
            if key == own:
                female = 5 * round(whole * 0.49 / 5)
                yield _rate(key, period, 5 * round(part * 0.41 / 5), female, "SEX", FEMALE)


def _state() -> Iterator[Row]:
    """Yield the sums of the regions, which in the real tables may differ by rounding."""
    for period in YEARS:
        same = [row for row in _leavers("") if row[2] == period]
        yield _rate("05", period, sum(int(row[4]) for row in same), sum(int(row[5]) for row in same))


def _incomes() -> Iterator[Row]:
    for place, key in enumerate(sorted(geo.regions())):
        yield ("einkommen-je-einwohner", key, "2021", 20000 + place * 389 % 9000, "", "", "", "", "", "EXAMPLE", SOURCE)


def _levels(first_school: int) -> Iterator[Row]:
    for place in range(SCHOOLS):
        number = str(first_school + place)
        yield ("sozialindex", number, "2024/25", place * 4 % 9 + 1, "", "", "", "", "", "EXAMPLE", SOURCE)


def _rate(key: str, period: str, part: int, whole: int, grouping: str = "", group: str = "") -> Row:
    return ("abgehende-ohne-abschluss", key, period, "", part, whole, grouping, group, 5, "EXAMPLE", SOURCE)
