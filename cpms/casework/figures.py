"""What managers compare: set-based counts of open deadlines, by kind, team and day (MG-01).

One statement for the counts by kind, team and standing; one for the days ahead. The number
of rows in the tables never changes the number of statements.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from cpms.design.charts import heat_levels
from cpms.design.formats import WEEKDAYS, day_short
from cpms.timescales.calendar import WorkingDays
from cpms.timescales.models import Deadline, Standing

DAYS_AHEAD = 15
PRESSING = (Standing.OVERDUE, Standing.DUE_TODAY, Standing.AT_RISK)
KINDS = (
    ("Strategy, section 47", ("strategy-",)),
    ("Conferences", ("initial-conf", "pre-birth", "first-review", "next-review", "deferred")),
    ("Reports due in", ("conference-report", "core-group-report")),
    ("Letters and minutes", ("conference-decision", "conference-minutes", "core-group-minutes")),
    ("Core groups", ("first-core-group", "next-core-group", "pre-review")),
    ("Plans", ("plan-",)),
)


def address(**filters: object) -> str:
    """Return the list of deadlines that the filters leave."""
    return f"{reverse('deadlines')}?{urlencode({k: v for k, v in filters.items() if v})}"


@dataclass(frozen=True)
class Cell:
    """How many are late and how many are at risk, each with its list."""

    overdue: int
    at_risk: int
    overdue_href: str
    at_risk_href: str


@dataclass(frozen=True)
class Matrix:
    """Kinds of deadline by team, with the sums below."""

    teams: list[str]
    rows: list[tuple[str, list[Cell]]]
    foot: list[Cell]


@dataclass(frozen=True)
class Totals:
    """The numbers at the top of the page."""

    overdue: int
    due_today: int
    at_risk: int
    on_track: int


class Figures:
    """The counts behind the dashboard, read once."""

    def __init__(self, deadlines: QuerySet[Deadline], today: date, now: datetime) -> None:
        self.today = today
        counted = (
            deadlines.filter(closed_on__isnull=True)
            .with_standing(today, now)  # type: ignore[attr-defined]
            .order_by()
            .values("code", "title", "child__team", "child__team__name", "standing")
            .annotate(number=Count("pk"))
        )
        self.rows = list(counted)

    def totals(self) -> Totals:
        """Add up each standing over kinds and teams."""
        sums: dict[str, int] = defaultdict(int)
        for row in self.rows:
            sums[row["standing"]] += row["number"]
        return Totals(
            sums[Standing.OVERDUE],
            sums[Standing.DUE_TODAY],
            sums[Standing.AT_RISK],
            sums[Standing.ON_TRACK],
        )

    def matrix(self) -> Matrix:
        """Lay what is late or at risk out by kind and team."""
        pressing = [row for row in self.rows if row["standing"] in PRESSING]
        teams = sorted({(row["child__team__name"], row["child__team"]) for row in pressing})
        titles = sorted({(row["title"], row["code"]) for row in pressing})
        rows = [
            (title, [self._cell(pressing, code, team) for _, team in teams])
            for title, code in titles
        ]
        foot = [self._cell(pressing, "", team) for _, team in teams]
        return Matrix([name for name, _ in teams], rows, foot)

    def _cell(self, rows: Iterable[dict[str, object]], code: str, team: int) -> Cell:
        late = risk = 0
        for row in rows:
            if row["child__team"] != team or (code and row["code"] != code):
                continue
            number = int(str(row["number"]))
            if row["standing"] == Standing.OVERDUE:
                late += number
            else:
                risk += number
        link = {"team": team, "code": code}
        return Cell(
            late, risk, address(**link, standing="overdue"), address(**link, standing="at_risk")
        )


def days_ahead(
    deadlines: QuerySet[Deadline], today: date, calendar: WorkingDays
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the next 15 working days as columns, and what falls due on each by kind."""
    days = calendar.next_working_days(today, DAYS_AHEAD)
    counted = (
        deadlines.filter(closed_on__isnull=True, due_on__gte=days[0], due_on__lte=days[-1])
        .order_by()
        .values("due_on", "code")
        .annotate(number=Count("pk"))
    )
    numbers: dict[tuple[str, date], int] = defaultdict(int)
    for row in counted:
        for kind, starts in KINDS:
            if row["code"].startswith(starts):
                numbers[kind, calendar.last_working_day_on(row["due_on"])] += row["number"]
    columns = [_column(day, day == today) for day in days]
    return columns, [_heat_row(kind, days, numbers) for kind, _ in KINDS]


def _column(day: date, is_today: bool) -> dict[str, object]:
    below = day_short(day).split(" ", 1)[1] if is_today or day.day < 4 else str(day.day)
    return {"top": WEEKDAYS[day.weekday()][:3], "below": below, "is_today": is_today}


def _heat_row(
    kind: str, days: list[date], numbers: dict[tuple[str, date], int]
) -> dict[str, object]:
    counts = [numbers[kind, day] for day in days]
    cells = [
        {
            "number": number,
            "href": address(due=day.isoformat(), kind=kind),
            "level": level,
            "when": day_short(day),
            "over": "",
        }
        for day, number, level in zip(days, counts, heat_levels(counts), strict=True)
    ]
    return {"label": kind, "unit": kind.lower(), "cells": cells}
