"""``bildungsnetz serve``: the web server."""

import argparse

from bildungsnetz.cli import web
from bildungsnetz.cli.startup import make_data_folder, refuse_missing_migrations, start

HELP = "run the web server"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: only this machine)")
    parser.add_argument("--port", type=int, default=8000)


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop; refuse to run on a database of another version."""
    start()
    make_data_folder()
    refuse_missing_migrations()
    web.assert_free(host=options.host, port=options.port)

    from django.conf import settings

    print(f"Bildungsnetz listens on http://{options.host}:{options.port}/", flush=True)
    web.serve(host=options.host, port=options.port, workers=settings.WEB_WORKERS, threads=settings.WEB_THREADS)
    return 0
