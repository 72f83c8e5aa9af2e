"""A length of time as a procedure writes it: "15 working days", "24 hours", "3 months"."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from .days import add_days, add_months, add_weeks, as_london, hours_before, local_day
from .working_days import WorkingDays


class BadSpan(ValueError):  # noqa: N818  what a person got wrong
    """A length of time that is not written as `amount unit`, or in an unknown unit."""


class Unit(StrEnum):
    """What is counted."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"


class Direction(StrEnum):
    """Which way from the start."""

    AFTER = "after"
    BEFORE = "before"
    WITHIN_BEFORE = "within before"


WRITTEN = re.compile(r"^(\d+) ([a-z ]+?)s?$")


@dataclass(frozen=True)
class Span:
    """So many of a unit, after or before a start."""

    amount: int
    unit: Unit
    direction: Direction = Direction.AFTER

    @classmethod
    def parse(cls, text: str, direction: Direction = Direction.AFTER) -> Self:
        """Read "15 working days"; refuse anything else with a sentence."""
        written = WRITTEN.match(text)
        if written is None or written[2] not in list(Unit):
            units = ", ".join(f"{unit}s" for unit in Unit)
            raise BadSpan(f'"{text}" is not a length of time; write "10 working days" ({units})')
        span = cls(int(written[1]), Unit(written[2]), direction)
        if span.unit is Unit.HOUR and direction is not Direction.BEFORE:
            raise BadSpan(f'"{text}": hours are counted only before a meeting')
        if direction is Direction.WITHIN_BEFORE and span.unit is not Unit.WORKING_DAY:
            raise BadSpan(f'"{text}": a run-up is counted in working days')
        return span

    def __str__(self) -> str:
        """As the procedure says it: "15 working days"."""
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    @property
    def counts_hours(self) -> bool:
        """Whether the start must be a moment and not only a day."""
        return self.unit is Unit.HOUR

    def due(self, start: date | datetime, calendar: WorkingDays) -> date:
        """The due day. In a run-up the last working day before; see `opens`."""
        if self.counts_hours:
            return local_day(self.due_at(start))
        day = day_of(start)
        if self.direction is Direction.WITHIN_BEFORE:
            return calendar.last_working_day_before(day)
        return self._from(day, calendar)

    def due_at(self, start: date | datetime) -> datetime:
        """The exact moment, for rules counted in hours before a meeting begins."""
        if not isinstance(start, datetime):
            raise BadSpan(f"{self} before needs the time of the meeting, not only its day")
        return hours_before(as_london(start), self.amount)

    def opens(self, start: date | datetime, calendar: WorkingDays) -> date | None:
        """The first day that counts in a run-up ("within the 10 working days before")."""
        if self.direction is not Direction.WITHIN_BEFORE:
            return None
        return self._from(day_of(start), calendar)

    def _from(self, day: date, calendar: WorkingDays) -> date:
        sign = 1 if self.direction is Direction.AFTER else -1
        if self.unit is Unit.WORKING_DAY:
            return calendar.add(day, sign * self.amount)
        step = {Unit.DAY: add_days, Unit.WEEK: add_weeks, Unit.MONTH: add_months}[self.unit]
        return step(day, sign * self.amount)


def day_of(start: date | datetime) -> date:
    """The London day of a day or a moment."""
    return local_day(as_london(start)) if isinstance(start, datetime) else start
