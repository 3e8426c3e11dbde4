"""Understanding files with figures: pure functions from a table to figures and findings."""

from bildungsnetz.monitoring.reading.records import Figure, Status

__all__ = ["Figure", "Status"]
