"""``bildungsnetz protect``: protect a table against disclosure, without the platform."""

import argparse
import logging
import math
import resource
import sys
import time
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

from bildungsnetz.engines.disclosure.certify import NotProven
from bildungsnetz.engines.disclosure.files import FileResult, protect_file
from bildungsnetz.engines.disclosure.output import FolderNotEmpty, folder_written_whole, write_audit, write_tables
from bildungsnetz.engines.disclosure.spec import PRIMARY, Refused, SolverFailed, Unprotectable
from bildungsnetz.engines.disclosure.texts import (
    LANGUAGES,
    folder_text,
    problem_text,
    summary,
    unprotectable_text,
)
from bildungsnetz.engines.disclosure_check.attack import (
    Attack,
    Blur,
    Contradiction,
    Seen,
    Unreadable,
    attack,
    read_public,
)

HELP = "protect a table of counts so that no small one can be recovered"
DONE, REFUSED, FAILED = 0, 2, 3
# Blurred tables of more rows are attacked by adding and subtracting only, within the protection itself.
MOST_BLURRED_ROWS = 20_000

logger = logging.getLogger(__name__)


class Recoverable(Exception):
    """The attack found what the protection should have kept, or did not end; nothing is written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare table, spec and output folder."""
    parser.add_argument("table", type=Path, metavar="TABLE.csv", help="one row per innermost cell or per record")
    parser.add_argument("--spec", type=Path, required=True, metavar="SPEC.json", help="dimensions, tables, rule")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write; whole or not at all")
    parser.add_argument("--replace", action="store_true", help="replace a folder that is not empty")
    parser.add_argument("--lang", choices=LANGUAGES, default="de", help="language of the texts")


def run(options: argparse.Namespace) -> int:
    """Protect, attack, write; 0 done, 2 refused, 3 failed. On anything but 0 nothing is written."""
    try:
        print(_protect(options))
    except Refused as refusal:
        return _say(REFUSED, *(problem_text(problem, options.lang) for problem in refusal.problems))
    except Unprotectable as refusal:
        return _say(REFUSED, unprotectable_text(refusal, options.lang))
    except FolderNotEmpty as folder:
        return _say(REFUSED, folder_text(str(folder), options.lang))
    except OSError as problem:
        return _say(REFUSED, f"{problem.filename}: {problem.strerror}")
    except (SolverFailed, NotProven, Recoverable, Contradiction, Unreadable) as failure:
        return _say(FAILED, f"{type(failure).__name__}: {failure}")
    except Exception as failure:
        # Whatever else happens must not look like a table that is done: 1 would mean just that.
        logger.exception("protection failed")
        return _say(FAILED, f"{type(failure).__name__}: {failure}")
    return DONE


def _protect(options: argparse.Namespace) -> str:
    """Do all of it; return the sentence that sums it up."""
    with folder_written_whole(options.out, replace=options.replace) as folder:
        result = protect_file(options.table, spec=options.spec)
        write_tables(folder, result.protected)
        start = time.process_time()
        audit = audit_of(result, _attacked(folder, result), language=options.lang)
        seconds = result.seconds | {"attack": round(time.process_time() - start, 3)}
        if audit["recoverable"]:
            raise Recoverable(f"{audit['recoverable']} ({audit['attack']['status']})")
        write_audit(folder, audit | {"run": _run(seconds)})
    return str(audit["summary"])


def _attacked(folder: Path, result: FileResult) -> Attack:
    request, protected = result.request, result.protected
    least = request.spec.rule.minimum_count
    if protected.blurred_by and len(protected.cells) > MOST_BLURRED_ROWS:
        return Attack("bounds only: too many rows for linear programs", protected.columns)
    blur = Blur(protected.blurred_by, small=least if protected.blurred_by else 0)
    public = read_public(
        folder / "public.csv",
        hierarchies=request.hierarchies,
        earlier=request.already_published,
        superseded=request.superseded,
        blur=blur,
    )
    earlier = (
        replace(release, blur=blur) if number in protected.alike else release
        for number, release in enumerate(public.earlier)
    )
    found = attack(replace(public, earlier=tuple(earlier)), minimum_count=least, ask_exactly=True)
    if not found.solved:
        raise Recoverable(found.status)
    return found


def audit_of(result: FileResult, found: Attack, *, language: str) -> dict[str, Any]:
    """Put together what the office reads about a protection; ``recoverable`` must be 0."""
    protected = result.protected
    primaries = sum(1 for cell in protected.cells if cell.status == PRIMARY)
    return {
        "recoverable": len(_recovered(result, found)) + len(found.changes),
        "summary": summary(
            rows=len(protected.cells), primaries=primaries, lost=protected.lost_cells, language=language
        ),
        "lost": {"cells": protected.lost_cells, "value": protected.lost_value},
        "attack": {"status": found.status, "lps": found.programs},
        "witnesses": len(protected.witnesses),
        "first_proof": {"lost_value": protected.first_lost_value},
        "input": {"rows": result.table.rows, "unknown_columns": list(result.table.unknown_columns)},
        "cells": [
            dict(zip(found.columns, seen.codes, strict=True)) | {"low": seen.low, "high": _finite(seen.high)}
            for seen in found.cells
        ],
    }


def _recovered(result: FileResult, found: Attack) -> list[Seen]:
    """Sensitive cells, of this table or an earlier one, that the attack bounded too well.

    A figure that is large enough may be found out again: it is hidden for the sake of others. Where figures are
    rounded or changed, a small one may be known to be small, but never exactly.
    """
    guarded, blurred = result.protected.guarded, bool(result.protected.blurred_by)
    return [
        seen
        for seen in (*found.cells, *found.older)
        if seen.codes in guarded and (seen.exact or (seen.narrow and not blurred))
    ]


def _finite(bound: float) -> float | None:
    """A bound for JSON, which has no word for "without end"."""
    return bound if math.isfinite(bound) else None


def _run(seconds: dict[str, float]) -> dict[str, Any]:
    """What differs from run to run."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    versions = {name: metadata.version(name) for name in ("highspy", "numpy", "duckdb")}
    return {"cpu_seconds": seconds, "peak_mb": peak, "versions": versions}


def _say(status: int, *sentences: str) -> int:
    print("\n".join(sentences), file=sys.stderr)
    return status
