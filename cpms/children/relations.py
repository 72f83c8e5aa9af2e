"""Which relation lets a person see a child. Each app adds its own when it starts.

A relation is asked at the moment of the request, from dated rows, and never stored: a
deputy's last day is the last day. What keeps a person from a child (the record is
restricted, a conflict was declared) stands above every relation and every role.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from cpms.accounts.models import User

ChildIds = QuerySet[Any, Any]


@dataclass(frozen=True)
class Relation:
    """A way of being concerned with a child: its name, and the children it reaches."""

    name: str
    child_ids: Callable[[User, date], ChildIds | None]


_RELATIONS: dict[str, Relation] = {}
_BARS: dict[str, Relation] = {}


def register(name: str, child_ids: Callable[[User, date], ChildIds | None]) -> None:
    """Add a relation. `child_ids` gives a query of child numbers, or None for nobody."""
    _RELATIONS[name] = Relation(name, child_ids)


def register_bar(name: str, child_ids: Callable[[User, date], ChildIds | None]) -> None:
    """Add what keeps a person from a child, whatever their role and relations are."""
    _BARS[name] = Relation(name, child_ids)


def barred(user: User, on: date) -> Q:
    """Return the condition of the children from whom anything keeps the person on the day."""
    return _any_of(_BARS.values(), user, on)


def related(user: User, on: date) -> Q:
    """Return the condition that any relation of the person on the day meets."""
    return _any_of(_RELATIONS.values(), user, on)


def _any_of(relations: Iterable[Relation], user: User, on: date) -> Q:
    condition = Q(pk__in=[])
    for relation in relations:
        reached = relation.child_ids(user, on)
        if reached is not None:
            condition |= Q(pk__in=reached.values("pk"))
    return condition


def reached_as(name: str, user: User, on: date) -> Q:
    """Return the condition that this one relation of the person meets; none without a name."""
    relation = _RELATIONS.get(name)
    reached = relation.child_ids(user, on) if relation and user.is_active else None
    return Q(pk__in=[]) if reached is None else Q(pk__in=reached.values("pk"))


def relations_of(user: User, child_id: int, on: date) -> list[str]:
    """Return by which relations the person is concerned with the child on the day."""
    return relations_to(user, [child_id], on).get(child_id, [])


def relations_to(user: User, child_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    """Return, for each of these children, the person's relations to it, in one query."""
    parts = []
    for relation in _RELATIONS.values():
        reached = relation.child_ids(user, on)
        if reached is not None:
            rows = reached.filter(pk__in=list(child_ids)).order_by()
            parts.append(rows.values_list("pk", Value(relation.name, output_field=CharField())))
    found: dict[int, list[str]] = {}
    if parts:
        for child_id, name in parts[0].union(*parts[1:]):
            found.setdefault(child_id, []).append(name)
    order = list(_RELATIONS)
    return {child_id: sorted(names, key=order.index) for child_id, names in found.items()}
