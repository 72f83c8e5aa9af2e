"""The one place with date arithmetic (register: every timed rule; house law 3).

Day 0, the day something happened, is never counted. *N working days after* a day is the
Nth working day strictly after it, also when the day itself is not a working day; *N working
days before* is the Nth strictly before. *0 working days after* is the day itself if it is a
working day, else the next one. Months keep the day number, clipped to the month's end; weeks
and days are counted as they come; hours are exact moments, right across clock changes.
"""

from .counting import Count, CountedDay, count
from .days import (
    EIGHTEEN,
    LONDON,
    add_days,
    add_months,
    add_weeks,
    add_years,
    age_in_weeks,
    age_on,
    as_london,
    at_clock,
    birthday,
    conceived_weeks,
    days_between,
    days_from,
    days_late,
    end_of_day,
    first_of_month,
    hours_after,
    hours_before,
    last_of_month,
    local_day,
    month_starts,
    months_between,
    now,
    seconds_between,
    start_of_day,
    today,
    week_start,
    whole_weeks_between,
)
from .span import BadSpan, Direction, Span, Unit
from .working_days import Announcement, CalendarEnds, Closure, WorkingDays, calendar_for, last_day

__all__ = [
    "EIGHTEEN",
    "LONDON",
    "Announcement",
    "BadSpan",
    "CalendarEnds",
    "Closure",
    "Count",
    "CountedDay",
    "Direction",
    "Span",
    "Unit",
    "WorkingDays",
    "add_days",
    "add_months",
    "add_weeks",
    "add_years",
    "age_in_weeks",
    "age_on",
    "as_london",
    "at_clock",
    "birthday",
    "calendar_for",
    "conceived_weeks",
    "count",
    "days_between",
    "days_from",
    "days_late",
    "end_of_day",
    "first_of_month",
    "hours_after",
    "hours_before",
    "last_day",
    "last_of_month",
    "local_day",
    "month_starts",
    "months_between",
    "now",
    "seconds_between",
    "start_of_day",
    "today",
    "week_start",
    "whole_weeks_between",
]
