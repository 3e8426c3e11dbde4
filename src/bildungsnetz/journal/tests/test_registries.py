from datetime import UTC, datetime, timedelta

import pytest

from bildungsnetz.journal import checks, ticks

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def empty_registries(monkeypatch):
    monkeypatch.setattr(ticks, "_registered", {})
    monkeypatch.setattr(checks, "_registered", {})


@pytest.mark.usefixtures("empty_registries")
def test_a_tick_is_called_again_only_after_its_interval():
    calls = []
    ticks.register("garden: water", lambda *, now: calls.append(now) or 1, every=timedelta(hours=1))
    last_runs = {}

    for minutes in (0, 30, 60):
        ticks.run_due(now=NOON + timedelta(minutes=minutes), last_runs=last_runs)

    assert calls == [NOON, NOON + timedelta(hours=1)]


@pytest.mark.usefixtures("empty_registries")
def test_a_failing_tick_is_logged_and_does_not_stop_the_others(caplog):
    def fail(*, now):
        raise ValueError("no water")

    done = []
    ticks.register("garden: a", fail)
    ticks.register("garden: b", lambda *, now: done.append(now) or 0)

    failed = ticks.run_due(now=NOON, last_runs={})

    assert (failed, done) == (1, [NOON])
    assert "tick failed name='garden: a'" in caplog.text


@pytest.mark.usefixtures("empty_registries")
def test_checks_report_their_sentences_under_their_name():
    checks.register("garden: fence", lambda: ["It has a hole."])
    checks.register("garden: door", list)

    assert (checks.names(), checks.problems()) == (
        ["garden: door", "garden: fence"],
        [checks.Problem("garden: fence", "It has a hole.")],
    )
