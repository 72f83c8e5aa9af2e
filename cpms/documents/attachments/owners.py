"""Which records may own files, and who may read them: each app adds its own when it starts.

The rule is that of the record: whoever may read it today may read its files today.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from cpms.accounts.models import User

Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class Owner:
    """A kind of record that owns files: its model, and whose files a person may read."""

    model: type[Model]
    readable_by: Callable[[User], Rows]


_OWNERS: dict[str, Owner] = {}


def register(model: type[Model], readable_by: Callable[[User], Rows] | None = None) -> None:
    """Let records of this model own files.

    `readable_by` gives the records whose files the person may read; without it, those that
    the person may see.
    """
    visible: Callable[[User], Rows] = model.objects.visible_to  # type: ignore[attr-defined]
    _OWNERS[label_of(model)] = Owner(model, readable_by or visible)


def label_of(model: type[Model] | Model) -> str:
    """Return the name under which a file keeps the kind of its record."""
    return str(model._meta.label_lower)


def is_registered(record: Model) -> bool:
    """Say whether records of this kind may own files."""
    return label_of(record) in _OWNERS


def readable(user: User) -> Q:
    """Return the condition on files that the person may read, asked at this moment."""
    condition = Q(pk__in=[])
    if not user.is_active:
        return condition
    for label, owner in _OWNERS.items():
        rows = owner.readable_by(user).order_by().values("pk")
        condition |= Q(record_label=label, record_id__in=rows)
    return condition


def children_of(label: str, record_id: int) -> Iterable[int]:
    """Return the children whom the owning record concerns."""
    record = _OWNERS[label].model._base_manager.get(pk=record_id)
    concerned: Callable[[], Iterable[Any]] = getattr(record, "concerned_children", list)
    return [child.pk for child in concerned()]
