"""What the worker calls again and again for this room."""

from datetime import datetime

from bildungsnetz.post.services import deliver_due, forget_old_messages


def deliver(*, now: datetime) -> int:
    """Send what is due; returns how many messages were dealt with."""
    counts = deliver_due(at=now)
    return counts.sent + counts.kept + counts.postponed + counts.failed + counts.bounced


def forget(*, now: datetime) -> int:
    """Delete messages whose time is over; returns how many."""
    return forget_old_messages(at=now)
