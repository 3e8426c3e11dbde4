"""``bildungsnetz worker``: background jobs, and what has to be done again and again."""

import argparse
import logging
import threading

from bildungsnetz.cli.startup import make_data_folder, start

HELP = "do background jobs, deliver mail, bring agreed texts into force, delete what is due"
ROUND_SECONDS = 30.0

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how long to run."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop, or once; return 1 if something due failed in the one round."""
    start()
    make_data_folder()

    from django.conf import settings
    from django.core.management import call_command

    has_queue = settings.TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    # Asked twice a second: somebody may be watching the page of the job.
    job_options = {"queue_name": "*", "verbosity": 1, "reload": False, "interval": 0.5}
    if options.once:
        failed = run_round({})
        if has_queue:
            call_command("db_worker", batch=True, startup_delay=False, **job_options)
        return 1 if failed else 0
    if not has_queue:
        # In development jobs are done where they are asked for.
        go_round(threading.Event())
    # Rounds go beside the jobs, since a long job must not hold up the mail.
    stopped = threading.Event()
    rounds = threading.Thread(target=go_round, args=(stopped,), name="rounds", daemon=True)
    rounds.start()
    try:
        call_command("db_worker", **job_options)
    finally:
        stopped.set()
        rounds.join(timeout=ROUND_SECONDS)
    return 0


def go_round(stopped: threading.Event) -> None:
    """Call what is due, round after round, until ``stopped`` is set."""
    last_runs: dict[str, object] = {}
    while not stopped.is_set():
        run_round(last_runs)
        stopped.wait(ROUND_SECONDS)


def run_round(last_runs: dict) -> int:
    """Call what is due now; return how many ticks failed."""
    from django.db import close_old_connections, connections
    from django.utils import timezone

    from bildungsnetz.journal import ticks

    close_old_connections()
    try:
        return ticks.run_due(now=timezone.now(), last_runs=last_runs, after_each=close_old_connections)
    finally:
        connections.close_all()
