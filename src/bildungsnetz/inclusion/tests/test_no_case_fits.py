"""No model, form, log or export of this room can hold a person's case: by looking at all of them, and by trying."""

import csv
import io
import logging

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, models
from django.urls import reverse

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion import forms as form_package
from bildungsnetz.inclusion.persons import no_case, sounds_like_a_case
from bildungsnetz.inclusion.tests.factories import NOW, make_need, make_office
from bildungsnetz.intake.services import preview_import
from bildungsnetz.journal.retention import classification_of
from bildungsnetz.networks.tests.factories import make_network

pytestmark = pytest.mark.django_db
PLANTED = "Schlehenfeuer"
# Every text of this room that is neither a choice nor a key: short, public, of an institution or a plan.
TEXTS_OF_INSTITUTIONS = {
    "SupportSchool.name",
    "Scenario.title",
    "GuideContact.office",
    "GuideContact.phone",
    "GuideContact.email",
    "GuideContact.web",
    "GuideDate.title",
    "GuideDate.web",
}
# An address of an office; its own form decides what it may look like.
ADDRESSES = {"GuideContact.email", "GuideContact.web", "GuideDate.web"}
KEYS = {"town", "school_number", "school_type", "code", "focus"}


def room_models():
    return list(apps.get_app_config("inclusion").get_models())


def room_forms():
    import importlib
    import pkgutil

    found = []
    for module in pkgutil.iter_modules(form_package.__path__, f"{form_package.__name__}."):
        members = vars(importlib.import_module(module.name)).values()
        found += [
            one
            for one in members
            if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == module.name
        ]
    return found


def test_no_model_points_at_a_person_and_none_is_classified_as_personal():
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in room_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is User
    ]

    assert pointing == []
    assert [model.__name__ for model in room_models() if classification_of(model).personal] == []


def test_models_hold_keys_choices_numbers_and_days_only():
    allowed = (models.AutoField, models.IntegerField, models.DecimalField, models.BooleanField, models.ForeignKey)
    odd = set()
    for model in room_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, allowed) and not isinstance(field, models.CharField):
                continue
            if isinstance(field, models.DateField) or field.choices or field.name in KEYS:
                continue
            odd.add(f"{model.__name__}.{field.name}")

    assert odd == TEXTS_OF_INSTITUTIONS


def test_no_table_counts_persons_by_their_birthday_sex_or_nationality():
    words = ("birth", "sex", "gender", "nation", "diagnos", "case", "report", "first_name", "last_name", "pupil_id")
    names = [f"{model.__name__}.{field.name}" for model in room_models() for field in model._meta.concrete_fields]

    assert [name for name in names if any(word in name.lower() for word in words)] == []


def test_every_text_of_a_model_or_form_refuses_what_sounds_like_a_case():
    texts = [
        (f"{model.__name__}.{field.name}", field)
        for model in room_models()
        for field in model._meta.concrete_fields
        if f"{model.__name__}.{field.name}" in TEXTS_OF_INSTITUTIONS - ADDRESSES
    ]
    texts += [
        (f"{form.__name__}.{name}", field)
        for form in room_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField | forms.URLField)
    ]

    without = [name for name, field in texts if no_case not in field.validators]
    assert without == []


@pytest.mark.parametrize(
    "text",
    [
        "Mia, geb. 3.4.2017",
        "Diagnose F84.0",
        "Gutachten zum Kind Mia",
        "Schüler Max braucht Begleitung",
        "Aktenzeichen 40-2-17",
        "12.03.2016",
        "Mutter von Mia",
    ],
)
def test_what_sounds_like_a_case_is_refused(text):
    with pytest.raises(ValidationError):
        no_case(text)


@pytest.mark.parametrize(
    "text", ["Neue Lerngruppe an der Gesamtschule Hilden", "Anmeldung bis 15. Februar", "Schulamt, Beratungsstelle"]
)
def test_what_is_about_places_is_not(text):
    assert not sounds_like_a_case(text)


def list_of(header, *rows):
    return "\n".join(";".join(row) for row in (header, *rows)).encode()


HEADER = ("Schuljahr", "Ort", "Förderschwerpunkt", "Jahrgang", "Schulform", "Anzahl mit Förderbedarf")
SOUND = ("2026/27", "Mettmann", "LE", "5", "15", "12")


def everything_stored():
    """All text of all tables, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(found)


@pytest.mark.parametrize(
    "content",
    [
        list_of((*HEADER, "Name"), (*SOUND, PLANTED)),
        list_of((*HEADER, "Geburtsdatum", "Vorname"), (*SOUND, "03.04.2017", PLANTED)),
        list_of(HEADER, (*SOUND[:1], PLANTED, *SOUND[2:])),
        list_of(HEADER, (*SOUND[:2], PLANTED, *SOUND[3:])),
        list_of(HEADER, (*SOUND[:4], PLANTED, SOUND[5])),
        list_of(HEADER, (*SOUND[:5], PLANTED)),
        list_of(HEADER, (*SOUND[:3], PLANTED, *SOUND[4:])),
        list_of(HEADER, (PLANTED, *SOUND[1:])),
    ],
)
def test_a_name_planted_in_a_list_reaches_no_table_no_log_and_no_kept_file(content, caplog):
    make_network()
    caplog.set_level(logging.DEBUG)

    run = preview_import(name="liste.csv", content=content, scope="kreis-mettmann", by=None, at=NOW)

    assert PLANTED not in everything_stored()
    assert PLANTED not in caplog.text
    assert not run.stored or PLANTED.encode() not in default_storage.open(run.stored.name).read()


def test_a_planted_name_in_a_form_reaches_nothing(client):
    network = make_network()
    office = make_office(network)
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    right = {"year": "2026", "town": "05158024", "grade": "5", "school_type": "15", "focus": "LE", "count": "3"}

    for name in right:
        client.post(reverse("inclusion:need_new", args=[network.slug]), {**right, name: PLANTED, "name": PLANTED})

    assert PLANTED not in everything_stored()


def test_the_export_has_fixed_columns_of_counts(client):
    network = make_network()
    make_need(network)
    client.force_login(make_office(network), backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(reverse("inclusion:balance_csv", args=[network.slug])).content.decode("utf-8-sig")

    header, *rows = csv.reader(io.StringIO(answer), delimiter=";")
    assert header == ["Schuljahr", "Gemeindeschlüssel", "Stadt", "Förderschwerpunkt", "Plätze", "Bedarf", "Stand"]
    assert {len(row) for row in rows} == {len(header)}


def test_the_network_is_the_only_thing_a_count_knows_beside_its_cell():
    fields = {field.name for field in apps.get_model("inclusion", "NeedCount")._meta.concrete_fields}

    assert fields == {
        "id", "network", "town", "grade", "school_type", "year", "origin", "run", "focus", "count",
    }  # fmt: skip
