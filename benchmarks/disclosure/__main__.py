"""Print the table of ``docs/disclosure.md``: protection of random tables, attacked from outside.

``python -m benchmarks.disclosure [CASE ...] [--work DIR]``; without a case all of them, which takes some minutes of
processor time. Each line measured is kept in DIR and not measured again; delete the folder to begin anew. The report
ends with what the goals ask for and every goal missed.
"""

import argparse
import datetime
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from benchmarks.disclosure.exact import least_loss
from benchmarks.disclosure.tables import Counts, grid, large, state
from bildungsnetz.engines.disclosure import Dimension, Method, Protected, Rule, Spec, Unprotectable, protect
from bildungsnetz.engines.disclosure_check.attack import Public, attack, release_of

Table = tuple[Counts, tuple[Dimension, ...]]
RULE = Rule(minimum_count=3)


HEAD = "| case | cells | sensitive | further hidden | value lost | construct alone | recoverable | CPU s | MB | |"


def main(arguments: list[str]) -> int:
    """Run the cases, each in a process of its own so that its memory is its own, and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disclosure")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--work", type=Path, default=Path(".disclosure-benchmark"))
    options = parser.parse_args(arguments)
    options.work.mkdir(parents=True, exist_ok=True)
    print(machine(), "", HEAD, "|---" * 10 + "|", sep="\n", flush=True)
    for name in options.cases or CASES:
        kept = options.work / f"{name}.txt"
        if not kept.exists():
            call = [
                sys.executable,
                "-c",
                f"from benchmarks.disclosure.__main__ import CASES; CASES[{name!r}]({name!r})",
            ]
            done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=False)
            lines = [line for line in done.stdout.splitlines() if line.startswith("| ")]
            if done.returncode or not lines:
                print(f"| {name} | the run ended without an answer |", flush=True)
                continue
            kept.write_text("\n".join(lines), encoding="utf-8")
        print(kept.read_text(encoding="utf-8"), flush=True)
    return 0


def machine() -> str:
    """Processor, versions, day and load in one line."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("highspy", "numpy", "duckdb"))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    kind = f"{platform.machine()}, {os.cpu_count()} cores"
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return f"{today}, {kind}, Python {platform.python_version()}, {versions}, load {load}"


def plainly(make: Callable[[], Table], *, exact: bool = False) -> Callable[[str], None]:
    """Protect and attack; compare with the exact optimum if wanted."""

    def run(name: str) -> None:
        table = make()
        protected, seconds = timed(table, RULE)
        if protected is None:
            line(name, f"| | | | | | | {seconds:.1f} | {peak()} | refused, cells named |")
            return
        note = ""
        if exact:
            start = time.process_time()
            best = least_loss(*table, rule=RULE)
            spent = time.process_time() - start
            ratio = protected.lost_value / best.value
            note = f"optimum {best.value:.0f} ({spent:.1f} CPU s): {ratio:.3f} of it"
        show(name, table, protected, seconds, note)

    return run


def with_singletons(make: Callable[[], Table]) -> Callable[[str], None]:
    """Protect against persons who know their own cell, and compare with the same table without."""

    def run(name: str) -> None:
        table = make()
        plain, _ = timed(table, RULE)
        protected, seconds = timed(table, replace(RULE, singletons=True))
        if protected is None or plain is None:
            line(name, f"| | | | | | | {seconds:.1f} | {peak()} | refused, cells named |")
            return
        show(name, table, protected, seconds, f"{protected.lost_value / plain.lost_value:.2f} of the loss without")

    return run


def blurred(method: Method) -> Callable[[str], None]:
    """Round or change a million innermost cells."""

    def run(name: str) -> None:
        counts, dimensions = large()
        start = time.process_time()
        protected = protect(counts=counts, spec=Spec(dimensions, rule=RULE, method=method))
        seconds = time.process_time() - start
        cells = len(protected.cells)
        guarded = sum(1 for _ in protected.guarded)
        line(
            name, f"| {cells} | {guarded} | {protected.lost_cells} | | | own bounds only | {seconds:.1f} | {peak()} | |"
        )

    return run


def timed(table: Table, rule: Rule) -> tuple[Protected | None, float]:
    """Protect; None if it is refused."""
    counts, dimensions = table
    start = time.process_time()
    try:
        protected = protect(counts=counts, spec=Spec(dimensions, rule=rule))
    except Unprotectable:
        return None, time.process_time() - start
    return protected, time.process_time() - start


def show(name: str, table: Table, protected: Protected, seconds: float, note: str) -> None:
    """Attack the public cells with the checker and print the line."""
    _, dimensions = table
    hierarchies = {dimension.column: parents for dimension in dimensions if (parents := dimension.parents) is not None}
    public = release_of("public", protected.columns, {cell.codes: cell.value for cell in protected.public()})
    start = time.process_time()
    found = attack(Public(public, hierarchies), minimum_count=RULE.minimum_count, ask_exactly=True)
    spent = time.process_time() - start
    lost = sum(1 for seen in found.cells if seen.codes in protected.guarded and (seen.narrow or seen.exact))
    audit = f"{lost} ({found.status}, {found.programs} LPs, {spent:.1f} s)"
    primaries = sum(cell.status == "primary" for cell in protected.cells)
    first = protected.first_lost_value
    line(
        name,
        f"| {len(protected.cells)} | {primaries} | {protected.lost_cells} | {protected.lost_value} | {first} "
        f"({protected.lost_value / max(1, first):.3f}, {protected.seconds['first_proof']:.2f} s) | {audit} "
        f"| {seconds:.1f} | {peak()} | {note} |",
    )


def audited(make: Callable[[], Table], *, first_proof: bool) -> Callable[[str], None]:
    """Attack a table by shared points and by two programs per cell: the same verdict, and at what price."""

    def run(name: str) -> None:
        counts, dimensions = make()
        if first_proof:
            protected = protect(counts=counts, spec=Spec(dimensions, rule=RULE, steps=0))
            cells = {cell.codes: cell.value for cell in protected.public()}
        else:
            # Only what is too small is hidden: a pattern that leaks.
            full = protect(counts=counts, spec=Spec(dimensions, rule=Rule(minimum_count=1)))
            cells = {cell.codes: None if 0 < (cell.value or 0) < 3 else cell.value for cell in full.cells}
        hierarchies = {one.column: parents for one in dimensions if (parents := one.parents) is not None}
        public = Public(release_of("public", tuple(one.column for one in dimensions), cells), hierarchies)
        found, spent = [], []
        for plainly in (False, True):
            start = time.process_time()
            found.append(attack(public, minimum_count=3, ask_exactly=True, plainly=plainly))
            spent.append(time.process_time() - start)
        same = found[0].narrow == found[1].narrow and found[0].exact == found[1].exact
        note = f"{len(found[0].narrow)} narrow, {len(found[0].exact)} exact; plain pairs {spent[1]:.2f} CPU s, "
        note += (
            f"{found[1].programs} LPs: {spent[1] / max(spent[0], 1e-9):.1f} x; verdicts {'equal' if same else 'DIFFER'}"
        )
        line(name, f"| {len(cells)} | | | | | {found[0].programs} LPs | {spent[0]:.2f} | {peak()} | {note} |")

    return run


def line(name: str, rest: str) -> None:
    """Print a line of the table."""
    print(f"| {name} {rest}", flush=True)


def peak() -> int:
    """Largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


CASES: dict[str, Callable[[str], None]] = {
    "grid-10x9x7": plainly(lambda: grid(10, 9, 7), exact=True),
    "sixteenth": plainly(lambda: state(every=16), exact=True),
    "quarter": plainly(lambda: state(every=4)),
    "state": plainly(state),
    "state-x2": plainly(lambda: state(fields=20)),
    "state-x4": plainly(lambda: state(fields=40)),
    "singletons-grid": with_singletons(lambda: grid(10, 9, 7)),
    "singletons-sixteenth": with_singletons(lambda: state(every=16)),
    "singletons-quarter": with_singletons(lambda: state(every=4)),
    "audit-quarter": audited(lambda: state(every=4), first_proof=True),
    "audit-quarter-leaking": audited(lambda: state(every=4), first_proof=False),
    "audit-state": audited(state, first_proof=True),
    "million-rounding": blurred(Method("rounding")),
    "million-cell-key": blurred(Method("cell_key", key="only for measuring")),
    "dense-10x9x7x5": plainly(lambda: grid(10, 9, 7, 5)),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
