"""Dates as iCalendar (RFC 5545): feeds to subscribe to, invitations to answer (RFC 5546)."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

PRODUCT = "-//Bildungsnetz//Bildungsnetz//DE"
ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class CalendarEvent:
    """One date. A ``date`` as start is an all-day event, an aware ``datetime`` a moment.

    ``uid`` never changes while the event is the same; ``sequence`` grows with each change of time or place.
    ``end`` is exclusive: the day after the last one, or the moment when it is over; None means one day or no length.
    """

    uid: str
    summary: str
    start: date | datetime
    changed_at: datetime
    end: date | datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False

    def __post_init__(self) -> None:
        if not self.uid:
            raise ValueError("an event needs a lasting name of its own (uid)")
        moments = [moment for moment in (self.start, self.end) if isinstance(moment, datetime)]
        if any(moment.tzinfo is None for moment in (*moments, self.changed_at)):
            raise ValueError("a moment needs its time zone")
        if self.end is not None:
            if isinstance(self.start, datetime) != isinstance(self.end, datetime):
                raise ValueError("start and end are both days or both moments")
            if self.end <= self.start:
                raise ValueError("the end is exclusive and lies after the start")


@dataclass(frozen=True)
class Attendee:
    """A person who invites or is invited."""

    name: str
    address: str


def feed(*, name: str, events: Iterable[CalendarEvent], refresh: timedelta = timedelta(hours=12)) -> bytes:
    """Write a calendar to subscribe to; the same events give the same bytes. ``refresh`` advises the reader."""
    calendar = _calendar(method="PUBLISH")
    calendar.add("NAME", _plain(name))
    # Outlook and Google read only the older name.
    calendar.add("X-WR-CALNAME", _plain(name))
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", f"PT{int(refresh.total_seconds() // 3600)}H")
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical(sorted=False))


def invitation(*, event: CalendarEvent, organizer: Attendee, attendees: Iterable[Attendee]) -> bytes:
    """Write an invitation; for a cancelled event its cancellation (method CANCEL, same UID, higher sequence)."""
    calendar = _calendar(method=method_of(event))
    component = _component(event)
    component.add("ORGANIZER", _address(organizer))
    for attendee in attendees:
        component.add("ATTENDEE", _invited(attendee))
    calendar.add_component(component)
    return bytes(calendar.to_ical(sorted=False))


def method_of(event: CalendarEvent) -> str:
    """Return the method of an event's invitation: REQUEST, or CANCEL once it is cancelled."""
    return "CANCEL" if event.cancelled else "REQUEST"


def _calendar(*, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    calendar.add_component(_berlin())
    return calendar


def _berlin() -> Timezone:
    """Describe Central European Time by its rule, in force since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("TZID", ZONE.key)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, winter, summer),
        (TimezoneStandard(), "CET", 10, 3, summer, winter),
    ):
        part.add("TZNAME", name)
        part.add("DTSTART", _last_sunday(1996, month).replace(hour=hour))
        part.add("RRULE", vRecur(FREQ="YEARLY", BYMONTH=month, BYDAY="-1SU"))
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        zone.add_component(part)
    return zone


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001  # March and October; RFC 5545 wants local time without zone here
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("UID", event.uid)
    component.add("DTSTAMP", event.changed_at.astimezone(UTC))
    component.add("LAST-MODIFIED", event.changed_at.astimezone(UTC))
    component.add("SEQUENCE", event.sequence)
    component.add("SUMMARY", _plain(event.summary))
    component.add("DTSTART", _local(event.start))
    if event.end is not None:
        component.add("DTEND", _local(event.end))
    elif not isinstance(event.start, datetime):
        component.add("DTEND", event.start + timedelta(days=1))
    for name in ("description", "location", "url"):
        if value := getattr(event, name):
            component.add(name.upper(), _plain(value))
    component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    # A duty or a day of the school year does not make anybody busy; an hour does.
    component.add("TRANSP", "OPAQUE" if isinstance(event.start, datetime) else "TRANSPARENT")
    return component


def _plain(text: str) -> str:
    """Take out control characters, which RFC 5545 (3.1) forbids; line ends and tabs stay."""
    return "".join(character for character in text if character in "\n\t" or unicodedata.category(character) != "Cc")


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(ZONE) if isinstance(moment, datetime) else moment


def _address(attendee: Attendee) -> vCalAddress:
    address = vCalAddress(f"mailto:{attendee.address}")
    address.params["CN"] = vText(attendee.name)
    return address


def _invited(attendee: Attendee) -> vCalAddress:
    address = _address(attendee)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address
