"""From an input folder to an output folder: read, look for shortages, allocate, explain, write; whole or not at all."""

import platform
import resource
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from bildungsnetz.engines.allocation.diagnosis import Finding, diagnose
from bildungsnetz.engines.allocation.eligibility import find_types
from bildungsnetz.engines.allocation.explanations import Explanations, ranks_by_place
from bildungsnetz.engines.allocation.figures import changes_of, figures_of_places, figures_of_pupils
from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.outcomes import find_outcomes
from bildungsnetz.engines.allocation.page import page_of
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.reading import InputFolder, Progress, read_input
from bildungsnetz.engines.allocation.report import Run, needs_a_look, report_of
from bildungsnetz.engines.allocation.solution import Solution
from bildungsnetz.engines.allocation.solve import solve
from bildungsnetz.engines.allocation.unfilled import unfilled_rows
from bildungsnetz.engines.allocation.wishing import find_positions
from bildungsnetz.engines.allocation.writing import check_output, whole_folder, write_json, write_table, write_text

NOT_POSSIBLE = Phrase(
    "fixed.csv: Die festen Plätze lassen sich zusammen nicht einhalten; ein Angebot erreicht mit ihnen seine "
    "Mindestgröße nicht (H7). Nichts wurde geschrieben.",
    "fixed.csv: The fixed places cannot be kept together; an offer does not reach its minimum with them (H7). "
    "Nothing was written.",
)
LIBRARIES = ("numpy", "numba", "highspy")


def allocate_folder(
    source: Path,
    out: Path,
    options: Options,
    *,
    replace: bool = False,
    clock: Callable[[], float] | None = None,
    progress: Progress = lambda _step: None,
) -> bool:
    """Read ``source``, allocate, and write ``out`` as in formats.md, section 1.

    ``clock`` gives seconds (for ``run.seconds`` and a time limit); ``progress`` is told each step.
    Returns whether a person must look at the result: places are missing, or somebody is worse off than before.
    Raises: InputRefused, OutputRefused before any work; NotPossible; InternalFailure; OSError of the disk. Nothing is
    written then.
    """
    check_output(out, source=source, replace=replace, lang=options.lang)
    folder = read_input(source, options, progress=progress)
    progress("diagnosis")
    shortages = diagnose(folder.instance, options)
    progress("allocation")
    solution = solve(folder.instance, options, clock=clock)
    progress("report")
    run = run_of(folder, options, solution, shortages)
    report = report_of(run, about_run())
    with whole_folder(out) as unfinished:
        _write(unfinished, run, report)
    return needs_a_look(report)


def about_run() -> dict[str, Any]:
    """Return what may differ between two runs of the same input: versions and peak memory in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "versions": {"python": platform.python_version(), **{name: metadata.version(name) for name in LIBRARIES}},
        # Linux counts in KiB, macOS in bytes.
        "peak_memory_mb": round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)),
    }


def run_of(folder: InputFolder, options: Options, solution: Solution, shortages: list[Finding]) -> Run:
    """Put together everything a report is made from."""
    instance, places = folder.instance, solution.places
    positions = find_positions(instance, find_types(instance, options.max_km), options.max_km)
    of_places = figures_of_places(instance, positions, places)
    of_pupils = figures_of_pupils(instance, positions, places, of_places)
    changes = changes_of(instance, options, positions, places)
    return Run(folder, options, solution, of_places, of_pupils, changes, shortages)


def _write(folder: Path, run: Run, report: dict[str, Any]) -> None:
    instance, options, places = run.instance, run.options, run.solution.places
    columns = ("pupil_id", "offer_id", "company_id", "date", "field", "rank", "distance_km")
    write_table(folder / "assignments.csv", columns, _assignments(run))
    rows = unfilled_rows(instance, options, places, run.of_pupils.missing)
    write_table(folder / "unfilled.csv", ("pupil_id", "missing", "reason"), rows)
    outcomes = find_outcomes(instance, options, places, run.of_places.rank)
    ranks = ranks_by_place(places, run.of_places.rank)
    explanations = Explanations(instance, options, outcomes, run.solution.aims, ranks)
    write_table(
        folder / "explanations.csv", ("pupil_id", "rank", "wish", "outcome", "reason", "kind"), explanations.rows()
    )
    write_json(folder / "certificate.json", run.solution.certificate)
    write_json(folder / "report.json", report)
    write_text(folder / "report.html", page_of(report, options.lang))


def _assignments(run: Run) -> Iterator[tuple[str, ...]]:
    instance = run.instance
    offers = instance.offers
    metres, ranks = run.of_places.metres.tolist(), run.of_places.rank.tolist()
    for (pupil, offer), way, rank in zip(run.solution.places.tolist(), metres, ranks, strict=True):
        yield (
            instance.pupil_ids[pupil],
            instance.offer_ids[offer],
            instance.company_ids[offers.company[offer]],
            instance.dates[offers.date[offer]],
            instance.fields[offers.field[offer]],
            str(rank) if rank else "",
            f"{way // 1000}.{way % 1000:03}",
        )
