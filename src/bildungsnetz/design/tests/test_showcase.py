import re
from pathlib import Path

import pytest
from django.urls import reverse

import bildungsnetz.design
from bildungsnetz.design.showcase import EXAMPLES
from bildungsnetz.design.templatetags.design import TAG_KINDS, register

ROOM = Path(bildungsnetz.design.__file__).parent


@pytest.fixture
def shown(client, settings):
    settings.DEMO = True
    return [client.get(reverse("design:showcase")), client.get(reverse("design:showcase"), {"konto": "0"})]


def classes_in(html):
    return {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}


def test_every_component_tag_has_an_example():
    examples = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("templates/design/showcase/*.html"))
    forms = (ROOM / "templates/design/_form.html").read_text(encoding="utf-8")

    missing = [name for name in register.tags if not re.search(rf"{{% {name}\b", examples + forms)]

    assert missing == []


def test_every_example_template_is_shown():
    assert {example.key for example in EXAMPLES} == {
        path.stem for path in ROOM.glob("templates/design/showcase/*.html")
    }


def test_every_partial_template_is_shown(shown):
    partials = {f"design/{path.name}" for path in ROOM.glob("templates/design/_*.html")}

    # Rendered by Django itself when a template prints a field group.
    by_django = {"design/_field_group.html"}

    assert partials - {template.name for answer in shown for template in answer.templates} == by_django


def test_every_own_class_of_the_style_sheets_is_shown(shown):
    elsewhere = {"print.css", "charts.css"}
    paths = [path for path in ROOM.glob("static/design/*.css") if path.name not in elsewhere]
    sheets = "".join(path.read_text(encoding="utf-8") for path in paths)

    declared = set(re.findall(r"\.(bn-[a-z0-9_-]+)", sheets))

    assert declared - {name for answer in shown for name in classes_in(answer.content.decode())} == set()


def test_every_kind_of_tag_is_shown(shown):
    assert {f"bn-tag--{kind}" for kind in TAG_KINDS} <= classes_in(shown[0].content.decode())


def test_showcase_speaks_german_by_default_and_english_on_request(client):
    german = client.get(reverse("design:showcase")).content.decode()
    client.post(reverse("design:set_language"), {"language": "en", "next": "/muster"})
    english = client.get(reverse("design:showcase")).content.decode()

    assert ('<html lang="de">' in german, "<h1>Bausteine</h1>" in german) == (True, True)
    assert ('<html lang="en">' in english, "<h1>Components</h1>" in english) == (True, True)


@pytest.mark.parametrize(
    ("chosen", "attribute"), [("dark", 'data-kern-theme="dark"'), ("light", 'data-kern-theme="light"')]
)
def test_chosen_colours_stay_until_those_of_the_device_are_asked_for(client, chosen, attribute):
    answer = client.post(reverse("design:choose_theme"), {"theme": chosen, "next": "/muster"})
    kept = client.get("/muster").content.decode()
    client.post(reverse("design:choose_theme"), {"theme": "", "next": "/muster"})
    forgotten = client.get("/muster").content.decode()

    assert answer.headers["Location"] == "/muster"
    assert (attribute in kept, "data-kern-theme=" in forgotten) == (True, False)


def test_choosing_colours_never_leads_to_a_foreign_site(client):
    answer = client.post(reverse("design:choose_theme"), {"theme": "dark", "next": "https://example.org/"})

    assert answer.headers["Location"] == "/"
