"""The files that calendar programs read (RFC 5545, RFC 5546).

A title is neutral: a reference in place of every name, so that a lock screen, a shared
calendar or a lost telephone tells nobody what the meeting is about. The library folds lines
at 75 octets and ends them with CR LF.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.conf import settings
from icalendar import Calendar, Component, Event, Timezone, vCalAddress, vText

from cpms.documents.calendars.models import CalendarEntry
from cpms.timescales.calendar import as_london

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Child protection service//Meetings//EN"

_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def invitation(entry: CalendarEntry) -> bytes:
    """Return the file that puts the meeting into a calendar, moves it or takes it out."""
    method = "CANCEL" if entry.is_cancelled else "REQUEST"
    event = _event(entry)
    event.add("organizer", _organizer())
    event.add("attendee", _attendee(entry))
    if entry.place:
        event.add("location", entry.place)
    event.add("description", f"Read your letter for more. Reference {entry.reference}.")
    return _calendar([event], method)


def feed(entries: Iterable[CalendarEntry]) -> bytes:
    """Return a person's meetings: neutral titles and times, no place and no name."""
    return _calendar([_event(entry) for entry in entries], "PUBLISH")


def _calendar(events: Iterable[Event], method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_london())
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{_domain()}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", _local(entry.starts_at))
    event.add("dtend", _local(entry.ends_at))
    event.add("summary", f"Meeting {entry.reference}")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _local(moment: datetime) -> datetime:
    """Write the London clock, so that 10:00 stays 10:00 when the clocks change."""
    return as_london(moment)


def _organizer() -> vCalAddress:
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organizer.params["cn"] = vText(settings.PARTNERSHIP_NAME)
    return organizer


def _attendee(entry: CalendarEntry) -> vCalAddress:
    """Name the person alone. Who has no e-mail address is named by a number."""
    address = f"mailto:{entry.email}" if entry.email else f"urn:uuid:{entry.uid}"
    attendee = vCalAddress(address)
    attendee.params["cn"] = vText(entry.name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("FALSE")
    return attendee


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2]


@cache
def _london() -> Component:
    return Timezone.from_ical(_LONDON)
