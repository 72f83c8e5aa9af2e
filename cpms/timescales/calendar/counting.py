"""The count behind a due day, day by day: what "why this date?" shows."""

from dataclasses import dataclass
from datetime import date, datetime

from .days import add_days, days_from
from .span import Direction, Span, Unit, day_of
from .working_days import WorkingDays


@dataclass(frozen=True)
class CountedDay:
    """One day of the count: numbered, or skipped with the reason."""

    day: date
    number: int | None
    note: str = ""

    @property
    def is_skipped(self) -> bool:
        """Whether the day was not counted."""
        return self.number is None


@dataclass(frozen=True)
class Count:
    """From a start to a due day, with every day between."""

    span: Span
    start: date | datetime
    due: date
    due_at: datetime | None
    opens: date | None
    days: tuple[CountedDay, ...]
    last_working_day_before: date | None

    @property
    def counted(self) -> tuple[CountedDay, ...]:
        """The days that have a number, in the order they were counted."""
        return tuple(
            sorted(
                (day for day in self.days if not day.is_skipped), key=lambda day: day.number or 0
            )
        )

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """The days passed over, oldest first."""
        return tuple(day for day in self.days if day.is_skipped)


def count(span: Span, start: date | datetime, calendar: WorkingDays) -> Count:
    """Count a span from its start, keeping every day and why a day was skipped."""
    due = span.due(start, calendar)
    opens = span.opens(start, calendar)
    return Count(
        span=span,
        start=start,
        due=due,
        due_at=span.due_at(start) if span.counts_hours else None,
        opens=opens,
        days=_days(span, day_of(start), opens or due, calendar),
        last_working_day_before=_before(due, calendar),
    )


def _before(due: date, calendar: WorkingDays) -> date | None:
    """Where a due day is not a working day it stays, and the one before it is shown."""
    return None if calendar.is_working_day(due) else calendar.last_working_day_before(due)


def _days(span: Span, start: date, end: date, calendar: WorkingDays) -> tuple[CountedDay, ...]:
    if span.counts_hours:
        return ()
    backwards = span.direction is not Direction.AFTER
    if backwards:
        walked = list(days_from(end, add_days(start, -1)))[::-1]
    else:
        first = start if span.amount == 0 else add_days(start, 1)
        walked = list(days_from(first, end))
    numbered = _numbered(span, walked, calendar)
    return tuple(reversed(numbered)) if backwards else tuple(numbered)


def _numbered(span: Span, walked: list[date], calendar: WorkingDays) -> list[CountedDay]:
    days: list[CountedDay] = []
    number = 0 if span.amount else -1
    for day in walked:
        why = calendar.why_not(day) if span.unit is Unit.WORKING_DAY else ""
        if why:
            days.append(CountedDay(day, None, why))
            continue
        number += 1
        days.append(CountedDay(day, number, calendar.name_of(day)))
    return days
