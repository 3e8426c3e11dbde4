import hashlib
import json
import re
from pathlib import Path

import bildungsnetz.design

VENDOR = Path(bildungsnetz.design.__file__).parent / "static/vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def test_vendored_files_are_what_the_manifest_says():
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert found == {entry["file"]: entry["sha256"] for entry in MANIFEST}


def test_every_vendored_package_names_version_and_licence():
    assert {(entry["package"], entry["version"], entry["licence"]) for entry in MANIFEST} == {
        ("@kern-ux/native", "2.7.2", "EUPL-1.2"),
        ("@kern-ux/native", "2.7.2", "OFL-1.1"),
        ("htmx.org", "2.0.11", "0BSD"),
        ("leaflet", "1.9.4", "BSD-2-Clause"),
    }


def test_style_sheets_ask_only_for_files_that_exist():
    missing = [
        (sheet.name, target)
        for sheet in VENDOR.parent.rglob("*.css")
        for target in re.findall(r"url\([\"']?(?!data:|#)([^\"')]+)", sheet.read_text(encoding="utf-8"))
        if not (sheet.parent / target).is_file()
    ]

    assert missing == []
