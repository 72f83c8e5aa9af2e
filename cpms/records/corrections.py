"""A day that was entered wrongly: the line stays, another takes its place and says why.

A line of the chronology is never changed. Whoever may make the move may correct its day; the
clocks are recomputed with the correction, and the record's own day follows.
"""

from collections.abc import Iterable
from datetime import date, datetime
from inspect import signature
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cpms.accounts.models import User
from cpms.accounts.permissions import Needs
from cpms.design.formats import day
from cpms.records import chronology
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event, Record
from cpms.records.moves import locked, write
from cpms.records.signals import moved
from cpms.records.transitions import may_make, record_models, transitions_of


@transaction.atomic
def correct(event: Event, *, happened_on: date, reason: str, by: User, today: date) -> list[Event]:
    """Say on which day it truly happened, for every child whom the same move concerned.

    Returns the lines that now stand. Raises Refused with every sentence that stands in the
    way, PermissionDenied when this person might not have made the move.
    """
    record = locked(record_of(event))
    if not may_make(record, event.move, by):
        raise PermissionDenied(f"{by} may not correct this.")
    if event.corrections.exists() or event.corrects_id:
        event = _standing(event)
    if refusals := list(_refusals(event, happened_on, reason, today)):
        raise Refused(*refusals)
    wrong = _of_the_same_move(event)
    _follow(record, event, happened_on, reason, by)
    lines = [_line(one, happened_on, reason, by) for one in wrong]
    lines = Event.objects.bulk_create(lines)
    moved.send(sender=type(record), record=record, move="correct", events=lines, by=by)
    return lines


def record_of(event: Event) -> Record:
    """The record whose move the line tells."""
    model = _model_of(event)
    found: Record = model._base_manager.get(pk=event.record_id)
    return found


def may_correct(event: Event, user: User) -> bool:
    """Whether the person's role lets them make the move; asked for whole pages, without a query.

    What the move asks of the person beside the role is asked when the correction is made.
    """
    model = _models().get(event.record_label)
    if model is None:
        return False
    needed = {
        transition.permission.permission
        for transition in transitions_of(model)
        if transition.name == event.move and isinstance(transition.permission, Needs)
    }
    return any(user.may(permission) for permission in needed)


def _models() -> dict[str, type[Record]]:
    return {model.record_label(): model for model in record_models()}


def _model_of(event: Event) -> type[Record]:
    return _models()[event.record_label]


def _standing(event: Event) -> Event:
    """The line that stands for this one: the last correction of the first line."""
    first = event.corrects or event
    return first.corrections.order_by("pk").last() or first


def _refusals(event: Event, happened_on: date, reason: str, today: date) -> Iterable[str]:
    if not reason.strip():
        yield "Say how the wrong day came about: the reason stands in the chronology."
    if happened_on > today:
        yield "What happened cannot lie ahead."
    if happened_on == event.happened_on:
        raise AlreadyMoved(f"{day(happened_on)} is the day that stands there already.")
    before, after = _neighbours(event)
    if before and happened_on < before.happened_on <= event.happened_on:
        yield _order("before", before)
    if after and happened_on > after.happened_on >= event.happened_on:
        yield _order("after", after)


def _order(side: str, other: Event) -> str:
    return (
        f"That would be {side} “{chronology.sentence(other)}”, {day(other.happened_on)}. "
        "If that day is wrong too, correct it first."
    )


def _neighbours(event: Event) -> tuple[Event | None, Event | None]:
    """What this record did before and after, for the same child, as it stands."""
    first = event.corrects_id or event.pk
    told = Event.objects.filter(
        child=event.child_id, record_label=event.record_label, record_id=event.record_id
    )
    before = told.filter(corrects=None, pk__lt=first).order_by("pk").last()
    after = told.filter(corrects=None, pk__gt=first).order_by("pk").first()
    return before and _standing(before), after and _standing(after)


def _of_the_same_move(event: Event) -> list[Event]:
    """The lines that this move wrote for other children, as they stand, and this one."""
    first = event.corrects or event
    alike = Event.objects.filter(
        corrects=None,
        record_label=first.record_label,
        record_id=first.record_id,
        move=first.move,
        happened_on=first.happened_on,
    ).order_by("pk")
    lines: dict[int, list[Event]] = {}
    for line in alike:
        lines.setdefault(line.child_id, []).append(line)
    place = lines[first.child_id].index(first)
    return [_standing(of_child[place]) for of_child in lines.values() if place < len(of_child)]


def _line(wrong: Event, happened_on: date, reason: str, by: User) -> Event:
    return Event(
        child_id=wrong.child_id,
        name=wrong.name,
        happened_on=happened_on,
        happened_at=_same_clock(wrong.happened_at, happened_on),
        entered_by=by,
        record_label=wrong.record_label,
        record_id=wrong.record_id,
        move=wrong.move,
        facts={**wrong.facts, "was_on": wrong.happened_on.isoformat(), "because": reason.strip()},
        corrects_id=wrong.corrects_id or wrong.pk,
    )


def _follow(record: Record, event: Event, happened_on: date, reason: str, by: User) -> None:
    """Bring the day that the move wrote into the record to the day that is true."""
    wrote = signature(getattr(type(record), event.move)).parameters
    changed = False
    for column in record._meta.concrete_fields:
        value = getattr(record, column.name, None) if column.name in wrote else None
        if _day_of(value) == event.happened_on:
            setattr(record, column.name, _moved(value, happened_on))
            changed = True
    if changed:
        record._change_reason = f"Day corrected: {reason.strip()}"  # type: ignore[attr-defined]
        write(record, by=by)


def _moved(value: Any, happened_on: date) -> Any:
    return _same_clock(value, happened_on) if isinstance(value, datetime) else happened_on


def _day_of(value: Any) -> date | None:
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return value if isinstance(value, date) else None


def _same_clock(at: datetime | None, on: date) -> datetime | None:
    """The same time by the clock, on another day."""
    if at is None:
        return None
    local = timezone.localtime(at)
    return datetime.combine(on, local.time(), tzinfo=local.tzinfo)
