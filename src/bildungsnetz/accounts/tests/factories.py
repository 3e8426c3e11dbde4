from datetime import UTC, datetime

import factory

from bildungsnetz.accounts.models import User

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "Der Kastanienbaum blüht im Mai"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return User.objects.create_user(kwargs.pop("email"), kwargs.pop("password", None), **kwargs)
