"""Draws instances, runs the commands on them one after the other and keeps what came out, so that a run can go on.

Everything lies under one folder; a result that is there is not measured again. Delete the folder to begin anew.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.allocation.instances import write_instance
from benchmarks.allocation.regimes import Regime
from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.running import allocate_folder

ROOT = Path(__file__).resolve().parents[2]
# One core: neither NumPy nor the solver may take a second one.
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Measured:
    """One run of a command: its exit status, wall seconds and peak memory with input and output, and its report."""

    status: int
    seconds: float
    peak_mb: float
    report: Mapping[str, Any]
    folder: Path

    def aim(self, name: str) -> Mapping[str, Any]:
        """Return value, bound, gap, proven and by of an aim."""
        return self.report["aims"][name]


@dataclass(frozen=True)
class Workshop:
    """The folder of a benchmark and how much of it is wanted: everything, or what takes minutes."""

    folder: Path
    full: bool = False

    def seeds(self, few: int, all_of_them: int) -> range:
        """Return the seeds of a case."""
        return range(1, (all_of_them if self.full else few) + 1)

    def instance(self, *, pupils: int, seed: int, regime: Regime) -> Path:
        """Draw an instance unless it is there."""
        name = f"{regime.name}-{regime.start}-{pupils}-{regime.ratio}-{seed}"
        folder = self.folder / "instances" / name
        if not (folder / "options.json").exists():
            write_instance(folder, pupils=pupils, seed=seed, regime=regime)
        return folder

    def allocate(self, source: Path, *arguments: str, label: str = "best") -> Measured:
        """Run ``bildungsnetz allocate`` on an input folder. Raises: RuntimeError if it refuses or fails."""
        out = self.folder / "outputs" / f"{source.name}-{label}"
        kept = out.parent / f"{out.name}.measured.json"
        if not kept.exists():
            options = source / "options.json"
            max_km = json.loads(options.read_text(encoding="utf-8")).get("max_km") if options.exists() else None
            more = [] if max_km is None else ["--max-km", str(max_km)]
            out.parent.mkdir(parents=True, exist_ok=True)
            command = ["allocate", str(source), "--out", str(out), "--replace", *more, *arguments]
            status, seconds, peak_mb = run_command(command)
            # A crash of Python ends with 1 as well; only a written report says that it ended well.
            if status not in (0, 1) or not (out / "report.json").exists():
                raise RuntimeError(f"allocate {source.name}: exit status {status}")
            kept.write_text(json.dumps([status, seconds, peak_mb]), encoding="utf-8")
        status, seconds, peak_mb = json.loads(kept.read_text(encoding="utf-8"))
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        return Measured(status, seconds, peak_mb, report, out)

    def allocate_here(self, source: Path) -> Measured:
        """Allocate inside this process, for thousands of small instances; seconds and memory are not measured."""
        out = self.folder / "outputs" / f"{source.name}-here"
        max_km = json.loads((source / "options.json").read_text(encoding="utf-8"))["max_km"]
        unfinished = allocate_folder(source, out, Options(max_km=max_km), replace=True)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        return Measured(int(unfinished), 0.0, 0.0, report, out)

    def checked(self, source: Path, measured: Measured) -> tuple[int, float]:
        """Run ``bildungsnetz allocate-check`` and return its exit status and seconds."""
        found = self.kept(
            f"check-{measured.folder.name}", lambda: run_command(["allocate-check", str(source), str(measured.folder)])
        )
        return found[0], found[1]

    def kept(self, name: str, work: Callable[[], Any]) -> Any:
        """Return the JSON result of a piece of work, doing it only if it is not there."""
        path = self.folder / "results" / f"{name}.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            result = json.dumps(work())
            path.write_text(result, encoding="utf-8")
        return json.loads(path.read_text(encoding="utf-8"))


def run_command(arguments: Sequence[str]) -> tuple[int, float, float]:
    """Run a command of the product on one core; return exit status, wall seconds and peak memory in MB."""
    environment = os.environ | ONE_CORE | {"BILDUNGSNETZ_MODE": "development", "PYTHONPATH": str(ROOT / "src")}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bildungsnetz.cli", *arguments],
        env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        told = process.stderr.read() if process.stderr else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print(told[-2000:], file=sys.stderr)
    return process.returncode, time.perf_counter() - begun, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    # Linux counts in KiB, macOS in bytes.
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
