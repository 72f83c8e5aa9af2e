"""Everything that is asked of running clocks, counted in one statement.

The clocks that press or fall due soon are read once; what is compared (kind and team, worker,
day, month) is counted from these. Running clocks that are far from due are only counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import TruncMonth

from cpms.timescales.models import Standing

STATEMENT = """
WITH pressing AS ({pressing})
SELECT 'all', NULL, NULL, NULL, COUNT(*) FROM ({running}) running
UNION ALL SELECT 'kind', code, CAST(team AS TEXT), standing, COUNT(*) FROM pressing
    WHERE standing <> %s GROUP BY code, team, standing
UNION ALL SELECT 'worker', NULL, CAST(worker AS TEXT), standing, COUNT(*) FROM pressing
    WHERE standing <> %s GROUP BY worker, standing
UNION ALL SELECT 'day', code, CAST(due_on AS TEXT), NULL, COUNT(*) FROM pressing
    WHERE due_on >= %s GROUP BY code, due_on
UNION ALL SELECT 'month', code, SUBSTR(CAST(month AS TEXT), 1, 10), NULL, COUNT(*) FROM pressing
    WHERE standing = %s GROUP BY code, month
"""


@dataclass(frozen=True)
class Counted:
    """How many clocks of one rule (or of all) share a team, worker, day or month, and stand so."""

    code: str
    of: str
    standing: str
    number: int


@dataclass
class OpenClocks:
    """The counts, by what they are compared by."""

    running: int = 0
    kind: list[Counted] = field(default_factory=list)
    worker: list[Counted] = field(default_factory=list)
    day: list[Counted] = field(default_factory=list)
    month: list[Counted] = field(default_factory=list)

    def standing(self, *standings: str) -> int:
        """Return how many stand so, over all rules and teams."""
        return sum(one.number for one in self.kind if one.standing in standings)

    @property
    def on_track(self) -> int:
        """How many run and do not press."""
        return self.running - sum(one.number for one in self.kind)


def read(deadlines: Any, today: date, now: datetime, until: date) -> OpenClocks:
    """Count these clocks; `until` is the last of the days ahead that are drawn."""
    found = OpenClocks()
    for part, code, of, standing, number in _rows(deadlines.open(), today, now, until):
        if part == "all":
            found.running = number
        else:
            counted = Counted(code or "", of or "", standing or "", number)
            getattr(found, part).append(counted)
    return found


def _rows(running: Any, today: date, now: datetime, until: date) -> Iterator[tuple[Any, ...]]:
    pressing = (
        running.filter(Q(due_on__lte=until) | Q(warn_on__lte=today))
        .with_standing(today, now)
        .annotate(
            held=FilteredRelation(
                "child__allocations", condition=Q(child__allocations__until_on__isnull=True)
            )
        )
        .annotate(team=F("child__team"), worker=F("held__worker"), month=TruncMonth("due_on"))
        .values("code", "due_on", "standing", "team", "worker", "month")
    )
    try:
        inner, inner_values = _compiled(pressing)
        whole, whole_values = _compiled(running.values("pk"))
    except EmptyResultSet:  # nobody's clocks are asked for
        return iter(())
    calm = Standing.ON_TRACK.value
    own = [calm, calm, connection.ops.adapt_datefield_value(today), Standing.OVERDUE.value]
    statement = STATEMENT.format(pressing=inner, running=whole)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*inner_values, *whole_values, *own])
        return iter(cursor.fetchall())


def _compiled(rows: Any) -> tuple[str, Iterable[Any]]:
    compiled: tuple[str, Iterable[Any]] = (
        rows.order_by().query.get_compiler(connection=connection).as_sql()
    )
    return compiled
