"""A message of the outbox as the e-mail that travels."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from bildungsnetz.post.models import Message

INVITATION_NAME = "termin.ics"


def as_mail(message: Message) -> EmailMultiAlternatives:
    """Turn a message into an e-mail: plain text, the caller's sender name, the calendar entry if there is one.

    The entry goes along twice, as RFC 6047 readers and mere attachment savers expect: as an alternative of the text
    with its method, and as a file.
    """
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        from_email=formataddr((message.sender, address)),
        to=[message.to_address],
        headers={
            "Message-ID": f"<{message.key}@{address.rpartition('@')[2]}>",
            # RFC 3834: asks machines not to answer, so that no absence notes come back to the programme.
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    if message.calendar:
        kind = f"text/calendar; method={message.calendar_method}"
        mail.attach_alternative(message.calendar, kind)
        mail.attach(INVITATION_NAME, message.calendar.encode(), "application/ics")
    return mail
