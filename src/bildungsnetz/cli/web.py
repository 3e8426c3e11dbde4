"""The web server, the same for ``serve`` and ``demo``."""

import socket

from bildungsnetz.cli.startup import Refused


def assert_free(*, host: str, port: int) -> None:
    """Make sure that the address can be listened on.

    Raises: Refused if another program listens there, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise Refused(
                f"Port {port} on {host} cannot be used ({problem.strerror}); please choose another one with --port."
            ) from None


def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Answer requests until the process is told to stop.

    ``threads`` is the number of requests one of the ``workers`` (processes) answers at once, and of its database
    connections; it is always given, since the server's own choice opens more than PostgreSQL takes.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "bildungsnetz.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()
