"""Nothing that may tell something about a person is stored without purpose and deletion rule."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django_tasks.base import Task

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
    # Holds arguments of tasks; a test below makes sure that these are numbers of rows and nothing else.
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


def test_the_queue_of_tasks_holds_numbers_of_rows_and_nothing_else():
    package = Path(bildungsnetz.__file__).parent
    sources = [path for path in package.rglob("*.py") if "tests" not in path.parts]
    modules = [
        import_module(".".join(path.relative_to(package.parent).with_suffix("").parts))
        for path in sources
        if "django_tasks import" in path.read_text(encoding="utf-8")
    ]
    tasks = [found for module in modules for found in vars(module).values() if isinstance(found, Task)]

    assert (len(sources) > 100, len(tasks) >= 2) == (True, True)
    assert [task.name for task in tasks if set(task.func.__annotations__.values()) != {int, None}] == []


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
