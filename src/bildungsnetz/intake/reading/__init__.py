"""Bytes in, table out: finds encoding, delimiter and header, and names every place where a file is broken."""

from bildungsnetz.intake.reading.findings import FileRefused, Finding, Level
from bildungsnetz.intake.reading.tables import MAX_BYTES, Recognise, Row, Table, read_table

__all__ = ["MAX_BYTES", "FileRefused", "Finding", "Level", "Recognise", "Row", "Table", "read_table"]
