from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bildungsnetz.post.calendar import Attendee, CalendarEvent, feed, invitation, method_of

BERLIN = ZoneInfo("Europe/Berlin")
CHANGED = datetime(2027, 1, 29, 13, 7, tzinfo=UTC)
DUTY = CalendarEvent(uid="duty-7@netz.example.org", summary="Evaluation", start=date(2027, 3, 1), changed_at=CHANGED)
MEETING = CalendarEvent(
    uid="meeting-3@netz.example.org",
    summary="Lenkungskreis",
    start=datetime(2027, 5, 26, 14, 0, tzinfo=BERLIN),
    end=datetime(2027, 5, 26, 16, 30, tzinfo=BERLIN),
    location="Kreishaus, Raum 1; Erdgeschoss",
    description="TOP 1: Übergänge\nTOP 2: Größe",
    url="https://netz.example.org/termine/3",
    changed_at=CHANGED,
)
OFFICE = Attendee(name="Bildungsbüro; Kreis Beispiel", address="buero@example.org")
MEMBER = Attendee(name='Dr. Änne "Anna" Beispiel', address="anna@example.org")


def parsed(ics):
    return Calendar.from_ical(ics)


def only_event(ics):
    (event,) = parsed(ics).walk("VEVENT")
    return event


def test_feed_says_what_every_event_is():
    calendar = parsed(feed(name="Kreis Beispiel: Termine", events=[DUTY, MEETING]))

    assert {name: str(calendar[name]) for name in ("VERSION", "METHOD", "NAME", "X-WR-CALNAME")} == {
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "NAME": "Kreis Beispiel: Termine",
        "X-WR-CALNAME": "Kreis Beispiel: Termine",
    }
    assert [
        (str(event["UID"]), str(event["SUMMARY"]), event.decoded("DTSTART"), event.decoded("DTEND"))
        for event in calendar.walk("VEVENT")
    ] == [
        ("duty-7@netz.example.org", "Evaluation", date(2027, 3, 1), date(2027, 3, 2)),
        ("meeting-3@netz.example.org", "Lenkungskreis", MEETING.start, MEETING.end),
    ]


def test_texts_with_commas_umlauts_and_line_ends_come_back_whole():
    event = only_event(feed(name="x", events=[MEETING]))

    assert (str(event["LOCATION"]), str(event["DESCRIPTION"]), str(event["URL"])) == (
        "Kreishaus, Raum 1; Erdgeschoss",
        "TOP 1: Übergänge\nTOP 2: Größe",
        "https://netz.example.org/termine/3",
    )


def test_lines_are_no_longer_than_75_octets_and_end_in_crlf():
    ics = feed(name="ä" * 200, events=[replace(MEETING, summary="Größe und Übergänge, " * 30)])

    lines = ics.split(b"\r\n")
    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_summer_and_winter_time_follow_the_rule_in_force():
    zone = parsed(feed(name="x", events=[MEETING])).walk("VTIMEZONE")[0].to_tz()

    offsets = [
        datetime(2027, 1, 15, 12, tzinfo=zone).utcoffset(),
        datetime(2027, 3, 28, 1, 59, tzinfo=zone).utcoffset(),
        datetime(2027, 3, 28, 3, 0, tzinfo=zone).utcoffset(),
        datetime(2027, 7, 15, 12, tzinfo=zone).utcoffset(),
        datetime(2027, 11, 1, 12, tzinfo=zone).utcoffset(),
    ]
    assert offsets == [timedelta(hours=hours) for hours in (1, 1, 2, 2, 1)]


def test_moment_in_another_zone_is_written_in_local_time():
    ics = feed(name="x", events=[replace(MEETING, start=datetime(2027, 5, 26, 12, 0, tzinfo=UTC))])

    assert b"DTSTART;TZID=Europe/Berlin:20270526T140000" in ics


def test_same_events_give_the_same_bytes():
    assert feed(name="x", events=[DUTY, MEETING]) == feed(name="x", events=[DUTY, MEETING])


def test_day_makes_nobody_busy_and_an_hour_does():
    transparency = [str(only_event(feed(name="x", events=[event]))["TRANSP"]) for event in (DUTY, MEETING)]

    assert transparency == ["TRANSPARENT", "OPAQUE"]


def test_invitation_asks_every_member_for_an_answer():
    ics = invitation(event=MEETING, organizer=OFFICE, attendees=[MEMBER])

    event = only_event(ics)
    assert str(parsed(ics)["METHOD"]) == method_of(MEETING) == "REQUEST"
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == (
        "mailto:buero@example.org",
        "Bildungsbüro; Kreis Beispiel",
    )
    assert str(event["ATTENDEE"]) == "mailto:anna@example.org"
    assert {name: event["ATTENDEE"].params[name] for name in ("ROLE", "PARTSTAT", "RSVP")} == {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_cancellation_names_the_same_event_with_a_higher_number():
    event = replace(MEETING, cancelled=True, sequence=2)

    ics = invitation(event=event, organizer=OFFICE, attendees=[MEMBER])

    cancelled = only_event(ics)
    assert str(parsed(ics)["METHOD"]) == "CANCEL"
    assert (str(cancelled["UID"]), str(cancelled["STATUS"]), cancelled["SEQUENCE"]) == (MEETING.uid, "CANCELLED", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": datetime(2027, 5, 26, 14, 0)},
        {"changed_at": datetime(2027, 1, 1)},
        {"end": date(2027, 5, 27)},
        {"end": MEETING.start},
        {"start": date(2027, 5, 27), "end": date(2027, 5, 27)},
        {"uid": ""},
    ],
    ids=["no zone", "changed without zone", "day and moment", "no length", "end inclusive", "no uid"],
)
def test_event_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"zone|both|exclusive|name"):
        replace(MEETING, **wrong)


def test_control_characters_do_not_get_into_a_calendar():
    event = only_event(feed(name="x", events=[replace(MEETING, summary="eins\0zwei\x1b\r\ndrei")]))

    assert str(event["SUMMARY"]) == "einszwei\ndrei"


# Without control characters, see above.
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(summary=printable, description=printable, location=printable)
def test_any_text_comes_back_as_it_was(summary, description, location):
    event = replace(MEETING, summary=summary, description=description, location=location)

    read = only_event(feed(name="x", events=[event]))

    assert (str(read["SUMMARY"]), str(read.get("DESCRIPTION", "")), str(read.get("LOCATION", ""))) == (
        summary,
        description,
        location,
    )


@given(st.text(max_size=100))
def test_no_text_adds_a_line_of_its_own(text):
    lines = feed(name="x", events=[replace(MEETING, summary=f"{text}\r\nATTENDEE:mailto:x@example.org")]).split(b"\r\n")

    assert not any(line.startswith(b"ATTENDEE") for line in lines)
