"""What a slot would break: nothing here forbids it, everything is said (CF-03, CF-11, FA-02)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings

from conferences import timeliness
from conferences.assistant.known import Known
from conferences.assistant.slots import Slot, expected
from cpms.design.formats import day as written
from cpms.design.formats import plural
from cpms.timescales.calendar import age_on, at_clock

SCHOOL_AGE = range(4, 17)
FETCHED_UNTIL = 11
"""Up to which age a child is fetched from school by somebody."""


def broken_by(slot: Slot, known: Known) -> tuple[str, ...]:
    """Return a sentence for each wish that this slot would break."""
    wishes = (_reports, _police, _interpreter, _elsewhere, _school, _room, _capacity)
    return tuple(sentence for wish in wishes for sentence in wish(slot, known))


def _notice(slot: Slot, known: Known) -> int:
    return known.calendar.working_days_between(known.today, slot.day)


def _days(number: int) -> str:
    return plural(max(number, 0), "working day", "working days")


def _reports(slot: Slot, known: Known) -> Iterator[str]:
    """Reports keep their days before the conference (CF-11)."""
    due_on = timeliness.reports_due_for(slot.starts_at)
    if due_on <= known.today:
        yield f"Reports would be due on {written(due_on)}: no time is left to write them (CF-11)."


def _police(slot: Slot, known: Known) -> Iterator[str]:
    wished = settings.POLICE_NOTICE_DAYS
    if known.has_police() and _notice(slot, known) < wished:
        yield f"The police get {_days(_notice(slot, known))} of notice and wish for {wished}."


def _interpreter(slot: Slot, known: Known) -> Iterator[str]:
    wished = settings.INTERPRETER_NOTICE_DAYS
    for language in known.languages():
        if _notice(slot, known) < wished:
            yield (
                f"The interpreter ({language}) gets {_days(_notice(slot, known))} of notice and "
                f"wishes for {wished} (FA-02)."
            )


def _elsewhere(slot: Slot, known: Known) -> Iterator[str]:
    meeting = [one.pk for one in known.booked if one.meets(slot.starts_at, slot.ends_at)]
    busy = {pk for number in meeting for pk in known.invited_elsewhere.get(number, ())}
    for row in known.invitations:
        if row.practitioner_id in busy:
            yield f"{row.name} is invited to another conference at that time."
        elif row.practitioner and known.is_away(row.practitioner.user_id, slot.day):
            yield f"{row.name} is away on that day."


def _school(slot: Slot, known: Known) -> Iterator[str]:
    opens, closes = (_hour(slot.day, text) for text in _school_hours())
    comes = {child.pk for child in known.children_who_come()}
    for child in known.children:
        if child.date_of_birth is None:
            continue
        age = age_on(child.date_of_birth, slot.day)
        name = child.given_name or child.name
        if child.pk in comes and age in SCHOOL_AGE:
            if slot.starts_at < closes and slot.ends_at > opens:
                yield f"Takes {name} out of school, if it is term time (CF-09)."
        elif age in SCHOOL_AGE and age < FETCHED_UNTIL and slot.starts_at < closes < slot.ends_at:
            yield f"Meets while {name} is fetched from school, if it is term time."


def _school_hours() -> tuple[str, str]:
    return settings.SCHOOL_OPENS, settings.SCHOOL_CLOSES


def _hour(day: date, text: str) -> datetime:
    return at_clock(day, time.fromisoformat(text))


def _room(slot: Slot, known: Known) -> Iterator[str]:
    room, wanted = slot.room, expected(known)
    if room and room.seats is not None and room.seats < wanted:
        yield f"{room} holds {room.seats}; {wanted} are expected."
    if room and known.has_access_needs() and not room.is_step_free:
        yield f"Access needs are on record, and {room} is not known to be step-free (FA-02)."


def _capacity(slot: Slot, known: Known) -> Iterator[str]:
    has, takes = known.load(slot.chair.pk, slot.day), known.capacity(slot.chair.pk)
    if has >= takes:
        yield f"{slot.chair} has {plural(has, 'conference')} in that week and takes {takes}."
