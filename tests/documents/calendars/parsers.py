"""A calendar file as two programs read it that share no code: icalendar and vobject."""

import icalendar
import vobject

LONGEST_LINE = 75


def checked(content):
    """Return the events of a file that keeps the standard; fail where one parser differs."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= LONGEST_LINE
    theirs = icalendar.Calendar.from_ical(content)
    others = vobject.readOne(content.decode())
    assert theirs.errors == []
    assert [event.errors for event in theirs.walk("VEVENT")] == [[] for _ in theirs.walk("VEVENT")]
    assert others.validate(raiseException=True)
    assert [zone["TZID"] for zone in theirs.walk("VTIMEZONE")] == ["Europe/London"]
    events = theirs.walk("VEVENT")
    also = getattr(others, "vevent_list", [])
    assert [str(one["UID"]) for one in events] == [one.uid.value for one in also]
    for one, other in zip(events, also, strict=True):
        assert one["DTSTART"].dt == other.dtstart.value
        assert one["DTEND"].dt == other.dtend.value
        assert str(one["SEQUENCE"]) == other.sequence.value
        assert str(one["SUMMARY"]) == other.summary.value
    return events


def method_of(content):
    """Return what the file asks a calendar to do."""
    return str(icalendar.Calendar.from_ical(content)["METHOD"])
