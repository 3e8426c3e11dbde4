"""Bytes in, table out: finds encoding, delimiter and header, and names every place where a file is broken."""

from bildungsnetz.intake.reading.findings import FileRefused, Finding, Level
from bildungsnetz.intake.reading.tables import MAX_BYTES, Recognise, Row, Table, read_table
from bildungsnetz.intake.reading.workbook import Merged

__all__ = ["MAX_BYTES", "FileRefused", "Finding", "Level", "Merged", "Recognise", "Row", "Table", "read_table"]
