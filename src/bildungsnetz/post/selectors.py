"""What the operator sees of the outbox."""

from django.db.models import Count, QuerySet

from bildungsnetz.post.models import Message, State


def recent_messages(*, limit: int = 100) -> QuerySet[Message]:
    """Messages, latest first; in the demonstration these are read instead of being sent."""
    return Message.objects.select_related("person").order_by("-created_at", "-pk")[:limit]


def undelivered_messages() -> QuerySet[Message]:
    """Messages that failed or came back, latest first: somebody must look at them."""
    return Message.objects.filter(state__in=[State.FAILED, State.BOUNCED]).order_by("-tried_at", "-pk")


def messages_by_state() -> dict[str, int]:
    """How many messages stand where; states without messages are there with 0."""
    found = dict(Message.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    return {state: found.get(state, 0) for state in State.values}
