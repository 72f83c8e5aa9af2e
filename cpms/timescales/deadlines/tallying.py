"""Keeping the tallies of closed clocks in step with the clocks, and making them anew."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from cpms.children.models import Child

from ..calendar import end_of_day, first_of_month
from ..models import Deadline, MonthTally, Standing

Cell = tuple[int, str, str, date]
ANY_DAY = date(2000, 1, 1)  # how a closed clock stands does not depend on the day
OUTCOMES = ("met", "late", "missed")
ADD = """
INSERT INTO {table} (team_id, code, pack, month, met, late, missed) VALUES {rows}
ON CONFLICT (team_id, code, pack, month) DO UPDATE SET
met = {table}.met + excluded.met, late = {table}.late + excluded.late,
missed = {table}.missed + excluded.missed
"""
MISSED = Q(met_on__isnull=True, ended_by__isnull=False, closed_on__gt=F("due_on"))


def outcome(row: Deadline) -> str:
    """How a clock ended, as far as it is counted: met, late, missed, or not at all."""
    if row.met_on:
        return "met" if row.is_met_in_time else "late"
    is_missed = row.ended_by_id and row.closed_on and row.closed_on > row.due_on
    return "missed" if is_missed else ""


def keep_tallies(*, added: Iterable[Deadline], removed: Iterable[Deadline]) -> None:
    """Take up what a recomputation wrote: in its transaction, in at most two statements."""
    counted = [(row, 1) for row in added] + [(row, -1) for row in removed]
    ended = [(row, number, word) for row, number in counted if (word := outcome(row))]
    if not ended:
        return
    children = {row.child_id for row, _, _ in ended}
    teams = dict(Child.objects.filter(pk__in=children).values_list("pk", "team_id"))
    changes: dict[Cell, Counter[str]] = {}
    for row, number, word in ended:
        cell = (teams[row.child_id], row.code, row.pack, first_of_month(row.due_on))
        changes.setdefault(cell, Counter())[word] += number
    _add({cell: sums for cell, sums in changes.items() if any(sums.values())})


def _add(changes: dict[Cell, Counter[str]]) -> None:
    """Add to the cells, always in the same order: two moves at once never wait in a ring."""
    if not changes:
        return
    values: list[Any] = []
    for (team, code, pack, month), sums in sorted(changes.items()):
        stored = connection.ops.adapt_datefield_value(month)
        values += [team, code, pack, stored, *(sums[word] for word in OUTCOMES)]
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(changes))
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(table=MonthTally._meta.db_table, rows=rows), values)


def outcomes(closed: Any, *by: str) -> Any:
    """Count closed clocks by month of the due day, rule, and what else is named, in one query."""
    rows = closed.filter(closed_on__isnull=False).with_standing(ANY_DAY, end_of_day(ANY_DAY))
    return (
        rows.order_by()
        .annotate(month=TruncMonth("due_on"))
        .values("code", "month", *by)
        .annotate(
            met=Count("pk", filter=Q(standing=Standing.MET)),
            late=Count("pk", filter=Q(standing=Standing.MET_LATE)),
            missed=Count("pk", filter=MISSED),
        )
    )


def counted() -> list[MonthTally]:
    """What the tallies must be: counted from the clocks themselves, in one statement."""
    rows = outcomes(Deadline.objects.all(), "pack", "child__team")
    tallies = [MonthTally(team_id=row.pop("child__team"), **row) for row in rows]
    return [tally for tally in tallies if tally.met or tally.late or tally.missed]


@transaction.atomic
def recount() -> int:
    """Make the tallies anew, for instance after children changed teams; return how many there are.

    Whoever closes a clock meanwhile waits, so that nothing is counted twice or not at all.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {MonthTally._meta.db_table} IN EXCLUSIVE MODE")
    MonthTally.objects.all().delete()
    return len(MonthTally.objects.bulk_create(counted(), batch_size=2000))
