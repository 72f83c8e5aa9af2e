"""Deadlines as the design's component draws them: `deadline(row)` in components/deadline.html."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cpms.design.formats import day_short, plural

from .calendar import Unit, WorkingDays, days_between
from .explaining import Explanation, explain
from .models import Deadline, DeadlineMoved, Standing

STATES = {
    Standing.OVERDUE: "over",
    Standing.DUE_TODAY: "today",
    Standing.AT_RISK: "risk",
    Standing.ON_TRACK: "track",
    Standing.MET: "met",
    Standing.MET_LATE: "late",
    Standing.CANCELLED: "off",
    Standing.SUPERSEDED: "off",
}
OWNERS = {
    "lead_professional": "Lead professional",
    "team_manager": "Team manager",
    "chair": "Conference chair",
    "unit": "Child Protection Unit",
    "agency": "The agency asked",
    "head_of_service": "Head of Service",
    "quality_assurance_manager": "Quality Assurance Manager",
}


@dataclass
class Shown:
    """One deadline, ready for the template."""

    deadline: Deadline
    standing: Standing
    state: str
    tag: str
    title: str
    due: date
    due_at: datetime | None
    year: int | None
    who: str
    left: str
    is_pressing: bool
    used: int | None
    used_words: str
    why: dict[str, Any] | None = None
    href: str = ""
    note: str = ""


def shown(
    deadlines: Iterable[Deadline],
    *,
    today: date,
    now: datetime,
    calendar: WorkingDays,
    who: Mapping[UUID, str] | None = None,
    with_why: bool = True,
) -> list[Shown]:
    """Prepare deadlines for a page. Two queries at most, however many there are.

    `who` may name the people; without it the owner's role is said.
    """
    rows = list(deadlines)
    moved: dict[UUID, list[DeadlineMoved]] = defaultdict(list)
    if with_why:
        for move in DeadlineMoved.objects.filter(deadline_id__in=[row.pk for row in rows]):
            moved[move.deadline_id].append(move)
    prepared = []
    for row in rows:
        one = _shown(row, today, now, calendar, (who or {}).get(row.pk, ""))
        if with_why:
            one.why = _why(explain(row, calendar, today, moved[row.pk]))
        prepared.append(one)
    return prepared


def _shown(row: Deadline, today: date, now: datetime, calendar: WorkingDays, who: str) -> Shown:
    standing = row.standing_on(today, now)
    used, used_words = _used(row, today, calendar) if row.is_open else (None, "")
    return Shown(
        deadline=row,
        standing=standing,
        state=STATES[standing],
        tag="Replaced" if standing is Standing.SUPERSEDED else "",
        title=row.title,
        due=row.due_on,
        due_at=row.due_at,
        year=row.due_on.year if row.due_on.year != today.year else None,
        who=who or OWNERS.get(row.owner, row.owner),
        left=left_in_words(row, standing, today, calendar),
        is_pressing=standing in {Standing.OVERDUE, Standing.DUE_TODAY, Standing.AT_RISK},
        used=used,
        used_words=used_words,
    )


def left_in_words(row: Deadline, standing: Standing, today: date, calendar: WorkingDays) -> str:
    """How much time is left, or by how much it was missed, in working days."""
    if row.met_on:
        late = calendar.working_days_late(row.due_on, row.met_on)
        said = f"done {day_short(row.met_on)}"
        return said if row.is_met_in_time else f"{said}, {_days(late)} late"
    if not row.is_open:
        return (
            f"replaced {day_short(row.closed_on)}" if row.superseded_by_id else "no longer needed"
        )
    if standing is Standing.OVERDUE:
        return f"{_days(calendar.working_days_late(row.due_on, today))} late"
    if standing is Standing.DUE_TODAY:
        return "due today"
    return f"{_days(calendar.working_days_between(today, row.due_on))} left"


def _days(number: int) -> str:
    return plural(number, "working day") if number else "less than a working day"


def _used(row: Deadline, today: date, calendar: WorkingDays) -> tuple[int | None, str]:
    """How much of the time is gone; only where time runs forward from a start."""
    rule = row.rule
    if rule is None or row.due_on <= row.counted_from or today < row.counted_from:
        return None, ""
    if rule.span.unit is Unit.WORKING_DAY:
        gone = calendar.working_days_between(row.counted_from, today)
        whole, unit = rule.span.amount, "working day"
    else:
        gone, whole = (
            days_between(row.counted_from, today),
            days_between(row.counted_from, row.due_on),
        )
        unit = "day"
    if not 0 < gone <= whole:
        return (100 if gone else 0), ""
    return round(100 * gone / whole), f"{unit} {gone} of {whole}"


def _why(explanation: Explanation | None) -> dict[str, Any] | None:
    if explanation is None:
        return None
    return {"facts": explanation.facts, "count": explanation.calendar, "is_open": False}
