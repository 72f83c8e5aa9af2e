"""Running clocks laid out: totals, by kind and team, by worker, and day by day ahead."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpms.casework.figures import rules
from cpms.casework.figures.open_clocks import Counted, OpenClocks
from cpms.casework.figures.scope import NOBODY, Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.design.charts import heat_levels
from cpms.design.formats import WEEKDAYS, day_short
from cpms.timescales.calendar import WorkingDays
from cpms.timescales.models import Standing

WORKERS_SHOWN = 12
OVERDUE, AT_RISK = Standing.OVERDUE.value, Standing.AT_RISK.value


@dataclass(frozen=True)
class Number:
    """A number as the reader may see it, and the list behind it."""

    shown: int | str
    href: str


@dataclass(frozen=True)
class Cell:
    """How many are late and how many are at risk; None where there are none."""

    overdue: Number | None
    at_risk: Number | None


@dataclass(frozen=True)
class Matrix:
    """Rules by team, with the sums below."""

    teams: list[str]
    rows: list[tuple[str, list[Cell]]]
    foot: list[Cell]


@dataclass(frozen=True)
class Layout:
    """What the tables share: the filters in force, and who reads."""

    scope: Scope
    reader: Reader

    def number(self, count: int, **more: object) -> Number:
        """Return a number with its list; nothing opens a list of nothing."""
        href = self.reader.link(self.scope.address(**more)) if count else ""
        return Number(self.reader.number(count), href)

    def cell(self, rows: Iterable[Counted], **more: object) -> Cell:
        """Add up what is late and what is at risk (due today among it)."""
        late = risk = 0
        for row in rows:
            if row.standing == OVERDUE:
                late += row.number
            else:
                risk += row.number
        return Cell(
            self.number(late, **more, standing=OVERDUE) if late else None,
            self.number(risk, **more, standing=AT_RISK) if risk else None,
        )

    def matrix(self, clocks: OpenClocks, teams: dict[str, str]) -> Matrix:
        """Lay what presses out by rule and team; `teams` are names by number."""
        of_rule = _grouped(clocks.kind, lambda one: one.code)
        of_team = _grouped(clocks.kind, lambda one: one.of)
        present = sorted(of_team, key=lambda pk: teams.get(pk, pk))
        rows = [
            (rules.title_of(code), self._row(of_rule[code], present, code))
            for code in rules.titles()
            if code in of_rule
        ]
        foot = [self.cell(of_team[team], team=team) for team in present]
        return Matrix([teams.get(team, team) for team in present], rows, foot)

    def _row(self, counted: list[Counted], teams: list[str], code: str) -> list[Cell]:
        by_team = _grouped(counted, lambda one: one.of)
        return [self.cell(by_team.get(team, ()), team=team, code=code) for team in teams]

    def workers(self, clocks: OpenClocks, names: dict[str, str]) -> list[tuple[str, Cell]]:
        """Return whose children press, most late first; children without a lead among them."""
        by_worker = _grouped(clocks.worker, lambda one: one.of)
        order = sorted(by_worker, key=lambda pk: (*_weight(by_worker[pk]), names.get(pk, "")))
        return [
            (names.get(pk, "Not allocated yet"), self.cell(by_worker[pk], worker=pk or NOBODY))
            for pk in order
        ]

    def ahead(
        self, clocks: OpenClocks, days: list[date], today: date, calendar: WorkingDays
    ) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
        """Return the days as columns, and what falls due on each by kind."""
        numbers: dict[tuple[str, date], int] = defaultdict(int)
        for row in clocks.day:
            on = calendar.last_working_day_on(date.fromisoformat(row.of))
            numbers[rules.kind_of(row.code), on] += row.number
        columns = [_column(day, is_today=day == today) for day in days]
        return columns, [self._heat(kind, days, numbers) for kind in rules.kinds()]

    def _heat(
        self, kind: str, days: list[date], numbers: dict[tuple[str, date], int]
    ) -> dict[str, object]:
        counts = [numbers[kind, day] for day in days]
        cells = [
            {
                "number": self.reader.number(number),
                "href": self.reader.link(self.scope.address(due=day.isoformat(), kind=kind)),
                "level": level,
                "when": day_short(day),
                "over": "",
            }
            for day, number, level in zip(days, counts, heat_levels(counts), strict=True)
        ]
        return {"label": kind, "unit": kind.lower(), "cells": cells}


def _grouped(rows: Iterable[Counted], by: Callable[[Counted], str]) -> dict[str, list[Counted]]:
    found: dict[str, list[Counted]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def _weight(rows: list[Counted]) -> tuple[int, int]:
    late = sum(row.number for row in rows if row.standing == OVERDUE)
    return -late, -sum(row.number for row in rows)


def _column(day: date, *, is_today: bool) -> dict[str, Any]:
    below = day_short(day).split(" ", 1)[1] if is_today or day.day < 4 else str(day.day)
    return {"top": WEEKDAYS[day.weekday()][:3], "below": below, "is_today": is_today}
