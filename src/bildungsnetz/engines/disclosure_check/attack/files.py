"""From public files to what an outsider sees."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bildungsnetz.engines.disclosure_check.attack.attacking import Public
from bildungsnetz.engines.disclosure_check.attack.csv_files import Unreadable
from bildungsnetz.engines.disclosure_check.attack.dimensions import read_hierarchy
from bildungsnetz.engines.disclosure_check.attack.releases import CLEAR, Blur, read_release


def read_public(
    public: Path,
    *,
    hierarchies: Mapping[str, Path] | None = None,
    earlier: Sequence[Path] = (),
    superseded: Sequence[Path] = (),
    blur: Blur = CLEAR,
) -> Public:
    """Read a ``public.csv`` and all that was published before it.

    ``hierarchies``: column -> hierarchy file. Each superseded file is a state of the data of its own.
    Raises: Unreadable if a file cannot be used or a column with a hierarchy is missing.
    """
    present = read_release(public, blur=blur)
    found = Public(
        present=present,
        hierarchies={column: read_hierarchy(path) for column, path in (hierarchies or {}).items()},
        earlier=tuple(read_release(path) for path in earlier),
        superseded=tuple((read_release(path),) for path in superseded),
    )
    missing = sorted(found.hierarchies.keys() - present.codes.keys())
    if missing:
        raise Unreadable([f"{present.name}, line 1: column {column!r} is missing" for column in missing])
    return found
