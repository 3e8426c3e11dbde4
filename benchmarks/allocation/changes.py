"""Cases that change an instance and allocate it again: vanished offers, forced wishes, other lists, false lists."""

import csv
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.allocation.regimes import RATIOS, REGIMES, regime_named
from benchmarks.allocation.workshop import Measured, Workshop
from bildungsnetz.engines.allocation.problems import InputRefused

Row = dict[str, str]
AIMS = ("A1", "A2", "A3", "A4", "A5")
HOPELESS = "Another list would have changed nothing"
"""How the allocator says, in English, that no list would have been granted a wish."""


def cancellations(shop: Workshop) -> Iterator[list[Any]]:
    """3 % of the offers vanish: how many pupils change beside those who lost a place."""
    yield [
        "pupils",
        "ratio",
        "seed",
        "offers gone",
        "pupils hit",
        "others changed",
        "changed / hit",
        "filled before",
        "after",
    ]
    size = 4000 if shop.full else 150
    for ratio in RATIOS:
        for seed in shop.seeds(1, 5):
            source = shop.instance(pupils=size, seed=seed, regime=regime_named("plain", ratio=ratio))
            before = shop.allocate(source)
            gone, hit = write_cancelled(source, before.folder, shop.folder / "instances" / f"{source.name}-cancelled")
            after = shop.allocate(shop.folder / "instances" / f"{source.name}-cancelled")
            changed = after.report["changed"]
            share = f"{(hit + changed) / hit:.3f}"
            yield [size, ratio, seed, gone, hit, changed, share, before.report["filled"], after.report["filled"]]


def write_cancelled(source: Path, output: Path, folder: Path, share: float = 0.03) -> tuple[int, int]:
    """Write the instance without some of its offers and with the earlier places; return offers gone and pupils hit."""
    copy_of(source, folder)
    offers, header = read_rows(source / "offers.csv")
    random = np.random.default_rng(len(offers))
    gone = {offers[at]["offer_id"] for at in random.choice(len(offers), round(share * len(offers)), replace=False)}
    write_rows(folder / "offers.csv", header, [row for row in offers if row["offer_id"] not in gone])
    wishes, wish_header = read_rows(source / "wishes.csv")
    write_rows(folder / "wishes.csv", wish_header, [row for row in wishes if row["offer_id"] not in gone])
    places, _ = read_rows(output / "assignments.csv")
    write_rows(folder / "previous.csv", ["pupil_id", "offer_id"], places)
    return len(gone), len({row["pupil_id"] for row in places if row["offer_id"] in gone})


def statements(shop: Workshop) -> Iterator[list[Any]]:
    """Refused wishes forced by ``fixed.csv``, and lists of which it was said that they would change nothing."""
    yield [
        "regime",
        "refused wishes forced",
        "aims improved",
        "not to be had at all",
        "said hopeless",
        "granted all the same",
    ]
    pupils, tries = (150, 200) if shop.full else (60, 5)
    for name in sorted(REGIMES):
        source = shop.instance(pupils=pupils, seed=1, regime=regime_named(name, ratio=1.05))
        yield [
            name,
            *shop.kept(f"statements-{source.name}-{tries}", lambda source=source: _stated(shop, source, tries)),
        ]


def _stated(shop: Workshop, source: Path, tries: int) -> list[int]:
    own = shop.allocate(source, "--lang", "en", label="english")
    rows, _ = read_rows(own.folder / "explanations.csv")
    random = np.random.default_rng(1)
    refused = [row for row in rows if row["outcome"] == "full" and row["wish"].startswith("O")]
    picked = [refused[at] for at in random.permutation(len(refused))[:tries]]
    improved = impossible = granted = 0
    for at, row in enumerate(picked):
        folder = copy_of(source, shop.folder / "instances" / f"{source.name}-forced-{at}")
        write_rows(folder / "fixed.csv", ["pupil_id", "offer_id"], [{**row, "offer_id": row["wish"]}])
        forced = attempt(shop, folder)
        impossible += forced is None
        improved += forced is not None and better(forced, own)
        forget(shop, folder)
    hopeless = [row for row in rows if HOPELESS in row["reason"] and row["outcome"] != "no_offer"]
    told = [hopeless[at] for at in random.permutation(len(hopeless))[:tries]]
    for at, row in enumerate(told):
        folder = with_list(shop, source, f"hopeless-{at}", row["pupil_id"], lambda wishes, row=row: only(wishes, row))
        places, _ = read_rows(shop.allocate_here(folder).folder / "assignments.csv")
        granted += any(place["pupil_id"] == row["pupil_id"] and place["rank"] for place in places)
        forget(shop, folder)
    return [len(picked), improved, impossible, len(told), granted]


def only(wishes: list[Row], told: Row) -> list[Row]:
    """Return the list that names one wish alone."""
    return [
        {**row, "rank": "1"} for row in wishes if told["wish"] in (row["offer_id"], row["company_id"], row["field"])
    ]


def attempt(shop: Workshop, folder: Path) -> Measured | None:
    """Allocate, or return None if the input is refused (the forced place contradicts a rule)."""
    try:
        return shop.allocate_here(folder)
    except InputRefused:
        return None


def better(one: Measured, other: Measured) -> bool:
    """Tell whether one run is better in the first aim in which the two differ, as far as the other proved it."""
    for name in AIMS:
        value, than = one.aim(name)["value"], other.aim(name)["value"]
        if value != than:
            return (value > than if name in ("A1", "A4") else value < than) and other.aim(name)["proven"]
    return False


def misreports(shop: Workshop) -> Iterator[list[Any]]:
    """False lists: how often and by how much they pay, in points of the true list, and another seed as the noise."""
    yield ["list handed in", "tried", "gain", "mean gain", "lose", "mean loss", "on average"]
    pupils, tries = (150, 200) if shop.full else (60, 4)
    source = shop.instance(pupils=pupils, seed=1, regime=regime_named("plain", ratio=1.15))
    for name, change in FALSE_LISTS.items():
        gains = np.array(
            shop.kept(f"misreports-{source.name}-{tries}-{name}", lambda c=change: _gains(shop, source, c, tries))
        )
        won, lost = gains[gains > 0], gains[gains < 0]
        yield [
            name, len(gains), f"{len(won) / len(gains):.1%}", f"{won.mean():+.1f}" if len(won) else "-",
            f"{len(lost) / len(gains):.1%}", f"{lost.mean():+.1f}" if len(lost) else "-", f"{gains.mean():+.2f}",
        ]  # fmt: skip


def _gains(shop: Workshop, source: Path, change: Callable[[list[Row]], list[Row]] | None, tries: int) -> list[int]:
    wishes, _ = read_rows(source / "wishes.csv")
    true: dict[str, list[Row]] = defaultdict(list)
    for row in wishes:
        true[row["pupil_id"]].append(row)
    fit = sorted(pupil for pupil, own in true.items() if len(own) >= 4 and own[0]["offer_id"])
    honest = points_by_pupil(shop.allocate(source), true)
    random = np.random.default_rng(2)
    chosen = [fit[at] for at in random.permutation(len(fit))[:tries]]
    if change is None:
        other = points_by_pupil(shop.allocate(source, "--seed", "another", label="another"), true)
        return [other[pupil] - honest[pupil] for pupil in chosen]
    gains = []
    for pupil in chosen:
        folder = with_list(shop, source, f"false-{pupil}", pupil, change)
        gains.append(points_by_pupil(shop.allocate_here(folder), true)[pupil] - honest[pupil])
        forget(shop, folder)
    return gains


def points_by_pupil(measured: Measured, wishes: dict[str, list[Row]]) -> dict[str, int]:
    """Sum by pupil 11 - position in the true list; a place not on it lies behind the list."""
    places, _ = read_rows(measured.folder / "assignments.csv")
    found: dict[str, int] = defaultdict(int)
    for place in places:
        own = wishes.get(place["pupil_id"], [])
        ranks = sorted({int(row["rank"]) for row in own})
        named = [
            int(row["rank"])
            for row in own
            if any(row[kind] and row[kind] == place[kind] for kind in ("offer_id", "company_id", "field"))
        ]
        position = ranks.index(min(named)) + 1 if named else len(ranks) + 1
        found[place["pupil_id"]] += 11 - min(position, 11)
    return found


def _ranked(wishes: Sequence[Row]) -> list[Row]:
    return [{**row, "rank": str(at)} for at, row in enumerate(wishes, start=1)]


FALSE_LISTS: dict[str, Callable[[list[Row]], list[Row]] | None] = {
    "the true one, another seed": None,
    "only the first wish": lambda wishes: wishes[:1],
    "only the first half": lambda wishes: wishes[: len(wishes) // 2],
    "wishes 1 and 2 swapped": lambda wishes: _ranked([wishes[1], wishes[0], *wishes[2:]]),
    "the first wish moved to the end": lambda wishes: _ranked([*wishes[1:], wishes[0]]),
    "the list turned round": lambda wishes: _ranked(wishes[::-1]),
}


def with_list(shop: Workshop, source: Path, label: str, pupil: str, change: Callable[[list[Row]], list[Row]]) -> Path:
    """Write the instance with one pupil's list changed and return its folder."""
    folder = copy_of(source, shop.folder / "instances" / f"{source.name}-{label}")
    wishes, header = read_rows(source / "wishes.csv")
    own = change([row for row in wishes if row["pupil_id"] == pupil])
    write_rows(folder / "wishes.csv", header, [row for row in wishes if row["pupil_id"] != pupil] + own)
    return folder


def copy_of(source: Path, folder: Path) -> Path:
    """Copy an instance and return the copy."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def forget(shop: Workshop, folder: Path) -> None:
    """Remove an instance that is one of thousands, with its output."""
    shutil.rmtree(folder)
    for path in (shop.folder / "outputs").glob(f"{folder.name}-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """Read a table and its header."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader), list(reader.fieldnames or [])


def write_rows(path: Path, header: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
