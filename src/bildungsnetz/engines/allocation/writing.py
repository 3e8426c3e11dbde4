"""Writing an output folder whole or not at all: a temporary folder beside it, then one rename."""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bildungsnetz.engines.allocation.instance import Language
from bildungsnetz.engines.allocation.phrases import Phrase

_NOT_EMPTY = Phrase(
    "Der Ordner {folder} ist nicht leer. Mit --replace wird er ersetzt. Nichts wurde geschrieben.",
    "The folder {folder} is not empty. It is replaced with --replace. Nothing was written.",
)
_NO_FOLDER = Phrase(
    "{folder} ist eine Datei, kein Ordner. Nichts wurde geschrieben.",
    "{folder} is a file, not a folder. Nothing was written.",
)
_NO_PARENT = Phrase(
    "Neben {folder} kann nichts angelegt werden ({reason}). Nichts wurde geschrieben.",
    "Nothing can be made beside {folder} ({reason}). Nothing was written.",
)
_INSIDE = Phrase(
    "Der Ausgabeordner {folder} enthält die Eingabe oder ist sie. Nichts wurde geschrieben.",
    "The output folder {folder} holds the input or is the input. Nothing was written.",
)


class OutputRefused(Exception):
    """The output folder cannot be used; the text says why, in the language of the run."""


def check_output(out: Path, *, source: Path, replace: bool, lang: Language) -> None:
    """Refuse an output folder before any work begins.

    Raises: OutputRefused if it is a file, holds the input, or is not empty and may not be replaced.
    """
    resolved = out.resolve()
    if resolved == source.resolve() or resolved in source.resolve().parents:
        raise OutputRefused(_INSIDE.say(lang, folder=out))
    if out.exists() and not out.is_dir():
        raise OutputRefused(_NO_FOLDER.say(lang, folder=out))
    if not replace and out.is_dir() and any(out.iterdir()):
        raise OutputRefused(_NOT_EMPTY.say(lang, folder=out))
    beside = next((parent for parent in resolved.parents if parent.exists()), resolved.parent)
    if not os.access(beside, os.W_OK | os.X_OK) or not beside.is_dir():
        raise OutputRefused(_NO_PARENT.say(lang, folder=out, reason=beside))


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Lend a temporary folder that becomes ``out`` when the block ends well, and vanishes when it does not."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".unfinished", dir=out.parent))
    try:
        yield unfinished
        unfinished.chmod(0o777 & ~_umask())
        _put_in_place(unfinished, out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _put_in_place(finished: Path, out: Path) -> None:
    """Rename; an older folder is moved aside first and comes back if the rename fails."""
    if not out.exists():
        finished.rename(out)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".old", dir=out.parent)) / out.name
    try:
        out.rename(aside)
        try:
            finished.rename(out)
        except BaseException:
            aside.rename(out)
            raise
    finally:
        shutil.rmtree(aside.parent, ignore_errors=True)


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write CSV with ``,`` and LF; it is on the disk when this returns."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        _to_disk(stream)


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write readable JSON in the order of the keys given; NaN is refused."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text with LF; it is on the disk when this returns."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        _to_disk(stream)


def _to_disk(stream: Any) -> None:
    stream.flush()
    os.fsync(stream.fileno())
