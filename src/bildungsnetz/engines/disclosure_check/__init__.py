"""Attacks protected tables and verifies their witnesses; shares no code with the protection."""

from bildungsnetz.engines.disclosure_check.checking import check
from bildungsnetz.engines.disclosure_check.findings import Finding, Findings

__all__ = ["Finding", "Findings", "check"]
