"""Walks the published schema with invented calls; everything the interface answers must have been promised."""

from datetime import UTC, datetime

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from bildungsnetz.networks.services.register import load_register
from bildungsnetz.wsgi import application

pytestmark = pytest.mark.django_db
OPERATIONS = {
    found.ok().label: found.ok()
    for found in schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application).get_all_operations()
}
BRIEFLY = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def state():
    load_register(by=None, at=datetime(2026, 11, 24, tzinfo=UTC))
    # The real server closes stale connections around each call; here that would end the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_schema_offers_reading_only():
    assert sorted(OPERATIONS) == [
        "GET /api/v1/networks",
        "GET /api/v1/networks/{slug}",
        "GET /api/v1/regions",
        "GET /api/v1/regions/{key}",
        "GET /api/v1/schools",
        "GET /api/v1/schools/{number}",
    ]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_answers_to_right_and_wrong_calls_keep_the_promises_of_the_schema(label, mode):
    @BRIEFLY
    @given(st.data())
    def calls_hold(data):
        data.draw(OPERATIONS[label].as_strategy(generation_mode=mode)).call_and_validate()

    calls_hold()
