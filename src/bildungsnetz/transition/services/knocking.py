"""Trying codes at random: a pause after some wrong ones, the same answer whether a code exists or not."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.crypto import salted_hmac

from bildungsnetz.transition.models import Knock

PAUSE = timedelta(minutes=10)
WRONG_PER_BROWSER = 5
# A whole school may sit behind one address; with 39 bits in a code even this many tries find none in centuries.
WRONG_PER_ADDRESS = 60
FORGOTTEN_AFTER = timedelta(days=1)


def must_pause(*, address: str, at: datetime) -> bool:
    """Say whether too many wrong codes came from a network address within ten minutes."""
    found = Knock.objects.filter(source=_source(address), began_at__gt=at - PAUSE).first()
    return found is not None and found.failures >= WRONG_PER_ADDRESS


def note_failure(*, address: str, at: datetime) -> None:
    """Count a wrong code; the count is added up in the database, so that tries at the same moment all count."""
    source = _source(address)
    Knock.objects.get_or_create(source=source, defaults={"began_at": at})
    Knock.objects.filter(source=source, began_at__lte=at - PAUSE).update(began_at=at, failures=0)
    Knock.objects.filter(source=source).update(failures=F("failures") + 1)


def forget_old(*, now: datetime) -> int:
    """Delete what was counted a day ago; returns how many addresses."""
    return Knock.objects.filter(began_at__lt=now - FORGOTTEN_AFTER).delete()[0]


def _source(address: str) -> str:
    return salted_hmac("bildungsnetz.transition.knock", address, algorithm="sha256").hexdigest()
