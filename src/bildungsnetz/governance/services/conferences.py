"""Registration for a conference: places, a waiting list in order of arrival, attendance at the door."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import LinkRevoked, issue_link, open_link, revoke_link
from bildungsnetz.governance.models import Meeting, MeetingStatus, Registration, RegistrationStatus
from bildungsnetz.governance.services import notices
from bildungsnetz.governance.services.errors import AlreadyRegistered, NotRegistered, RegistrationClosed
from bildungsnetz.journal.services import record

PURPOSE = "conference registration"
Address = Callable[[str], str]


@transaction.atomic
def open_registration(*, meeting: Meeting, capacity: int, until: date, by: User, at: datetime) -> Meeting:
    """Open registration for a meeting, or change its places and last day; new places go to the waiting list."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    changes = {"capacity": [held.capacity, capacity], "registration_until": [None, until.isoformat()]}
    held.capacity, held.registration_until = capacity, until
    held.save(update_fields=["capacity", "registration_until"])
    record(chain=held.body.network.journal_chain, subject=held, action="registration opened", by=by, at=at,
           changes=changes)  # fmt: skip
    return held


def takes_registrations(meeting: Meeting, *, on: date) -> bool:
    """Say whether somebody can register on a day."""
    if meeting.status == MeetingStatus.CANCELLED or meeting.registration_until is None:
        return False
    return on <= meeting.registration_until


@transaction.atomic
def register(
    *, meeting: Meeting, name: str, email: str, institution: str, address: Address, at: datetime
) -> Registration:
    """Reserve a place, or one on the waiting list, and send the address by which it can be given back.

    Raises: RegistrationClosed; AlreadyRegistered if there is a running registration from this address.
    """
    # Lock: the last place goes to one of two who register in the same second.
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not takes_registrations(held, on=timezone.localdate(at)):
        raise RegistrationClosed()
    running = held.registrations.exclude(status=RegistrationStatus.CANCELLED)
    if running.filter(email__iexact=email).exists():
        raise AlreadyRegistered()
    taken = running.filter(status=RegistrationStatus.REGISTERED).count()
    is_free = held.capacity is None or taken < held.capacity
    registration = Registration.objects.create(
        meeting=held, name=name, email=email.lower(), institution=institution, registered_at=at,
        status=RegistrationStatus.REGISTERED if is_free else RegistrationStatus.WAITING,
    )  # fmt: skip
    _tell(registration, address, at)
    return registration


def registration_behind(*, token: str, at: datetime) -> Registration:
    """Return the registration an address belongs to. Raises: LinkProblem."""
    link = open_link(token=token, purpose=PURPOSE, at=at)
    key = int(link.subject.partition(":")[2])
    found = Registration.objects.select_related("meeting__body__network").filter(pk=key).first()
    if found is None:
        raise LinkRevoked
    return found


@transaction.atomic
def give_back(*, registration: Registration, address: Address, at: datetime) -> Registration | None:
    """Give a place back; the first on the waiting list gets it and is told. Returns who moved up, if anybody."""
    meeting = Meeting.objects.select_for_update().get(pk=registration.meeting_id)
    had_place = registration.status == RegistrationStatus.REGISTERED
    registration.status, registration.attended_at = RegistrationStatus.CANCELLED, None
    registration.save(update_fields=["status", "attended_at"])
    for link in SignedLink.objects.filter(purpose=PURPOSE, subject=_subject(registration), revoked_at=None):
        revoke_link(link=link, at=at)
    waiting = meeting.registrations.filter(status=RegistrationStatus.WAITING).order_by("registered_at", "pk").first()
    if not had_place or waiting is None:
        return None
    waiting.status = RegistrationStatus.REGISTERED
    waiting.save(update_fields=["status"])
    _tell(waiting, address, at, moved_up=True)
    return waiting


@transaction.atomic
def note_arrival(*, registration: Registration, by: User, at: datetime) -> Registration:
    """Note at the door that somebody has come. Raises: NotRegistered for whoever waits or has given the place back."""
    if registration.status != RegistrationStatus.REGISTERED:
        raise NotRegistered()
    registration.attended_at = at
    registration.save(update_fields=["attended_at"])
    meeting = registration.meeting
    record(chain=meeting.body.network.journal_chain, subject=meeting, action="arrival noted", by=by, at=at)
    return registration


def _subject(registration: Registration) -> str:
    return f"governance.registration:{registration.pk}"


def _tell(registration: Registration, address: Address, at: datetime, *, moved_up: bool = False) -> None:
    _link, token = issue_link(
        purpose=PURPOSE, subject=_subject(registration), person=None, expires_at=registration.meeting.ends_at,
        by=None, at=at, max_uses=None,
    )  # fmt: skip
    notices.tell_registration(registration=registration, cancel_url=address(token), at=at, moved_up=moved_up)
