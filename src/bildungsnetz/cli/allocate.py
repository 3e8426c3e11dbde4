"""``bildungsnetz allocate``: career-exploration days from a folder of files, without the platform."""

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bildungsnetz.cli.greeting import load_solver_silently

HELP = "allocate career-exploration days: pupils, offers and wishes in, places with reasons and proof out"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare folders and options; their meaning is that of the file formats."""
    parser.add_argument("source", type=Path, metavar="INPUT_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="OUTPUT_DIR")
    parser.add_argument("--seed", default="", metavar="TEXT", help="enters every lottery number")
    parser.add_argument("--max-km", type=float, metavar="KM", help="no place is further away than this")
    parser.add_argument("--mode", choices=("best", "lottery", "booking"), default="best")
    parser.add_argument("--only-wished", action="store_true", help="give no place that was not wished for")
    parser.add_argument("--fields-may-repeat", action="store_true", help="allow two days in one field")
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds; the result then depends on the machine")
    parser.add_argument("--replace", action="store_true", help="replace an output folder that is not empty")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="language of all texts")


def run(options: argparse.Namespace) -> int:
    """Allocate; 0 done, 1 done but somebody must look at it, 2 input refused, 3 failure inside (nothing written)."""
    # One thread: a second one would change nothing in the result, only take the machine from others.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    from bildungsnetz.engines.allocation.instance import Options
    from bildungsnetz.engines.allocation.problems import InputRefused
    from bildungsnetz.engines.allocation.running import NOT_POSSIBLE, allocate_folder
    from bildungsnetz.engines.allocation.solution import InternalFailure, NotPossible
    from bildungsnetz.engines.allocation.writing import OutputRefused

    load_solver_silently()

    names = ("seed", "max_km", "mode", "only_wished", "fields_may_repeat", "time_limit", "lang")
    chosen = Options(**{name: getattr(options, name) for name in names})
    try:
        with _ended_like_an_interrupt():
            unfinished = allocate_folder(
                options.source, options.out, chosen, replace=options.replace, clock=time.monotonic, progress=_progress
            )
    except (InputRefused, OutputRefused) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except NotPossible:
        print(NOT_POSSIBLE.say(chosen.lang), file=sys.stderr)
        return 2
    except (InternalFailure, MemoryError, OSError) as failure:
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return 3
    except Exception as failure:
        # Whatever else happens must not look like an allocation that is done: 1 would mean just that.
        logger.exception("allocation failed")
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return 3
    return int(unfinished)


@contextmanager
def _ended_like_an_interrupt() -> Iterator[None]:
    """Let a request to end clean up as Ctrl-C does: the unfinished folder vanishes."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        print(f"… {step}", file=sys.stderr)
