"""Writing a result: the folder appears whole or not at all."""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from bildungsnetz.engines.disclosure.certify import Witness
from bildungsnetz.engines.disclosure.result import Protected
from bildungsnetz.engines.disclosure.spec import Cell


class FolderNotEmpty(Exception):
    """The output folder holds something already and nobody said to replace it."""


@contextmanager
def folder_written_whole(target: Path, *, replace: bool) -> Iterator[Path]:
    """Yield an empty folder beside the target that takes its place when all went well.

    Raises: FolderNotEmpty before anything is done.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())) and not replace:
        raise FolderNotEmpty(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield unfinished
        _put_in_place(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def write_tables(folder: Path, protected: Protected) -> None:
    """Write ``cells.csv``, ``public.csv`` and ``witnesses.parquet``."""
    _write_cells(folder / "cells.csv", protected.columns, protected.cells)
    _write_cells(folder / "public.csv", protected.columns, protected.public())
    _write_witnesses(folder / "witnesses.parquet", protected.columns, protected.witnesses)


def write_audit(folder: Path, audit: Mapping[str, Any]) -> None:
    """Write ``audit.json``."""
    text = json.dumps(audit, ensure_ascii=False, indent=1)
    (folder / "audit.json").write_text(text + "\n", encoding="utf-8")


def _put_in_place(unfinished: Path, target: Path) -> None:
    unfinished.chmod(0o755)
    old = target.with_name(f".{target.name}.replaced")
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    unfinished.rename(target)
    if old.is_dir():
        shutil.rmtree(old)
    else:
        old.unlink(missing_ok=True)


def _write_cells(path: Path, columns: Sequence[str], cells: Iterable[Cell]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*columns, "value", "status"])
        for cell in cells:
            writer.writerow([*cell.codes, "" if cell.value is None else cell.value, cell.status])


def _write_witnesses(path: Path, columns: Sequence[str], witnesses: Sequence[Witness]) -> None:
    """One row per changed innermost cell; every row of a witness carries the list of rows it protects."""
    names = [_quoted(column) for column in columns]
    served = f"STRUCT({', '.join(f'{name} VARCHAR' for name in names)})[]"
    rows = [
        [number, *codes, change, [dict(zip(columns, row, strict=True)) for row in witness.serves]]
        for number, witness in enumerate(witnesses)
        for codes, change in witness.changes
    ]
    with duckdb.connect(config={"threads": 1}) as connection:
        fields = ", ".join(f"{name} VARCHAR" for name in names)
        connection.execute(f"CREATE TABLE witnesses (witness BIGINT, {fields}, change BIGINT, serves {served})")
        if rows:
            places = ", ".join("?" for _ in rows[0])
            connection.executemany(f"INSERT INTO witnesses VALUES ({places})", rows)  # noqa: S608 - placeholders only
        connection.execute("COPY witnesses TO ? (FORMAT parquet, COMPRESSION zstd)", [str(path)])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
