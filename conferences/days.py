"""The days a conference may set: the first core group and the next review (CF-21, CG-02, CF-30)."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cpms.design.formats import day as written
from cpms.timescales.calendar import WorkingDays, calendar_for
from cpms.timescales.packs import load


def working_days() -> WorkingDays:
    """Return the calendar of working days."""
    return calendar_for()


def met_on(decision: Any) -> date:
    """Return the day on which the conference sits."""
    moment: datetime = decision.conference.opened_at or decision.conference.scheduled_at
    return timezone.localdate(moment)


def last_day(code: str, start: date) -> date:
    """Return the last day that the timescale in force leaves, counted from the start."""
    timescale = load(settings.TIMESCALES_PACK).in_force(start).by_code[code]
    return timescale.span.due(start, working_days())


def days_up_to(start: date, last: date) -> list[date]:
    """Return the working days after the start, the last day included."""
    calendar = working_days()
    count = calendar.working_days_between(start, last)
    return calendar.next_working_days(calendar.add(start, 1), count) if count > 0 else []


def core_group_days(decision: Any) -> list[date]:
    """Return the working days on which the first core group is in time (CG-02)."""
    start = met_on(decision)
    return days_up_to(start, last_day("first-core-group-held", start))


def review_days(decision: Any) -> list[date]:
    """Return the working days on which the next review is in time (CF-30).

    For a child not yet born the count starts at the expected day: the first review must not
    fall before the birth (CF-29).
    """
    start = met_on(decision)
    born_by = decision.child.expected_on if decision.child.is_unborn else None
    start = max(start, born_by) if born_by else start
    code = "next-review-held" if decision.is_review() else "first-review-held"
    return days_up_to(start, last_day(code, start))


def is_review_day(decision: Any, day: date) -> bool:
    """Say whether the next review may be held on the day."""
    return day in review_days(decision)


def core_group_sentence(decision: Any) -> str:
    """Return why a day is no day for the first core group."""
    possible = core_group_days(decision)
    return (
        "The first core group meets on a working day from "
        f"{written(possible[0])} to {written(possible[-1])} (CF-21, CG-02)."
    )


def review_sentence(decision: Any) -> str:
    """Return why a day is no day for the next review."""
    possible = review_days(decision)
    return (
        "The next review is on a working day from "
        f"{written(possible[0])} to {written(possible[-1])} (CF-30)."
    )
