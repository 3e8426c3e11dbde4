"""The product's addresses, and beside them the same pages from memory: the baseline."""

from functools import cache
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

from benchmarks.pages.measured import PAGES, TEMPLATES


@cache
def captured(page: str) -> dict[str, Any]:
    """Ask for a page once and keep every value that its template was rendered with."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        answer = Client().get(PAGES[page])
    finally:
        teardown_test_environment()
    names = [template.name for template in answer.templates]
    values: dict[str, Any] = answer.context[names.index(TEMPLATES[page])].flatten()
    values.pop("request", None)
    return values


one_at_a_time = Lock()


def from_memory(request: HttpRequest, page: str) -> HttpResponse:
    """Render a page from the captured values."""
    with one_at_a_time:
        values = captured(page)
    return render(request, TEMPLATES[page], values)


urlpatterns = [path("memory/<str:page>", from_memory), path("", include("bildungsnetz.urls"))]
