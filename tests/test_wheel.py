"""The wheel carries all it needs: installed into an empty environment, the demonstration runs from it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STARTING_SECONDS = 120

pytestmark = [pytest.mark.wheel, pytest.mark.once]


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with the locked dependencies and the wheel, and nothing of the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [wheel] = folder.glob("bildungsnetz-*.whl")
    run(sys.executable, "-m", "venv", "environment", cwd=folder)
    python = folder / "environment" / "bin" / "python"
    lock = ROOT / "requirements" / "product.lock"
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if uv := shutil.which("uv"):
        run(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock, cwd=folder)
    else:
        run(*pip, "--require-hashes", "-r", lock, cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def demonstration(installed):
    """The address of the demonstration, running from the wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BILDUNGSNETZ_", "DJANGO_", "PYTHON", "COV_"))
    }
    log = installed / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [installed / "environment" / "bin" / "bildungsnetz", "demo", "--port", str(port)],
            cwd=installed, env=clean, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        wait_for(address, server=server, log=log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address, *, server, log):
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        try:
            return get(f"{address}/")
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, log.read_text()
            time.sleep(0.5)
    pytest.fail(f"The demonstration did not start:\n{log.read_text()}")


def get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.status, answer.headers.get_content_type(), answer.read()


def test_the_start_page_is_served_in_german(demonstration):
    status, kind, page = get(f"{demonstration}/")

    assert (status, kind) == (200, "text/html")
    assert '<html lang="de"' in page.decode()
    assert "Zum Inhalt" in page.decode()


def test_every_static_file_the_start_page_names_is_served(demonstration):
    page = get(f"{demonstration}/")[2].decode()
    names = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))

    answers = {name: get(demonstration + name) for name in names}

    assert {name: answer[0] for name, answer in answers.items()} == dict.fromkeys(names, 200)
    assert any(kind == "text/css" for _status, kind, _content in answers.values())


def test_the_installed_dependencies_are_complete(installed):
    python = installed / "environment" / "bin" / "python"

    assert run(python, "-m", "pip", "check", "--disable-pip-version-check", cwd=installed).strip() == (
        "No broken requirements found."
    )


def test_the_wheel_carries_no_tests(installed):
    [packages] = (installed / "environment").glob("lib/python*/site-packages")

    assert list((packages / "bildungsnetz").glob("**/tests")) == []
