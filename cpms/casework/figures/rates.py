"""How often each rule was kept, month by month of the due day, and where that is going (MG-01).

Of the clocks that fell due in a month: those met in time, against those met late, ended late,
or still running and late. What was cancelled or replaced in time counts for nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.casework.figures import rules
from cpms.casework.figures.open_clocks import OpenClocks
from cpms.casework.figures.scope import Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.casework.figures.tables import Number
from cpms.children.models import Child
from cpms.design import charts
from cpms.design.formats import MONTHS
from cpms.timescales.calendar import add_months, first_of_month
from cpms.timescales.deadlines.tallying import outcomes
from cpms.timescales.models import Deadline, MonthTally

MONTHS_DRAWN, MONTHS_COMPARED = 12, 3
LEAST_CHANGE = 3  # in a hundred: less is no trend
DRAWN = ("initial-conference-held", "first-core-group-held", "conference-decision-circulated")
OTHERS = 3


@dataclass
class Kept:
    """Of the clocks of one rule due in one month: how many were met in time, of how many."""

    in_time: int = 0
    whole: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.in_time + other.in_time, self.whole + other.whole)


@dataclass(frozen=True)
class Rule:
    """One rule's row: the year, the month so far, and which way it goes."""

    code: str
    title: str
    year: int | None
    late: Number
    month: int | None
    trend: str


class Rates:
    """The year's rates of every rule, for the children that are meant and seen."""

    def __init__(self, scope: Scope, user: User, today: date, clocks: OpenClocks) -> None:
        self.scope, self.reader = scope, Reader(user)
        self.months = [
            add_months(first_of_month(today), number - MONTHS_DRAWN + 1)
            for number in range(MONTHS_DRAWN)
        ]
        self.kept: dict[str, dict[date, Kept]] = defaultdict(lambda: defaultdict(Kept))
        for row, sign in _closed(scope, user, today, self.months[0]):
            self._add(row["code"], row["month"], sign * row["met"], sign * _all(row))
        for one in clocks.month:
            self._add(one.code, date.fromisoformat(one.of), 0, one.number)

    def _add(self, code: str, month: date, in_time: int, whole: int) -> None:
        if month in self.months:
            self.kept[code][month] += Kept(in_time, whole)

    def of(self, code: str, months: Iterable[date]) -> Kept:
        """Return what was kept of a rule in these months."""
        return sum((self.kept[code][month] for month in months), Kept())

    def share(self, code: str, months: Iterable[date]) -> int | None:
        """Return the same in a hundred, as the reader may see it."""
        kept = self.of(code, months)
        return self.reader.share(kept.in_time, kept.whole)

    def late_in(self, months: Sequence[date]) -> int:
        """Return how many clocks of any rule were not met in time in these months."""
        sums = [self.of(code, months) for code in self.kept]
        return sum(kept.whole - kept.in_time for kept in sums)

    def rows(self) -> list[Rule]:
        """Return every rule of which anything fell due this year."""
        return [self._row(code) for code in rules.titles() if self.of(code, self.months).whole]

    def _row(self, code: str) -> Rule:
        kept = self.of(code, self.months)
        late = kept.whole - kept.in_time
        since = month_written(self.months[0])
        address = self.scope.address(code=code, standing="late", since=since)
        return Rule(
            code=code,
            title=rules.title_of(code),
            year=self.share(code, self.months),
            late=Number(self.reader.number(late), self.reader.link(address) if late else ""),
            month=self.share(code, self.months[-1:]),
            trend=self.trend(code),
        )

    def trend(self, code: str) -> str:
        """Say how the last three months compare with the three before them."""
        now = self.share(code, self.months[-MONTHS_COMPARED:])
        before = self.share(code, self.months[-2 * MONTHS_COMPARED : -MONTHS_COMPARED])
        if now is None or before is None:
            return ""
        change = now - before
        if abs(change) < LEAST_CHANGE:
            return "steady"
        return f"{'up' if change > 0 else 'down'} {abs(change)} points"

    def drawn_codes(self) -> list[str]:
        """Return the rules that the chart draws: the one asked for, else those that matter most."""
        if self.scope.code:
            return [self.scope.code]
        busiest = sorted(self.kept, key=lambda code: -self.of(code, self.months).whole)
        known = [code for code in DRAWN if self.of(code, self.months).whole]
        return [*known, *(code for code in busiest if code not in known)][:OTHERS]

    def chart(self) -> charts.Chart | None:
        """Draw the rates by month; None where nothing has fallen due yet."""
        series = [
            charts.Series(
                rules.title_of(code),
                [self.share(code, [month]) for month in self.months],
                self.trend(code),
            )
            for code in self.drawn_codes()
        ]
        if not any(value is not None for one in series for value in one.values):
            return None
        return charts.lines(
            "trend",
            "Met on time, by month",
            [MONTHS[month.month - 1][:3] for month in self.months],
            series,
            description=self.in_words(),
            unit="%",
        )

    def in_words(self) -> str:
        """Say what has changed, slipping first: the sentence above the chart."""
        found = [(self.trend(row.code), row.title) for row in self.rows()]
        slipped = [title for trend, title in found if trend.startswith("down")]
        risen = [title for trend, title in found if trend.startswith("up")]
        parts = [("Slipped", slipped), ("Better", risen)]
        words = [f"{name}: {', '.join(titles)}." for name, titles in parts if titles]
        return " ".join(words) or "No rule has changed much in the last three months."


def _closed(
    scope: Scope, user: User, today: date, since: date
) -> Iterable[tuple[dict[str, Any], int]]:
    """Give the closed clocks by rule and month; with -1 what is to be taken away again.

    The tallies hold whole teams. What the reader may not see of these is counted and taken
    away; it is little: a restricted record, a conflict.
    """
    own = Deadline.objects.visible_to(user, today).filter(due_on__gte=since)
    everywhere = user.may(Permission.SEE_EVERY_CHILD)
    if scope.is_of_people:
        yield from ((row, 1) for row in outcomes(scope.clocks(own)))
        return
    tallies = MonthTally.objects.since(since)
    teams = _teams(scope, user, everywhere=everywhere)
    if teams is not None:
        tallies = tallies.filter(team__in=teams)
    for name in ("code", "pack"):
        if value := getattr(scope, name):
            tallies = tallies.filter(**{name: value})
    yield from ((row, 1) for row in tallies.by_rule())
    unseen = Child.objects.all() if teams is None else Child.objects.filter(team__in=teams)
    unseen = unseen.exclude(pk__in=Child.objects.visible_to(user, today).values("pk"))
    hidden = Deadline.objects.filter(child__in=unseen.values("pk"), due_on__gte=since)
    yield from ((row, -1) for row in outcomes(scope.clocks(hidden)))


def _teams(scope: Scope, user: User, *, everywhere: bool) -> list[int] | None:
    """Return the teams whose tallies are read: None for all, else the reader's own at most."""
    asked = int(scope.team) if scope.team else None
    if everywhere:
        return None if asked is None else [asked]
    return [user.team_id] if user.team_id and asked in {None, user.team_id} else []


def month_written(month: date) -> str:
    """Return a month as it stands in an address: 2026-11."""
    return f"{month:%Y-%m}"


def _all(row: dict[str, Any]) -> int:
    return int(row["met"]) + int(row["late"]) + int(row["missed"])
