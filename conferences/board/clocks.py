"""The clocks that the conference starts when it closes (CF-19, CF-25, CF-26, CG-02)."""

from datetime import date
from typing import Any

from conferences import days
from conferences.board.columns import Column
from cpms.design.formats import moment, plural


def rows_of(columns: list[Column], today: date) -> list[dict[str, Any]]:
    """Return the due days as the component for deadlines takes them, soonest first."""
    if not columns:
        return []
    start = days.met_on(columns[0].decision)
    rows = [
        _row("conference-decision-circulated", "Decision and outline plan to all invited",
             "Child Protection Unit", start, today),
        _row("conference-minutes-circulated", "Minutes to everyone invited",
             "Child Protection Unit", start, today),
    ]  # fmt: skip
    for column in columns:
        rows += _of_child(column, start, today)
    return sorted(rows, key=lambda row: row["due"])


def _of_child(column: Column, start: date, today: date) -> list[dict[str, Any]]:
    rows = []
    if column.tally.is_equal and not column.is_held_back:
        title = f"{column.name}: refer the equal split to the Head of Service"
        rows.append(_row("split-decision-referred", title, "The chair", start, today))
    booked = column.decision.first_core_group_at
    if booked:
        title = f"{column.name}: first core group"
        rows.append(_row("first-core-group-held", title, f"Booked {moment(booked)}", start, today))
    return rows


def _row(code: str, title: str, who: str, start: date, today: date) -> dict[str, Any]:
    due = days.last_day(code, start)
    left = days.working_days().working_days_between(today, due)
    words = f"{plural(left, 'working day')} left" if left > 0 else "due today"
    return {"state": "track", "due": due, "title": title, "who": who, "left": words}
