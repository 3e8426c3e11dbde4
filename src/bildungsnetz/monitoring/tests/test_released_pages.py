import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from bildungsnetz.charts import printed
from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.monitoring import released_pictures as pictures
from bildungsnetz.monitoring.models import FigureStatus, PictureKind, ReleaseInput
from bildungsnetz.monitoring.presenting import Shown, names_of_places
from bildungsnetz.monitoring.selectors.releases import published_figures
from bildungsnetz.monitoring.tests.factories import make_protected, make_published, make_speakers, new_table
from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import make_network, make_role

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r"\b[A-Za-z0-9]{64}\b|\b\d\d:\d\d\b")
CODE = "abgehende-ohne-abschluss"


def outputs(client, slug="kreis-mettmann"):
    """Everything the public can fetch about the indicator."""
    page = client.get(reverse("monitoring:indicator", args=[slug, CODE])).content.decode()
    table = client.get(reverse("monitoring:figures_csv", args=[slug, CODE])).content.decode()
    paper = words_of(client.get(reverse("monitoring:figures_pdf", args=[slug, CODE])).content)
    # Tokens against forged requests and the minute of printing differ between any two answers.
    return [CHANGING.sub("", page), table, paper]


def change_the_hidden_counts():
    """Make another world that looks the same from outside: only counts that nobody may know are different."""
    kept = ReleaseInput.objects.get()
    hidden = set(kept.table.figures.filter(part_status="SUPPRESSED").values_list("place", flat=True))
    for place, row in enumerate(row for row in kept.rows if row["place"] in hidden):
        row["part"] = str(1000 + place)
    ReleaseInput.objects.filter(pk=kept.pk).update(rows=kept.rows)
    return hidden


def test_nothing_public_depends_on_a_hidden_count(client):
    make_published()

    before = outputs(client)
    hidden = change_the_hidden_counts()

    assert hidden
    assert outputs(client) == before


def plant_tooltip(monkeypatch):
    def telling(shown, figures):
        rows = ReleaseInput.objects.get().rows
        return [row | {"text": row["part"]} for row in rows]

    monkeypatch.setattr("bildungsnetz.monitoring.views.released.rows_of_places", telling)


def plant_axis(monkeypatch):
    honest = pictures.charts.dot_rows

    def telling(_kind, _shown, *, key):
        most = max(float(row["part"]) for row in ReleaseInput.objects.get().rows)
        dot = pictures.charts.Dot("Alle", most, None, None, "", ("", "", "", ""))
        words = {"key": key, "title": "Bild", "finding": "", "columns": ("a", "b", "c", "d", "e")}
        return honest([dot], write=lambda value: f"{value:g}", **words)

    monkeypatch.setattr(pictures, "picture_of", telling)


def plant_csv(monkeypatch):
    monkeypatch.setattr(
        "bildungsnetz.monitoring.views.released.figures_as_csv", lambda _shown: str(ReleaseInput.objects.get().rows)
    )


def plant_digits(monkeypatch):
    def telling(_figure, _unit):
        rows = ReleaseInput.objects.get().rows
        return f"{sum(int(row['part']) for row in rows) / sum(int(row['whole']) for row in rows):.9f}"

    monkeypatch.setattr("bildungsnetz.monitoring.views.released.text_of", telling)


@pytest.mark.parametrize("plant", [plant_tooltip, plant_axis, plant_csv, plant_digits])
def test_a_planted_leak_is_found(client, monkeypatch, plant):
    make_published()
    plant(monkeypatch)

    before = outputs(client)
    change_the_hidden_counts()

    assert outputs(client) != before


def test_a_protected_town_shows_the_sign_and_does_not_say_why(client):
    release = make_published()
    hidden = release.figures.filter(status=FigureStatus.SUPPRESSED).count()

    page = client.get(reverse("monitoring:indicator", args=["kreis-mettmann", CODE])).content.decode()

    assert hidden >= 2
    assert page.count("geschützt") >= hidden
    assert "zu wenige Fälle" not in page


def test_every_picture_has_its_table_and_is_drawn_for_paper():
    release = make_published()
    tables = list(release.tables.all())
    shown = Shown(tables, list(published_figures(release.network)), "05158", names_of_places("05158", "Kreis Mettmann"))

    drawn = [pictures.picture_of(kind, shown, key="bild") for kind in PictureKind.values]

    for figure in [one for one in drawn if one]:
        assert figure.table.rows
        assert ElementTree.fromstring(printed(figure.svg)).get("width")


def test_unpublished_figures_are_no_page(client):
    make_protected()

    assert client.get(reverse("monitoring:indicator", args=["kreis-mettmann", CODE])).status_code == 404
    assert client.get(reverse("monitoring:figures_csv", args=["kreis-mettmann", CODE])).status_code == 404


def test_the_office_prepares_protects_and_lays_a_release_before_both_sides(client, django_capture_on_commit_callbacks):
    network = make_network()
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    speakers = make_speakers(network)
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    begun = {"title": "Abschlüsse", "publish_on": "2036-12-02", "publish_time": "10:00"}
    address = client.post(reverse("monitoring:release_new", args=[network.slug]), begun)["Location"]
    rows = "Erkrath;2023;;9;180\nHaan;2023;;2;150\nHilden;2023;;14;300\nRatingen;2023;;11;260"
    table = {
        "title": "Abgehende ohne Abschluss", "code": CODE, "part": "ohne", "whole": "alle", "source": "Beispiel",
        "rows": rows,
    }  # fmt: skip
    assert client.post(f"{address}/eigene-zahlen", table).status_code == 302
    for deed in ("schuetzen", "vorlegen"):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{address}/tun", {"tun": deed})
    page = client.get(address).content.decode()

    assert "Angriffstest: 0 berechenbar." in page
    assert all(speaker.full_name in page for speaker in speakers.values())


def test_a_line_that_does_not_fit_is_named_and_nothing_is_taken_over(client):
    network = make_network()
    office = make_role(network, "Frauke Amt", Role.OFFICE, Side.STATE)
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = client.post(reverse("monitoring:release_new", args=[network.slug]), {"title": "Neu"})["Location"]

    bad = {"title": "T", "code": "t", "part": "a", "whole": "b", "source": "s", "rows": "Erkrath;2023;;200;180"}
    answer = client.post(f"{address}/eigene-zahlen", bad)

    assert answer.status_code == 422
    assert "Zeile 1, Anzahl: „200“ passt nicht." in answer.content.decode()


def test_a_town_stands_once_in_the_funnel_even_if_it_is_released_by_groups_too(client):
    whole = new_table()
    halves = [
        row | {"group": group, "part": str(int(row["part"]) // 2 + extra), "whole": str(int(row["whole"]) // 2)}
        for row in whole.rows
        for group, extra in (("Mädchen", 0), ("Jungen", int(row["part"]) % 2))
    ]
    release = make_published(tables=[whole, new_table(halves, grouping="SEX")])
    names = names_of_places("05158", "Kreis Mettmann")
    figures = list(published_figures(release.network))

    figure = pictures.funnel(Shown(list(release.tables.all()), figures, "05158", names), key="bild")

    places = [row[0] for row in figure.table.rows]
    assert len(places) == len(set(places))
