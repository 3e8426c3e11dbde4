"""Checks an allocation and its certificate; shares no code with the allocator."""

from pathlib import Path
from typing import Literal

from bildungsnetz.engines.allocation_check.aims import values
from bildungsnetz.engines.allocation_check.case import as_rules, read_case
from bildungsnetz.engines.allocation_check.certificate import Claims
from bildungsnetz.engines.allocation_check.figures import (
    check_assignments,
    check_report,
    check_sums,
    check_unfilled,
    read_places,
)
from bildungsnetz.engines.allocation_check.findings import Finding, Findings
from bildungsnetz.engines.allocation_check.fullset import FullSet
from bildungsnetz.engines.allocation_check.hard_rules import check_rules
from bildungsnetz.engines.allocation_check.tables import Unreadable, read_json
from bildungsnetz.engines.allocation_check.told import check_explanations

__all__ = ["Finding", "Findings", "check"]


def check(input_dir: Path, output_dir: Path, lang: Literal["de", "en"] = "de") -> Findings:
    """Check an output folder of the allocator against its input folder.

    Verifies the rules H1 to H7, every figure of the report and every bound that is claimed. ``exit_status`` of the
    result is 0 if all agree, 1 if something differs, 2 if a file cannot be read.
    """
    findings = Findings(lang)
    try:
        _check(input_dir, output_dir, findings)
    except Unreadable as error:
        findings.unreadable += [findings.text("unreadable", text) for text in error.texts]
    return findings


def _check(input_dir: Path, output_dir: Path, findings: Findings) -> None:
    report = read_json(output_dir / "report.json")
    case = read_case(input_dir, as_rules(report))
    table, places = read_places(output_dir, case, findings)
    full = FullSet(case)
    wishers = full.wishers()
    check_rules(case, places, findings)
    before = len(findings.differences)
    found = values(case, places, wishers)
    check_sums(input_dir, report, findings)
    check_report(case, places, found, wishers, report, findings)
    check_assignments(case, table, places, findings)
    check_unfilled(output_dir, case, places, findings)
    check_explanations(output_dir, case, full, places, findings)
    if len(findings.differences) == before:
        findings.confirmed.append(findings.text("holds_figures", findings.compared))
    # Bounds rest on what the report says was reached; a report that is wrong there differs already.
    Claims(case, full, places, found, wishers, findings).check(report, read_json(output_dir / "certificate.json"))
