"""The last day on which a conference is in time for every child it is about (CF-03, CF-30)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from cpms.design.formats import day_long
from cpms.timescales.calendar import local_day
from cpms.timescales.models import Deadline
from cpms.timescales.policy import pack_in_force, working_days

HELD = "conference.held"
REPORT = "conference-report-submitted"


def clocks(conference: Any) -> list[Deadline]:
    """Return the running clocks of its children that this conference will meet, soonest first."""
    children = [child.pk for child in conference.concerned_children()]
    running = Deadline.objects.filter(child__in=children).open()
    return [
        row
        for row in running.select_related("started_by", "child")
        if _is_met_by(row, conference.kind)
    ]


def last_day(conference: Any) -> date | None:
    """Return the earliest due day among those clocks, if one runs."""
    return min((row.due_on for row in clocks(conference)), default=None)


def last_days(conferences: Iterable[Any]) -> dict[int, date]:
    """Return the last day in time of each conference that has one, in one query.

    Each comes with its decisions read beforehand.
    """
    about = {one: {row.child_id for row in one.decisions.all()} for one in conferences}
    children = {child for numbers in about.values() for child in numbers}
    running = list(Deadline.objects.filter(child__in=children).open())
    found: dict[int, date] = {}
    for row in running:  # soonest first
        for one, numbers in about.items():
            if row.child_id in numbers and _is_met_by(row, one.kind):
                found.setdefault(one.pk, row.due_on)
    return found


def one_of_each(rows: Iterable[Deadline]) -> list[Deadline]:
    """Return the clocks of siblings that say the same only once."""
    found: dict[tuple[str, date], Deadline] = {}
    for row in rows:
        found.setdefault((row.code, row.due_on), row)
    return list(found.values())


def is_late(conference: Any, day: date) -> bool:
    """Say whether a conference on this day would miss a timescale."""
    last = last_day(conference)
    return last is not None and day > last


def last_day_sentence(conference: Any) -> str:
    """Return the sentence that names the last day in time."""
    last = last_day(conference)
    return f"The last day in time is {day_long(last)}." if last else ""


def reports_due_on(conference: Any) -> date | None:
    """Return the day by which reports are with the chair and the unit (CF-11)."""
    return reports_due_for(conference.scheduled_at) if conference.scheduled_at else None


def reports_due_for(at: datetime) -> date:
    """Return the day by which reports to a conference at this moment would be due (CF-11)."""
    edition = pack_in_force().in_force(local_day(at))
    return edition.by_code[REPORT].span.due(at, working_days())


def report_clocks(reports: Iterable[Any]) -> dict[int, Deadline]:
    """Return the latest clock of each report, by the report's number, in one query."""
    numbers = [report.pk for report in reports]
    rows = Deadline.objects.filter(record_label="report", record_id__in=numbers)
    return {row.record_id: row for row in rows.order_by("started_by")}


def is_met_by_a_conference(row: Deadline) -> bool:
    """Say whether holding a conference, of whatever kind, is what meets this clock."""
    return row.rule is not None and HELD in row.rule.met_by


def _is_met_by(row: Deadline, kind: str) -> bool:
    rule = row.rule
    if rule is None or HELD not in rule.met_by:
        return False
    kinds = rule.met_where.get("kind")
    return kinds is None or kind in kinds
