"""Why a deadline falls on its day: the start, the rule, its source, and the count.

A person must be able to check it with a finger: every counted day is numbered and every
skipped one says why.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cpms.design.formats import day, day_short, moment, plural
from cpms.records import chronology

from .calendar import Count, CountedDay, Direction, Unit, WorkingDays, count, days_from, week_start
from .models import Deadline
from .packs import Timescale, load

LONGEST_DRAWN = 70
"""A count of more days than ten weeks is told in words; nobody checks it with a finger."""


@dataclass(frozen=True)
class Cell:
    """One day of the small calendar."""

    kind: str
    day: str
    number: int | None = None
    note: str = ""
    is_today: bool = False


@dataclass(frozen=True)
class SmallCalendar:
    """Whole weeks, Monday first, from the start to the due day."""

    caption: str
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Explanation:
    """Why this date: facts in words, and the calendar where it can be drawn."""

    rule: Timescale
    pack_title: str
    version: str
    count: Count
    started: str
    started_by_id: int | None
    facts: list[tuple[str, str]]
    calendar: SmallCalendar | None


def explain(
    deadline: Deadline, calendar: WorkingDays, today: date, moved: list[Any] | None = None
) -> Explanation | None:
    """Explain a kept deadline; None if its pack or edition is no longer there.

    Needs `started_by` beside the deadline; `moved` are its `DeadlineMoved` rows, if any.
    """
    rule = deadline.rule
    if rule is None:
        return None
    known = calendar.known_on(deadline.closed_on) if deadline.closed_on else calendar
    counted = count(rule.span, deadline.counted_at or deadline.counted_from, known)
    edition = load(deadline.pack)
    started = _started(deadline)
    facts = [("Started", started), *told(rule, counted, edition.title, deadline.version)]
    facts += [("Moved", f"{_was(move)}. {move.because}") for move in moved or ()]
    return Explanation(
        rule=rule,
        pack_title=edition.title,
        version=deadline.version,
        count=counted,
        started=started,
        started_by_id=deadline.started_by_id,
        facts=facts,
        calendar=small_calendar(counted, today),
    )


def told(rule: Timescale, counted: Count, pack_title: str, version: str) -> list[tuple[str, str]]:
    """The rule, its source and the count in words; the same on every page and command."""
    facts = [
        ("Rule", f"{rule.title}: {rule.says}"),
        ("Source", f"{rule.source} ({', '.join(rule.register)})"),
        ("Policy", f"{pack_title}, version {version}"),
    ]
    if counted.opens:
        facts.append(("Run-up", f"{day(counted.opens)} to {day(counted.due)}"))
    if counted.due_at:
        facts.append(("Due", moment(counted.due_at)))
    facts.append(("Skipped", skipped_in_words(counted)))
    if counted.last_working_day_before:
        facts.append(("Last working day before", day(counted.last_working_day_before)))
    return facts


def skipped_in_words(counted: Count) -> str:
    """Which days were not counted, the bank holidays by name."""
    unit = counted.span.unit
    if unit is Unit.HOUR:
        return "Nothing: hours are counted exactly"
    if unit is not Unit.WORKING_DAY:
        return f"Nothing: {unit}s are counted as they come"
    if not counted.skipped:
        return "Nothing"
    named = [skipped for skipped in counted.skipped if skipped.day.weekday() < 5]
    weekend = len(counted.skipped) - len(named)
    parts = [plural(weekend, "weekend day")] if weekend else []
    parts += [f"{skipped.note} ({day_short(skipped.day)})" for skipped in named]
    return ", ".join(parts)


def small_calendar(counted: Count, today: date) -> SmallCalendar | None:
    """Draw the count; None where it is too long, or counted in hours."""
    start = _start_day(counted)
    ends = sorted((start, counted.due, *(told.day for told in counted.days)))
    if not counted.days or (ends[-1] - ends[0]).days > LONGEST_DRAWN:
        return None
    by_day = {told.day: told for told in counted.days}
    monday, sunday = week_start(ends[0]), days_to_sunday(ends[-1])
    cells = [
        _cell(on, start, counted, by_day.get(on), today) if ends[0] <= on <= ends[-1] else None
        for on in days_from(monday, sunday)
    ]
    weeks = [cells[place : place + 7] for place in range(0, len(cells), 7)]
    return SmallCalendar("Day 0 is the start and is not counted", weeks)


def days_to_sunday(on: date) -> date:
    """The Sunday of a day's week."""
    return date.fromordinal(week_start(on).toordinal() + 6)


def _cell(on: date, start: date, counted: Count, told: CountedDay | None, today: date) -> Cell:
    kind = _kind(on, start, counted, told)
    edge = kind in {"start", "due"} or on.day == 1
    return Cell(
        kind=kind,
        day=day_short(on).split(" ", 1)[1] if edge else str(on.day),
        number=told.number if told else None,
        note=told.note if told and on.weekday() < 5 else "",
        is_today=on == today,
    )


def _kind(on: date, start: date, counted: Count, told: CountedDay | None) -> str:
    if on == counted.due and not (told and told.is_skipped):
        return "due"
    if on == start:
        return "start"
    return "skipped" if told is None or told.is_skipped else "counted"


def _start_day(counted: Count) -> date:
    start = counted.start
    return start.date() if isinstance(start, datetime) else start


def _started(deadline: Deadline) -> str:
    """What started the clock, and the day it counts from where that is another."""
    event = deadline.started_by
    said = f"{chronology.sentence(event)}, {day(event.happened_on)}"
    rule = deadline.rule
    if rule is None or not rule.counted_from:
        return said
    towards = "back " if rule.span.direction is not Direction.AFTER else ""
    when = moment(deadline.counted_at) if deadline.counted_at else day(deadline.counted_from)
    return f"{said}; counted {towards}from {when}"


def _was(move: Any) -> str:
    return f"From {day(move.was_due_on)} to {day(move.due_on)}"
