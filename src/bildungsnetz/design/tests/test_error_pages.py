import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
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


@pytest.mark.urls("bildungsnetz.design.tests.failing_urls")
def test_a_failure_shows_the_number_that_stands_beside_the_traceback_in_the_log(client, caplog):
    client.raise_request_exception = False

    response = client.get("/kaputt")  # without the mark for the database, any use of it would fail here

    shown = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", response.content.decode()).group()
    logged = [(r.getMessage(), r.exc_info[1].args) for r in caplog.records if r.name == "bildungsnetz.design.views"]
    assert response.status_code == 500
    assert logged == [(f"request failed, reference={shown}", ("planted",))]


@pytest.mark.urls("bildungsnetz.design.tests.failing_urls")
def test_the_number_is_shown_even_if_the_error_page_itself_fails(client, settings, tmp_path):
    client.raise_request_exception = False
    (tmp_path / "500.html").write_text("{% no_such_tag %}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    response = client.get("/kaputt")

    assert response.status_code == 500
    assert re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", response.content.decode())


@pytest.mark.urls("bildungsnetz.design.tests.failing_urls")
@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/verboten", 403, "Nicht für Sie freigegeben"),
        ("/verdacht", 400, "Diese Anfrage konnten wir nicht verstehen"),
    ],
)
def test_refusals_are_worded_for_lay_people(client, path, status, heading):
    response = client.get(path)

    assert (response.status_code, f"<h1>{heading}</h1>" in response.content.decode()) == (status, True)


def test_a_form_without_token_is_explained(settings):
    response = Client(enforce_csrf_checks=True).post("/darstellung")

    assert (response.status_code, "noch einmal" in response.content.decode()) == (403, True)
