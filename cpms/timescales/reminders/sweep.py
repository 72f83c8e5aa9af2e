"""The sweep: who must be told what on a day, written in a handful of statements.

Nothing is read into memory: for each stage and role one `INSERT ... SELECT` joins the clocks
that have reached the stage with the people who hold the role. A notice's key (clock, due day,
stage, person) makes the sweep harmless to repeat, also by two schedulers at once. A clock
that nobody can be found for goes to the team manager, else to the unit: never to nobody.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cpms.accounts.models import User

from .. import people
from ..calendar import Span, WorkingDays, add_days, now
from ..models import Deadline, Notice, Stage
from ..packs import Timescale, all_packs
from ..policy import working_days

FALLBACK = ("team_manager", "unit")
INSERT = """
INSERT INTO {notice} (deadline_id, child_id, user_id, stage, due_on, title, is_immediate,
                      made_on, made_at)
SELECT d.id, d.child_id, p.person, %s, d.due_on, d.title, d.is_immediate AND %s, %s, %s
FROM ({deadlines}) d JOIN ({people}) p ON {joined} JOIN {user} u ON u.id = p.person
WHERE u.is_active ON CONFLICT DO NOTHING
"""


def sweep(on: date, calendar: WorkingDays | None = None) -> int:
    """Write the notices that are due on a day; return how many were new."""
    calendar = calendar or working_days()
    return sum(_tell_stage(stage, reached, on) for stage, reached in _stages(on, calendar))


def tell(deadline_ids: list[UUID], stage: Stage, on: date) -> int:
    """Tell the owners of these clocks now: a same-day rule has begun, a due day was moved."""
    if not deadline_ids:
        return 0
    owners = {role: Q(owner=role, pk__in=deadline_ids) for role in {*people.roles(), *_owners()}}
    return _tell_stage(stage, owners, on)


def _owners() -> set[str]:
    return {rule.owner for rule, _ in _rules()}


def _rules() -> Iterator[tuple[Timescale, Q]]:
    """Every rule of every edition, with the condition that a clock runs under it."""
    for pack in all_packs().values():
        for edition in pack.editions:
            for rule in edition.timescales:
                yield rule, Q(pack=pack.name, version=edition.version, code=rule.code)


def _stages(on: date, calendar: WorkingDays) -> Iterator[tuple[Stage, dict[str, Q]]]:
    """Each stage with the clocks that have reached it, by the role to be told."""
    reached = {
        Stage.WARNING: Q(warn_on__lte=on, due_on__gt=on),
        Stage.DUE: Q(due_on=on),
        Stage.OVERDUE: Q(due_on__lt=on),
    }
    for stage, condition in reached.items():
        told: dict[str, Q] = defaultdict(Q)
        for rule, runs in _rules():
            for role in getattr(rule.telling, stage.value):
                told[_role(rule, role)] |= runs
        yield stage, {role: condition & rules for role, rules in told.items()}
    yield Stage.ESCALATED, _escalated(on, calendar)


def _escalated(on: date, calendar: WorkingDays) -> dict[str, Q]:
    told: dict[str, Q] = defaultdict(Q)
    for rule, runs in _rules():
        for step in rule.telling.escalate:
            for role in step.to:
                told[_role(rule, role)] |= runs & Q(due_on__lt=_late_by(step.after, on, calendar))
    return told


def _late_by(after: Span, on: date, calendar: WorkingDays) -> date:
    """Clocks due before this day are late by so many working days at the end of `on`."""
    return calendar.add(add_days(on, 1), -after.amount)


def _role(rule: Timescale, role: str) -> str:
    return rule.owner if role == "owner" else role


@transaction.atomic
def _tell_stage(stage: Stage, told: dict[str, Q], on: date) -> int:
    new = sum(_tell_role(role, stage, condition, on) for role, condition in told.items())
    everybody = Q(pk__in=[])
    for condition in told.values():
        everybody |= condition
    for role in FALLBACK:
        new += _tell_role(role, stage, everybody & Q(~_told_already(stage)), on)
    return new


def _told_already(stage: Stage) -> Exists:
    return Exists(
        Notice.objects.filter(deadline_id=OuterRef("pk"), due_on=OuterRef("due_on"), stage=stage)
    )


def _tell_role(role: str, stage: Stage, condition: Q, on: date) -> int:
    clocks = Deadline.objects.open().filter(condition).order_by()
    rows = clocks.values(
        "id", "child_id", "record_label", "record_id", "due_on", "title", "is_immediate"
    )
    return sum(_insert(resolver, stage, rows, on) for resolver in people.resolvers(role))


def _insert(
    resolver: people.Resolver, stage: Stage, rows: QuerySet[Deadline, Any], on: date
) -> int:
    try:
        clocks, clock_values = rows.query.get_compiler(connection=connection).as_sql()
        reached = resolver.people(on).query.get_compiler(connection=connection)
        persons, person_values = reached.as_sql()
    except EmptyResultSet:
        return 0
    joined, join_values = _join(resolver)
    statement = INSERT.format(
        notice=Notice._meta.db_table,
        user=User._meta.db_table,
        deadlines=clocks,
        people=persons,
        joined=joined,
    )
    made: list[Any] = [
        stage.value,
        # A moved day is told once a day to each person, however many clocks it moved.
        stage is not Stage.MOVED,
        connection.ops.adapt_datefield_value(on),
        connection.ops.adapt_datetimefield_value(now()),
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*made, *clock_values, *person_values, *join_values])
        return int(cursor.rowcount)


def _join(resolver: people.Resolver) -> tuple[str, list[str]]:
    if resolver.of_service:
        return "1 = 1", []
    if resolver.record_label:
        return "p.key = d.record_id AND d.record_label = %s", [resolver.record_label]
    return "p.key = d.child_id", []
