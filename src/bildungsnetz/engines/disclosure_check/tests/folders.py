"""A protected table on disk for tests, written by hand: what ``protect`` writes, small enough to check on paper."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from bildungsnetz.engines.disclosure_check import Findings, check
from bildungsnetz.engines.disclosure_check.tests.publishing import BLOCK, SCHOOL, Codes, margins, publish

# One pupil more in A x, one less beside and below: no sum changes.
SWAP = {("A", "x"): 1, ("A", "y"): -1, ("B", "x"): -1, ("B", "y"): 1}
SERVED = (("A", "x"),)


@dataclass
class Folder:
    """All files of one protection; change a field, then ``checked``."""

    path: Path
    counts: Mapping[Codes, int] = field(default_factory=lambda: dict(SCHOOL))
    hidden: Collection[Codes] = BLOCK
    witnesses: Sequence[tuple[Mapping[Codes, int], Sequence[Codes]]] = ((SWAP, SERVED),)
    spec: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ("town", "type")
    audit: Mapping[str, Any] | None = None
    statuses: Mapping[Codes, str] = field(default_factory=dict)
    public: Mapping[Codes, int] = field(default_factory=dict)

    def write(self) -> None:
        """Write table, spec and output folder."""
        (self.path / "out").mkdir(exist_ok=True)
        lines = [",".join([*self.columns, "pupils"])]
        lines += [",".join([*codes, str(count)]) for codes, count in self.counts.items()]
        (self.path / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        spec = {"count": "pupils", "dimensions": [{"column": column} for column in self.columns]} | self.spec
        (self.path / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
        publish(self.path / "out" / "public.csv", self.rows() | self.public, self.hidden, self.columns)
        self._write_cells()
        self._write_witnesses()
        lost = [value for row, value in self.rows().items() if row in self.hidden and not 0 < value < 3]
        audit = {"recoverable": 0, "lost": {"cells": len(lost), "value": sum(lost)}}
        (self.path / "out" / "audit.json").write_text(json.dumps(audit if self.audit is None else self.audit))

    def rows(self) -> dict[Codes, int]:
        """Every row with its true value."""
        return margins(self.counts)

    def checked(self, lang: str = "de") -> Findings:
        """Write everything and check it."""
        self.write()
        return self.check(lang)

    def check(self, lang: str = "de") -> Findings:
        """Check what is written."""
        language: Any = lang
        return check(self.path / "table.csv", spec=self.path / "spec.json", output=self.path / "out", lang=language)

    def _write_cells(self) -> None:
        lines = [",".join([*self.columns, "value", "status"])]
        for codes, value in sorted(self.rows().items()):
            small = 0 < value < 3
            status = "primary" if small else "secondary" if codes in self.hidden else "published" if value else "zero"
            shown = "" if codes in self.hidden else str(value)
            lines.append(",".join([*codes, shown, self.statuses.get(codes, status)]))
        (self.path / "out" / "cells.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _write_witnesses(self) -> None:
        served = "STRUCT(" + ", ".join(f'"{column}" VARCHAR' for column in self.columns) + ")[]"
        fields = ", ".join(f'"{column}" VARCHAR' for column in self.columns)
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE witnesses (witness BIGINT, {fields}, change BIGINT, serves {served})")
            for number, (changes, serves) in enumerate(self.witnesses):
                rows = [dict(zip(self.columns, row, strict=True)) for row in serves]
                for codes, change in changes.items():
                    places = ", ".join("?" * (len(codes) + 3))
                    connection.execute(
                        f"INSERT INTO witnesses VALUES ({places})",
                        [number, *codes, change, rows],
                    )
            connection.execute("COPY witnesses TO ? (FORMAT parquet)", [str(self.path / "out" / "witnesses.parquet")])
