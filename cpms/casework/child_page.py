"""The child's page: what is due, drawn and listed, what happened, and who is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from conferences.models import Conference
from core_groups.models import CoreGroupMeeting
from cpms.accounts.models import User
from cpms.casework import clock_strip
from cpms.casework.ownership import named
from cpms.casework.places import place, place_of
from cpms.children.models import Child
from cpms.design.formats import day, moment
from cpms.records.chronology import sentence, standing
from cpms.records.corrections import may_correct
from cpms.records.models import Event
from cpms.timescales.calendar import local_day
from cpms.timescales.models import Deadline
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import Shown, shown

HELD = {
    "strategy_discussion.held": "Strategy discussion",
    "conference.held": "Conference",
    "core_group_meeting.held": "Core group",
}
KEY_EVENTS = {*HELD, "decision.plan_made", "decision.plan_ended", "plan.ended", "child.born"}
SHORT_KINDS = {
    "initial": "Initial conf.",
    "pre_birth": "Pre-birth conf.",
    "review": "Review conf.",
}
CHRONOLOGY_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One line of the chronology, as the timeline component draws it."""

    title: str
    note: str
    href: str
    is_key: bool
    entered: str
    correct_href: str = ""


@dataclass(frozen=True)
class Overview:
    """What the child's page shows below the banner."""

    next: Shown | None
    running: list[Shown]
    closed: list[Shown]
    strip: clock_strip.Strip | None
    chronology: list[Line]
    events: int


def overview(child: Child, user: User, today: date, now: datetime) -> Overview:
    """Read the child's clocks and chronology, each once."""
    events = list(Event.objects.of(child).select_related("entered_by"))
    deadlines = list(Deadline.objects.filter(child=child).select_related("child", "started_by"))
    calendar = working_days()
    who = named(deadlines, today, user)
    rows = shown(deadlines, today=today, now=now, calendar=calendar, who=who)
    for row in rows:
        row.href = place_of(row.deadline)
    running = [row for row in rows if row.deadline.is_open]
    closed = [row for row in rows if row.deadline.met_on]
    return Overview(
        next=running[0] if running else None,
        running=running,
        closed=sorted(closed, key=lambda row: row.due, reverse=True),
        strip=clock_strip.strip(meetings(child, events), rows, today, calendar),
        chronology=[line(event, child) for event in reversed(events[-CHRONOLOGY_SHOWN:])],
        events=len(events),
    )


def meetings(child: Child, events: Sequence[Event]) -> list[clock_strip.Meeting]:
    """Return the meetings held, as the chronology has them, and those booked."""
    held = [
        clock_strip.Meeting(event.happened_on, _held(event), is_held=True)
        for event in standing(events)
        if event.name in HELD
    ]
    return [*held, *_booked(child)]


def _held(event: Event) -> str:
    return SHORT_KINDS.get(str(event.facts.get("kind")), HELD[event.name])


def _booked(child: Child) -> list[clock_strip.Meeting]:
    conferences = Conference.objects.filter(
        decisions__child=child, state__in=["scheduled", "convened", "opened"]
    ).values_list("kind", "scheduled_at")
    groups = CoreGroupMeeting.objects.filter(group__plan__child=child, state="planned")
    booked = [(SHORT_KINDS.get(kind, "Conference"), at) for kind, at in conferences if at]
    booked += [("Core group", at) for at in groups.values_list("planned_at", flat=True)]
    return [clock_strip.Meeting(local_day(at), what, is_held=False) for what, at in booked]


def chronology(child: Child, user: User) -> list[Line]:
    """Return everything that happened to the child, newest first, corrected lines as well."""
    events = list(Event.objects.of(child).select_related("entered_by").reverse())
    stands = {event.pk for event in standing(events)}
    return [line(event, child, user if event.pk in stands else None) for event in events]


def line(event: Event, child: Child, corrector: User | None = None) -> Line:
    """Tell one event, with the day it was entered where that is not the day it happened."""
    entered_on = local_day(event.entered_at)
    late = entered_on != event.happened_on
    when = moment(event.happened_at) if event.happened_at else day(event.happened_on)
    by = f", {event.entered_by}" if event.entered_by else ""
    return Line(
        title=sentence(event),
        note=f"{when}{by}.{_corrected(event)}",
        href=place(event.record_label, event.record_id, child.pk),
        is_key=event.name in KEY_EVENTS,
        entered=f"Entered {day(entered_on)}." if late else "",
        correct_href=_correct_href(event) if corrector and may_correct(event, corrector) else "",
    )


def _corrected(event: Event) -> str:
    """Return which day a correction takes the place of, and why."""
    was_on = event.facts.get("was_on") if event.corrects_id else None
    if not isinstance(was_on, str):
        return ""
    return f" Before: {day(date.fromisoformat(was_on))}. {event.facts.get('because', '')}"


def _correct_href(event: Event) -> str:
    return reverse("correct-day", args=[event.corrects_id or event.pk])


def people_of(child: Child) -> list[tuple[str, Any]]:
    """Return the adults of the family with what they are to the child."""
    rows = child.relationships.select_related("person")
    return [(row.person.name, row.get_kind_display()) for row in rows]
