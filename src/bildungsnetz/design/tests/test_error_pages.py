import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import get_resolver
from django.utils.translation import override


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_every_error_page_renders_without_request_and_database(name):
    with override("de"):
        page = render_to_string(name)

    assert page.count("<h1>") == 1


def test_page_not_found_says_it_may_only_be_hidden():
    with override("de"):
        page = render_to_string("404.html")

    assert "Diese Seite gibt es nicht, oder sie ist nicht für Sie freigegeben." in page


def test_a_failure_shows_the_number_that_stands_beside_the_traceback_in_the_log(caplog):
    try:
        raise RuntimeError("planted")
    except RuntimeError:
        response = get_resolver().resolve_error_handler(500)(RequestFactory().get("/"))

    shown = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", response.content.decode()).group()
    assert response.status_code == 500
    assert [(r.getMessage(), r.exc_info[1].args) for r in caplog.records] == [
        (f"request failed, reference={shown}", ("planted",))
    ]
