"""Messages for tests."""

from datetime import UTC, datetime

import factory

from bildungsnetz.post.models import Message

NOW = datetime(2027, 1, 29, 13, 7, tzinfo=UTC)


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    to_address = factory.Sequence(lambda n: f"person{n}@example.org")
    sender = "Bildungsnetz Kreis Beispiel"
    subject = "Zustimmung nötig"
    body = "Guten Tag,\n\nbitte lesen Sie die Fassung 3.\n"
    created_at = NOW
    not_before = NOW
