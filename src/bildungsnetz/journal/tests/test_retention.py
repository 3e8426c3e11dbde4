"""Nothing that may tell something about a person is stored without purpose and deletion rule."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import bildungsnetz
from bildungsnetz.accounts.models import User
from bildungsnetz.journal.retention import classification_of, personal_data

pytestmark = pytest.mark.once
TELLING = (
    models.CharField,
    models.TextField,
    models.FileField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
)
# Tables without anything personal that libraries bring along: rights are given by our own roles.
LIBRARIES_WITHOUT_PEOPLE = {
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "sites.Site",
    "socialaccount.SocialApp",
    # Empty as long as no room queues tasks, which a test below makes sure of.
    "django_tasks_database.DBTaskResult",
}


def telling_fields(model):
    return {
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, TELLING) or field.related_model is User
    }


def unclassified():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in LIBRARIES_WITHOUT_PEOPLE:
            continue
        said = classification_of(model)
        classified = said.personal | said.impersonal if said else frozenset()
        yield from (f"{model._meta.label}.{name}" for name in sorted(telling_fields(model) - classified))


def test_every_field_that_may_tell_something_about_a_person_is_classified():
    assert list(unclassified()) == []


def test_no_room_queues_tasks_whose_arguments_nobody_has_classified():
    package = Path(bildungsnetz.__file__).parent
    sources = [path for path in package.rglob("*.py") if "tests" not in path.parts]

    assert len(sources) > 100
    assert [path.name for path in sources if ".enqueue(" in path.read_text(encoding="utf-8")] == []


def test_what_is_classified_exists_and_personal_fields_have_purpose_and_deletion_rule():
    faults = []
    for model in apps.get_models():
        if said := classification_of(model):
            names = {field.name for field in model._meta.concrete_fields}
            faults += [f"{model._meta.label}.{name}" for name in (said.personal | said.impersonal) - names]
            faults += [model._meta.label] if said.personal and not (said.purpose and said.deleted_when) else []

    assert faults == []


def test_personal_fields_without_purpose_are_refused():
    with pytest.raises(ValueError, match="purpose"):
        personal_data(personal=["name"])


def test_accounts_say_themselves_what_is_personal():
    assert classification_of(User).personal >= {"email", "full_name"}
