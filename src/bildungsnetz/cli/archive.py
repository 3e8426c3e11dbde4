"""One backup, one file: a ZIP archive with the database, the files and a manifest of checksums.

``manifest.json`` names format, program version, time, kind of database, the applied migrations and, per member,
size in bytes and SHA-256. Members lie under ``database/`` and ``files/``.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class DamagedArchive(Exception):
    """The file is no backup, or not the one that was written; the text says what was found."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; ``members`` maps a name to ``{"size": bytes, "sha256": hex}``."""

    version: str
    made_at: str
    database: str
    migrations: list[str]
    members: dict[str, dict[str, int | str]]
    format: int = FORMAT


def write(
    target: Path, *, sources: dict[str, Path], version: str, made_at: str, database: str, migrations: list[str]
) -> Manifest:
    """Write a backup; it appears under its name only when it is whole.

    ``sources`` maps a member's name to the file it is read from.
    """
    unfinished = target.with_name(f".{target.name}.unfinished")
    members: dict[str, dict[str, int | str]] = {}
    try:
        # Personal data: nobody but this user may read it.
        unfinished.touch(mode=0o600)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, source in sorted(sources.items()):
                members[name] = _add(archive, name=name, source=source)
            manifest = Manifest(version, made_at, database, migrations, members)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False))
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def read_manifest(source: Path) -> Manifest:
    """Read what a backup says of itself.

    Raises: DamagedArchive if it is none, or of a format this program does not know.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            found = json.loads(archive.read(MANIFEST))
        if found.get("format") != FORMAT:
            raise DamagedArchive(f"its format is {found.get('format')!r}, this program reads format {FORMAT}")
        return Manifest(**found)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, AttributeError, ValueError) as problem:
        raise DamagedArchive(f"it cannot be read as a backup ({problem})") from None


def unpack(source: Path, *, into: Path) -> None:
    """Unpack all members below the empty folder ``into`` and compare them with the manifest.

    Raises: DamagedArchive if a member is missing, added or changed.
    """
    manifest = read_manifest(source)
    try:
        with zipfile.ZipFile(source) as archive:
            if {*archive.namelist()} != {*manifest.members, MANIFEST}:
                raise DamagedArchive("its members are not those of its manifest")
            for name, expected in manifest.members.items():
                _extract(archive, name=name, target=into / _safe(name), expected=expected)
    except (OSError, zipfile.BadZipFile, EOFError, ValueError) as problem:
        raise DamagedArchive(f"it cannot be unpacked ({problem})") from None


def files_below(folder: Path, *, prefix: str) -> Iterator[tuple[str, Path]]:
    """Yield (member name, path) of every file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path


def _add(archive: zipfile.ZipFile, *, name: str, source: Path) -> dict[str, int | str]:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reader, archive.open(name, "w", force_zip64=True) as writer:
        while chunk := reader.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            writer.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _extract(archive: zipfile.ZipFile, *, name: str, target: Path, expected: dict[str, int | str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as reader, target.open("wb") as writer:
        shutil.copyfileobj(reader, writer, CHUNK)
    with target.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    if digest != expected["sha256"]:
        raise DamagedArchive(f"{name} has changed since the backup was made")


def _safe(name: str) -> PurePosixPath:
    """Return a member's path; a forged archive must not write outside the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise DamagedArchive(f"it holds a forbidden path ({name})")
    return path
