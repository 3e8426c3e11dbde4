import pytest
from django.apps import apps
from django.db import models

from bildungsnetz.accounts.classified import PERSONAL_OF_LIBRARIES
from bildungsnetz.accounts.models import User

OWN = {model._meta.label: model.PERSONAL for model in apps.get_app_config("accounts").get_models()}
TELLING = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.BinaryField)


@pytest.mark.once
@pytest.mark.parametrize(("label", "said"), [*OWN.items(), *PERSONAL_OF_LIBRARIES.items()])
def test_every_text_and_every_tie_to_a_person_is_classified(label, said):
    telling = {
        field.name
        for field in apps.get_model(label)._meta.concrete_fields
        if isinstance(field, TELLING) or field.related_model is User
    }

    assert telling - set(said["personal"]) - set(said["impersonal"]) == set()
    assert said["purpose"]
    assert said["deleted_when"]


@pytest.mark.once
def test_no_table_of_sign_in_is_forgotten():
    labels = {model._meta.label for model in apps.get_models() if model._meta.app_label in LIBRARIES}

    assert labels - set(PERSONAL_OF_LIBRARIES) == {"socialaccount.SocialApp"}


LIBRARIES = ("account", "mfa", "socialaccount", "usersessions", "sessions")
