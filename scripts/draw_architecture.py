"""Draw ``docs/architecture.md`` from the code: rooms, who imports whom, models, background work, checks.

``draw_architecture.py`` writes the page, ``draw_architecture.py --check`` fails if it is out of date.
"""

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import django
import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
PACKAGE = "bildungsnetz"
INTRODUCTION = """\
# Architecture

<!-- Drawn from the code by scripts/draw_architecture.py; please change the code, then run that script. -->

Bildungsnetz is one Django program made of rooms. Imports go downwards only; the import contracts in `pyproject.toml`
keep it, and the test command fails when one is broken. What lives in a room stands in the room's `README.md`.
Inside a room: `urls` over `views` over `forms` over `services` over `permissions` over `selectors` over `models`.
Only services write, only selectors compose queries.
"""


def levels() -> list[list[str]]:
    """Return the rooms from top to bottom as the import contract orders them; those of one level are strangers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == [PACKAGE])
    return [[room.strip(" ()") for room in layer.split("|")] for layer in layers]


def page() -> str:
    """Write the whole page."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    rooms = {child.rsplit(".", 1)[1] for child in graph.find_children(PACKAGE)}
    parts = [
        INTRODUCTION,
        "## Who imports whom\n",
        "\n".join(diagram(graph, rooms)),
        "\n## Models per room\n",
        "\n".join(models()),
        "\n## Registered across rooms\n",
        "\n".join(registries()),
    ]
    return "\n".join(parts) + "\n"


def diagram(graph: grimp.ImportGraph, rooms: set[str]) -> Iterator[str]:
    """Yield a Mermaid picture of the rooms; an arrow means "imports"."""
    yield "```mermaid"
    yield "flowchart TD"
    for number, level in enumerate(levels()):
        standing = [room for room in level if room in rooms]
        if standing:
            yield f'  subgraph level{number}[" "]'
            yield "    direction LR"
            yield from (f"    {room}" for room in standing)
            yield "  end"
    drawn = [room for level in levels() for room in level if room in rooms]
    for upper in drawn:
        for lower in drawn:
            if upper != lower and graph.direct_import_exists(
                importer=f"{PACKAGE}.{upper}", imported=f"{PACKAGE}.{lower}", as_packages=True
            ):
                yield f"  {upper} --> {lower}"
    yield "```"


def models() -> Iterator[str]:
    """Yield one table per room that keeps data: model, what it is, which personal fields it has, when they go."""
    from django.apps import apps

    from bildungsnetz.journal.retention import classification_of

    for level in levels():
        for room in level:
            if not apps.is_installed(f"{PACKAGE}.{room}"):
                continue
            kept = sorted(apps.get_app_config(room).get_models(), key=lambda model: model.__name__)
            if not kept:
                continue
            yield f"### `{room}`\n"
            yield "| model | what it is | personal fields | deleted |"
            yield "|---|---|---|---|"
            for model in kept:
                said = (model.__doc__ or "").strip().splitlines()[0] if model.__doc__ else ""
                classification = classification_of(model)
                personal = ", ".join(f"`{name}`" for name in sorted(classification.personal)) if classification else ""
                deleted = classification.deleted_when if classification else ""
                yield f"| `{model.__name__}` | {said} | {personal or '–'} | {deleted or '–'} |"
            yield ""


def registries() -> Iterator[str]:
    """Yield what rooms have registered for the worker and for ``bildungsnetz check``."""
    from bildungsnetz.journal import checks, ticks

    yield "Done again and again by `bildungsnetz worker`: " + (_listed(ticks.names()) or "nothing yet") + ".\n"
    yield "Verified by `bildungsnetz check`: settings" + "".join(f", `{name}`" for name in checks.names()) + "."


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it with ``--check``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")
    os.environ.setdefault("BILDUNGSNETZ_MODE", "development")
    os.environ.setdefault("BILDUNGSNETZ_DATA", tempfile.gettempdir())
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    drawn = page()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == drawn:
            return 0
        print("docs/architecture.md is out of date; please run: python scripts/draw_architecture.py")
        return 1
    PAGE.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
