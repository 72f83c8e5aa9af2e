"""Making a move: the only place where a record changes its state."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django_fsm import Transition

from cpms.accounts.models import User
from cpms.records import chronology, clock
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event, Record, happened
from cpms.records.signals import moved
from cpms.records.transitions import event_name, label_of, transition_from, unmet

R = TypeVar("R", bound=Record)


def perform(record: R, move: str, *, by: User | None, **facts: Any) -> R:
    """Make the move and return the record as it then stands.

    One transaction holds it all: the row is locked, the state, the person and every guard
    are asked, the record is saved, each child concerned gets a line in the chronology, and
    whoever must act on it is told through `moved`. `by=None` is the service itself.

    Raises Refused with every sentence that stands in the way, AlreadyMoved when the state
    no longer allows it, PermissionDenied when this person may not.
    """
    with transaction.atomic():
        record = locked(record)
        transition = _transition(record, move)
        if by is not None and not transition.has_perm(record, by):
            raise PermissionDenied(f"{by} may not {label_of(transition).lower()}.")
        if refusals := unmet(transition, record, facts):
            raise Refused(*refusals)
        came = getattr(record, move)(**facts)
        write(record, by=by)
        events = _enter(record, transition, came, by)
        moved.send(sender=type(record), record=record, move=move, events=events, by=by)
    return record


def locked(record: R) -> R:
    """Return the record read again with its row locked until the transaction ends."""
    if record._state.adding:
        return record
    rows = type(record)._base_manager.select_for_update(of=("self",))
    return rows.get(pk=record.pk)


def write(row: Any, *, by: User | None) -> None:
    """Save a row with its history in this person's name."""
    row._history_user = by
    row._history_date = clock.now()
    row.save()


def _transition(record: Record, move: str) -> Transition:
    transition = transition_from(record, move)
    if transition is None:
        raise AlreadyMoved(_what_came_before(record))
    return transition


def _what_came_before(record: Record) -> str:
    last = Event.objects.of_record(record).select_related("entered_by").order_by("pk").last()
    state = str(getattr(record, "get_state_display", lambda: record.state)()).lower()
    if last is None:
        return f"This cannot be done now: the state is “{state}”. Nothing was changed."
    entered = date_format(timezone.localtime(last.entered_at), r"D j M Y \a\t H:i")
    who = last.entered_by or "the service"
    return (
        f"This cannot be done now. {chronology.sentence(last)}: entered by {who} on {entered}. "
        "Nothing was changed."
    )


def _enter(record: Record, transition: Transition, came: date, by: User | None) -> list[Event]:
    happened_on, happened_at = happened(came)
    name = event_name(type(record), transition)
    undone = _undone(record, transition)
    events = [
        Event(
            child=child,
            name=name,
            happened_on=happened_on,
            happened_at=happened_at,
            entered_by=by,
            record_label=record.record_label(),
            record_id=record.pk,
            move=transition.name,
            facts=record.facts_for(child) | ({"withdrawn": True} if child.pk in undone else {}),
            corrects_id=undone.get(child.pk),
        )
        for child in record.concerned_children()
    ]
    return Event.objects.bulk_create(events)


def _undone(record: Record, transition: Transition) -> dict[int, int]:
    """Return, for each child, the event that this move says has not happened after all.

    `custom={"takes_back": "decision_circulated"}`: the last event of that name is corrected,
    and the clocks that it met run on as if it had never been.
    """
    taken_back = transition.custom.get("takes_back")
    if not taken_back:
        return {}
    name = f"{record.record_label()}.{taken_back}"
    rows = Event.objects.of_record(record).filter(name=name, corrections=None).order_by("pk")
    return dict(rows.values_list("child_id", "pk"))
