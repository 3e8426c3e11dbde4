"""What tests of all rooms share: real files, a browser, and the account of what was left out."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

ROOT = Path(__file__).resolve().parent
REAL_DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")).resolve()
REAL_DATA_REQUIRED = os.environ.get("BILDUNGSNETZ_REQUIRE_REAL_DATA") == "1"
# Reasons as they stand in the closing lines, behind a count.
WITHOUT_REAL_DATA = f"tests on real files: there is no folder {REAL_DATA} (BILDUNGSNETZ_REAL_DATA names it)"
WITHOUT_BROWSER = "browser tests: --without-browser was given"
BREADTH_ON_SQLITE = "browser tests of breadth run on SQLite only; here one journey per room"
ONCE_IS_ENOUGH = "tests that use no database run once, with SQLite"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-browser", action="store_true", help="leave out the tests that need Chromium")


# What is left out


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here and count it by reason; nothing is left out in silence."""
    left_out: Counter[str] = Counter()
    by_design: Counter[str] = Counter()
    kept, dropped = [], []
    for item in items:
        reason, counter = _reason_to_leave_out(item, config, left_out, by_design)
        if reason:
            counter[reason] += 1
        (dropped if reason else kept).append(item)
    # Last, since a browser keeps an event loop in its thread, next to which no test can run one of its own.
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("browser") is not None)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
    config.stash[LEFT_OUT] = {"left_out": dict(left_out), "by_design": dict(by_design)}
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = config.stash[LEFT_OUT]


def _reason_to_leave_out(item, config, left_out, by_design):
    browser = item.get_closest_marker("browser")
    on_postgresql = "postgresql" in django_settings.DATABASES["default"]["ENGINE"]
    if item.get_closest_marker("real_data") and not REAL_DATA.is_dir() and not REAL_DATA_REQUIRED:
        return WITHOUT_REAL_DATA, left_out
    if on_postgresql and (item.get_closest_marker("once") or item.get_closest_marker("wheel")):
        return ONCE_IS_ENOUGH, by_design
    if on_postgresql and browser and not item.get_closest_marker("browser_journey"):
        return BREADTH_ON_SQLITE, by_design
    if browser and config.getoption("--without-browser"):
        return WITHOUT_BROWSER, left_out
    return None, left_out


LEFT_OUT = pytest.StashKey[dict[str, dict[str, int]]]()


class FromWorkers:
    """Takes over what a worker left out; all workers collect the same tests, so one account is enough."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        if account := getattr(node, "workeroutput", {}).get("left_out"):
            node.config.stash[LEFT_OUT] = account


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(FromWorkers())


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what was left out; write the counts for the run on both databases, which adds them up."""
    counted = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "error", "skipped")}
    account = config.stash.get(LEFT_OUT, {"left_out": {}, "by_design": {}})
    for reason, count in account["left_out"].items():
        terminalreporter.write_line(f"LEFT OUT: {count} {reason}", yellow=True)
    if report := os.environ.get("TEST_REPORT"):
        counts = {
            "passed": counted["passed"],
            "failed": counted["failed"] + counted["error"],
            "skipped": counted["skipped"],
        }
        Path(report).write_text(json.dumps(counts | account), encoding="utf-8")


# The database


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Lift SQLite's rules against deleting while a test with real transactions clears up behind itself.

    PostgreSQL needs no such help: it empties tables with TRUNCATE, at which rules about rows do not look.
    """
    from django.db import connection

    # At the class: the browser's driver gives its tests a context, and with it a connection, of their own.
    operations = type(connection.ops)
    plainly = operations.execute_sql_flush

    def without_rules(self: Any, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            rules = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in rules:
                cursor.execute(f"DROP TRIGGER {name}")
        plainly(self, statements)
        with self.connection.cursor() as cursor:
            for _, definition in rules:
                cursor.execute(definition)

    if connection.vendor == "sqlite":
        operations.execute_sql_flush = without_rules
    yield
    operations.execute_sql_flush = plainly


# Real files


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real files; use it together with the marker ``real_data``."""
    if not REAL_DATA.is_dir():
        pytest.fail(f"There is no folder {REAL_DATA}; BILDUNGSNETZ_REAL_DATA must name the real files.")
    return REAL_DATA


# The browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium, once per test process."""
    from playwright.sync_api import sync_playwright

    import chromium

    executable = chromium.found()
    if executable is None:
        pytest.fail(chromium.MISSING)
    # Playwright keeps an event loop in this thread, which makes Django refuse queries; it serves the browser only.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page_at(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Open a page on the running site: ``page_at(360)``, ``page_at(1280, javascript=False)``.

    Each call is a visitor of its own (cookies are not shared); addresses may be given without host. At the end
    of the test an error in a browser's console fails it, but for texts that contain one of ``expected_errors``.
    """
    contexts, complaints = [], []

    def open_at(
        width: int = 1280, *, javascript: bool = True, expected_errors: tuple[str, ...] = (), **options: Any
    ) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="de-DE",
            timezone_id="Europe/Berlin",
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()

        def note(text: str) -> None:
            if not any(expected in text for expected in expected_errors):
                complaints.append(f"{page.url}: {text}")

        page.on("console", lambda message: note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """Return a check that fails with axe's findings on a page: ``assert_accessible(page)``."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Any) -> None:
        response = Axe().run(page).response
        assert [
            f"{page.url}: {violation['id']}: {node['html'][:200]}"
            for violation in response["violations"]
            for node in violation["nodes"]
        ] == []

    return check
