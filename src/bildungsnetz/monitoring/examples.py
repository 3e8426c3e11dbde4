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

RATES = (
    ("sgb2-quote-unter-15", 12000, 0.17, 0.002),
    ("anteil-auslaendisch", 40000, 0.15, 0.006),
    ("betreuungsquote-ue3", 9000, 0.91, 0.004),
    ("uebergang-gymnasium", 4000, 0.41, -0.004),
    ("uebergang-gesamtschule", 4000, 0.29, 0.006),
    ("ganztagsquote-primar", 15000, 0.47, 0.02),
    ("foerderquote", 30000, 0.078, 0.001),
    ("inklusionsanteil", 2500, 0.44, 0.004),
    ("jugendarbeitslosigkeit", 16000, 0.055, 0.001),
)
"""Indicator, whole of an average region, share in the first year, step per year."""

Row = tuple[str | int, ...]


def make_figures(*, network: Network, first_school: int, by: User | None, at: datetime) -> None:
    """Read invented figures in, seen by this network only; its schools are numbered from ``first_school``."""
    load_catalogue(at=at)
    own = network.region.key
    _read_in(network, [*_leavers(own), *_state(), *_incomes(), *_levels(first_school)], by, at)


def make_rates(*, network: Network, by: User | None, at: datetime) -> None:
    """Read invented rates in for more of the catalogue, so that a visitor finds something to look at in each area."""
    _read_in(network, list(_rates()), by, at)


def _read_in(network: Network, rows: list[Row], by: User | None, at: datetime) -> None:
    run = preview_import(
        name="beispielzahlen.csv", content=_as_csv(rows), by=by, at=at, kind="figures", scope=network.slug
    )
    apply_import(run=run, by=by, at=at)


def _as_csv(rows: list[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
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


def _rates() -> Iterator[Row]:
    """Yield the other rates; regions differ by an arithmetic that looks like life and is none."""
    for number, (code, size, share, step) in enumerate(RATES):
        for year, period in enumerate(YEARS):
            sums = [0, 0]
            for place, key in enumerate(sorted(geo.regions())):
                whole = 5 * round(size * (0.6 + (place * 37 + number) % 50 / 50) / 5)
                spread = 1 + ((place * 13 + number * 5) % 11 - 5) / 60
                part = 5 * round(whole * (share + step * year) * spread / 5)
                sums = [sums[0] + part, sums[1] + whole]
                yield _rate(key, period, part, whole, code=code)
            yield _rate("05", period, sums[0], sums[1], code=code)


def _incomes() -> Iterator[Row]:
    for place, key in enumerate(sorted(geo.regions())):
        yield ("einkommen-je-einwohner", key, "2021", 20000 + place * 389 % 9000, "", "", "", "", "", "EXAMPLE", SOURCE)


def _levels(first_school: int) -> Iterator[Row]:
    for place in range(SCHOOLS):
        number = str(first_school + place)
        yield ("sozialindex", number, "2024/25", place * 4 % 9 + 1, "", "", "", "", "", "EXAMPLE", SOURCE)


def _rate(
    key: str, period: str, part: int, whole: int, grouping: str = "", group: str = "",
    code: str = "abgehende-ohne-abschluss",
) -> Row:  # fmt: skip
    return (code, key, period, "", part, whole, grouping, group, 5, "EXAMPLE", SOURCE)
