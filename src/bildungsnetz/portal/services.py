"""What the public sets in motion: the report of a barrier goes to the people in charge."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bildungsnetz.post.models import Message
from bildungsnetz.post.services import queue_mail


@transaction.atomic
def report_barrier(*, to: str, page: str, barrier: str, email: str, at: datetime) -> Message:
    """Send the report of a barrier (§ 10b BGG NRW) to the address the operator has named.

    ``email``: where an answer is wanted, may be empty. Nothing is stored but the message, which the outbox forgets.
    """
    lines = [
        _("Somebody has reported a barrier."),
        "",
        _("Page: %(page)s") % {"page": page or "–"},
        _("Answer wanted at: %(email)s") % {"email": email or _("no answer wanted")},
        "",
        barrier,
    ]
    return queue_mail(to=to, subject=_("A barrier was reported"), body="\n".join(lines), at=at)
