"""The product's addresses, and beside them the same pages from memory: the baseline."""

from functools import cache
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

from benchmarks.pages.measured import PAGES


@cache
def captured(address: str) -> tuple[str, dict[str, Any]]:
    """Ask for a page once and keep its template and every value it was rendered with."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        answer = Client().get(address)
    finally:
        teardown_test_environment()
    values: dict[str, Any] = {}
    for layer in answer.context:
        values.update(layer if isinstance(layer, dict) else layer.flatten())
    values.pop("request", None)
    return answer.templates[0].name, values


one_at_a_time = Lock()


def from_memory(request: HttpRequest, page: str) -> HttpResponse:
    """Render a page from the captured values."""
    with one_at_a_time:
        template, values = captured(PAGES[page])
    return render(request, template, values)


urlpatterns = [path("memory/<str:page>", from_memory), path("", include("bildungsnetz.urls"))]
