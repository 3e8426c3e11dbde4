"""Fetch the libraries the browser needs and lay them, unmodified, beside our own static files.

``python scripts/vendor_static.py`` compares what is committed with the manifest (no network);
``python scripts/vendor_static.py --fetch`` asks npm for the versions below, copies the files and writes a new manifest.
Users of the program never run this: the files are committed, so that a start needs neither node nor a network.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src/bildungsnetz/design/static/vendor"
MANIFEST = VENDOR / "manifest.json"


@dataclass(frozen=True)
class Package:
    """One npm package: its exact version, licence (SPDX) and the files we take, from -> to."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


FONT_WEIGHTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")

PACKAGES = (
    Package(
        "@kern-ux/native",
        "2.7.2",
        "EUPL-1.2",
        {"dist/kern.min.css": "kern/kern.min.css", "LICENSE.md": "kern/LICENSE.md"},
    ),
    # The fonts travel in the same package but have a licence of their own, whose text the package lacks.
    Package(
        "@kern-ux/native",
        "2.7.2",
        "OFL-1.1",
        {
            f"dist/fonts/fira-sans/FiraSans-{weight}.woff2": f"fira-sans/FiraSans-{weight}.woff2"
            for weight in FONT_WEIGHTS
        },
    ),
    Package("htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"}),
    Package(
        "leaflet",
        "1.9.4",
        "BSD-2-Clause",
        {
            "dist/leaflet.js": "leaflet/leaflet.js",
            # Named inside leaflet.js; a missing reference stops the collecting of static files.
            "dist/leaflet.js.map": "leaflet/leaflet.js.map",
            "dist/leaflet.css": "leaflet/leaflet.css",
            "LICENSE": "leaflet/LICENSE",
            **{
                f"dist/images/{name}.png": f"leaflet/images/{name}.png"
                for name in ("layers", "layers-2x", "marker-icon", "marker-icon-2x", "marker-shadow")
            },
        },
    ),
)


def fetch(package: Package, *, into: Path) -> None:
    """Download one package with npm and copy its chosen files; raises CalledProcessError if npm fails."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package.name}@{package.version}"
        packed = subprocess.run(
            ["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder) / packed.stdout.strip().splitlines()[-1]) as archive:
            archive.extractall(folder, filter="data")
        for source, target in package.files.items():
            destination = into / target
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(folder) / "package" / source, destination)


def checksum(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entries() -> list[dict[str, str]]:
    """Describe every vendored file: package, version, licence, file, sha256."""
    fonts = PACKAGES[1]
    # The licence's text is kept by hand: its first lines are the copyright line inside the fonts themselves.
    by_hand = [replace(fonts, files={"": "fira-sans/OFL.txt"})]
    return [
        {
            "package": package.name,
            "version": package.version,
            "licence": package.licence,
            "file": target,
            "sha256": checksum(VENDOR / target),
        }
        for package in (*PACKAGES, *by_hand)
        for target in package.files.values()
    ]


def problems() -> Iterator[str]:
    """Name each file that is missing, or that differs from the manifest."""
    known = {entry["file"]: entry["sha256"] for entry in json.loads(MANIFEST.read_text(encoding="utf-8"))}
    for file, expected in known.items():
        path = VENDOR / file
        if not path.is_file():
            yield f"{file} is missing"
        elif checksum(path) != expected:
            yield f"{file} differs from the manifest"


def main() -> int:
    """Verify or fetch; returns 1 if a file is not what the manifest says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fetch", action="store_true", help="download with npm and write a new manifest")
    if parser.parse_args().fetch:
        for package in PACKAGES:
            fetch(package, into=VENDOR)
        MANIFEST.write_text(json.dumps(entries(), indent=2) + "\n", encoding="utf-8")
    found = list(problems())
    for problem in found:
        sys.stderr.write(problem + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
