"""Which relation lets a person see a child. Each app adds its own when it starts.

A relation is asked at the moment of the request, from dated rows, and never stored: a
deputy's last day is the last day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cpms.accounts.models import User

ChildIds = QuerySet[Any, Any]


@dataclass(frozen=True)
class Relation:
    """A way of being concerned with a child: its name, and the children it reaches."""

    name: str
    child_ids: Callable[[User, date], ChildIds | None]


_RELATIONS: dict[str, Relation] = {}


def register(name: str, child_ids: Callable[[User, date], ChildIds | None]) -> None:
    """Add a relation. `child_ids` gives a query of child numbers, or None for nobody."""
    _RELATIONS[name] = Relation(name, child_ids)


def related(user: User, on: date) -> Q:
    """Return the condition that any relation of the person on the day meets."""
    condition = Q(pk__in=[])
    for relation in _RELATIONS.values():
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
    found = []
    for relation in _RELATIONS.values():
        reached = relation.child_ids(user, on)
        if reached is not None and reached.filter(pk=child_id).exists():
            found.append(relation.name)
    return found
