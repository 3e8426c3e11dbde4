"""What this room does: queue messages, deliver them, note what came back, forget them in time."""

from bildungsnetz.post.services.delivering import Counts, deliver_due, record_bounce, send_again
from bildungsnetz.post.services.forgetting import erase_person, forget_old_messages
from bildungsnetz.post.services.queueing import BadAddress, CalendarAttachment, queue_mail

__all__ = [
    "BadAddress",
    "CalendarAttachment",
    "Counts",
    "deliver_due",
    "erase_person",
    "forget_old_messages",
    "queue_mail",
    "record_bounce",
    "send_again",
]
