"""Write ``docs/rechte.md``, who sees and does what, from the table that the tests hold every address against.

``write_rights.py`` writes the page, ``write_rights.py --check`` fails if it is out of date.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rechte.md"
SHUT = ("404", "405", "sign in", "422")
INTRODUCTION = """\
# Wer sieht und tut was

<!-- Geschrieben von scripts/write_rights.py aus tests/access/table; bitte dort ändern und das Skript laufen lassen. -->

Diese Seite entsteht aus der Tabelle, gegen die jede Adresse der Plattform geprüft wird: für jede Art von Besuch, am
eigenen und an einem fremden Netzwerk, beim Ansehen und beim Absenden. Eine neue Adresse ohne Zeile lässt die Prüfung
scheitern.

- **Wer nicht genannt ist,** bekommt angemeldet dieselbe Antwort wie auf eine Seite, die es nicht gibt (404), und
  unangemeldet die Bitte, sich anzumelden. Ob es einen Gegenstand gibt, verrät keine Antwort.
- **Ein anderes Netzwerk** kennt niemanden von hier: Dort gilt jede Rolle nichts, nur öffentliche Seiten sind offen.
- **Abgelaufene Rollen und Mandate** zählen nicht mehr, gesperrte Konten sind wie ohne Anmeldung.
- **Das Ministerium** sieht ohne Mandat nur, was alle sehen. Mit einem Vertragsmandat in einem Netzwerk sieht es dort,
  was beiden Seiten vorgelegt wurde, nie einen Entwurf.
- **Der Betrieb der Plattform** verwaltet Zugänge und sieht keinen Inhalt eines Netzwerks.

„–“ heißt: Das gibt es auf dieser Seite nicht.
"""


def page() -> str:
    """Write the whole page."""
    from tests.access.table import ROOMS

    parts = [INTRODUCTION]
    for room, rows in ROOMS.items():
        lines = [
            f"## {room}\n",
            "| Seite | Gegenstand | Adresse | ansehen | absenden |",
            "|---|---|---|---|---|",
            *(_line(row) for row in rows),
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _line(row: object) -> str:
    from tests.access.rights import NOT_OFFERED

    seen = "–" if row.get is NOT_OFFERED else _group(row.get)
    done = "–" if row.post is NOT_OFFERED else _group(row.post)
    return f"| {row.page} | {row.case} | `{_address(row.url)}` | {seen} | {done} |"


def _group(rights: dict[object, str]) -> str:
    """Name those for whom the door is open."""
    from tests.access.roles import NAMED, Visitor

    inside = frozenset(visitor for visitor, answer in rights.items() if answer not in SHUT)
    if inside:
        return _name_of(inside, NAMED, Visitor)
    if asked := frozenset(visitor for visitor, answer in rights.items() if answer == "422"):
        return f"{_name_of(asked, NAMED, Visitor)}; hier mit Begründung abgewiesen"
    return "niemand"


def _name_of(inside: frozenset[object], named: dict[str, frozenset[object]], order: type) -> str:
    name = next((name for name, group in named.items() if group == inside), "")
    return name or ", ".join(str(visitor) for visitor in order if visitor in inside)


def _address(url: str) -> str:
    """Return the address as it is written in the program, its parts named in German."""
    names = {"slug": "netz", "number": "nr", "pk": "nr", "position": "nr", "token": "schlüssel", "kind": "gegenstand"}
    names |= {"field": "feld", "key": "schlüssel", "provider_id": "dienst", "uidb36": "person"}

    def named(match: re.Match[str]) -> str:
        return "{" + names.get(match["name"], match["name"]) + "}"

    route = re.sub(r"<(\w+:)?(?P<name>\w+)>", named, dict(_routes())[url])
    # Of a regular expression only the named parts are left.
    route = re.sub(r"\(\?P(?P<name>\{\w+\})[^)]*\)", r"\g<name>", route)
    return "/" + route.replace("^", "").replace("$", "").replace(".*", "…")


def _routes() -> Iterator[tuple[str, str]]:
    from django.urls import URLResolver, get_resolver

    def walk(resolver: URLResolver, namespace: str, before: str) -> Iterator[tuple[str, str]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from walk(entry, inner, before + str(entry.pattern))
            else:
                yield f"{namespace}{entry.name}", before + str(entry.pattern)

    yield from walk(get_resolver(), "", "")


def main() -> int:
    """Write or check; returns the exit code."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("BILDUNGSNETZ_DATA", tempfile.mkdtemp())
    django.setup()
    written = page()
    if sys.argv[1:] == ["--check"]:
        if PAGE.read_text(encoding="utf-8") == written:
            return 0
        print(f"{PAGE.relative_to(ROOT)} is out of date; please run scripts/write_rights.py.")
        return 1
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
