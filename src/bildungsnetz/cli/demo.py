"""``bildungsnetz demo``: an invented network to look around in."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bildungsnetz.cli import web
from bildungsnetz.cli.startup import DEMO_MARK, Refused, bring_database_up_to_date, make_data_folder, start

HELP = "serve an invented network to look around in (nothing in it is real, everybody may sign in)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen and where to keep the data."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Path("data/demo"), help="folder for its data (default: data/demo)")


def run(options: argparse.Namespace) -> int:
    """Make what is missing, then serve until told to stop."""
    address = f"http://localhost:{options.port}"
    os.environ["BILDUNGSNETZ_PUBLIC_URL"] = address
    os.environ.setdefault("BILDUNGSNETZ_LOG_LEVEL", "WARNING")
    # Whatever the environment names, a demonstration stays in its own folder.
    os.environ.pop("BILDUNGSNETZ_DATABASE_URL", None)
    web.assert_free(host="127.0.0.1", port=options.port)
    start(mode="demo", data=options.data)
    folder = make_data_folder()
    refuse_real_data(folder)
    bring_database_up_to_date()
    seed()
    worker = subprocess.Popen([sys.executable, "-m", "bildungsnetz.cli", "worker"])
    try:
        print(
            f"Bildungsnetz runs at {address}/ (Ctrl+C stops it).\n"
            "The logins stand on the start page. People, schools and figures are invented.\n"
            f"Data: {folder}",
            flush=True,
        )
        web.serve(host="127.0.0.1", port=options.port, workers=1, threads=2)
    finally:
        worker.terminate()
        worker.wait()
    return 0


def refuse_real_data(folder: Path) -> None:
    """Raise Refused if the folder holds a database that no demonstration has made; mark an empty one as ours."""
    mark = folder / DEMO_MARK
    if not mark.exists() and (folder / "bildungsnetz.sqlite3").exists():
        raise Refused(f"{folder} holds data that are no demonstration; please name another folder with --data.")
    mark.write_text("Invented data with published passwords. Never put real data here.\n", encoding="utf-8")


def seed() -> None:
    """Fill an empty database with the invented network."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands

    if "seed_demo" in get_commands() and not get_user_model().objects.exists():
        print("Making the invented network ...", flush=True)
        call_command("seed_demo", verbosity=0)
