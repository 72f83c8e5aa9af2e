"""What can be asked of a record's transitions, without making one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django_fsm import FSMFieldMixin, Transition

from cpms.accounts.models import User
from cpms.records.guards import Guard
from cpms.records.models import Record


@dataclass(frozen=True)
class Option:
    """A move that a person could make now, and what still stands in its way."""

    move: str
    label: str
    refusals: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Say whether nothing stands in the way."""
        return not self.refusals


def record_models() -> list[type[Record]]:
    """Return every kind of record, without the tables of its history."""
    found = [model for model in apps.get_models() if issubclass(model, Record)]
    return cast(list[type[Record]], found)


def state_field(model: type[Record]) -> FSMFieldMixin:
    """Return the field that holds the state of this kind of record."""
    return cast(FSMFieldMixin, model._meta.get_field("state"))  # type: ignore[misc]


def transitions_of(model: type[Record]) -> Iterator[Transition]:
    """Yield each transition of a record: one for each move and state it may start from."""
    yield from state_field(model).get_all_transitions(model)


def transition_from(record: Record, move: str) -> Transition | None:
    """Return the transition that the move makes from the record's present state, if any."""
    method = getattr(type(record), move)
    return cast(Transition | None, method._django_fsm.get_transition(record.state))


def may_make(record: Record, move: str, user: User) -> bool:
    """Say whether the person may make the move, whatever the record's present state."""
    meta = getattr(type(record), move)._django_fsm
    return all(transition.has_perm(record, user) for transition in meta.transitions.values())


def event_name(model: type[Record], transition: Transition) -> str:
    """Return the name under which the move enters the chronology."""
    event = transition.custom.get("event") or str(transition.target)
    return f"{model.record_label()}.{event}"


def label_of(transition: Transition) -> str:
    """Return the move in words for a button or a heading."""
    return str(transition.custom.get("label") or transition.name.replace("_", " ").capitalize())


def unmet(transition: Transition, record: Record, facts: dict[str, Any] | None = None) -> list[str]:
    """Return the refusal of every guard that the record does not meet, all at once."""
    guards = cast(list[Guard], transition.conditions)
    return [guard.refusal_for(record) for guard in guards if not guard.allows(record, facts)]


def options(record: Record, user: User) -> list[Option]:
    """Return what this person could do with the record now, in the order of its model."""
    moves = state_field(type(record)).transitions[type(record)]
    found = []
    for move in moves:
        transition = transition_from(record, move)
        if transition and transition.has_perm(record, user):
            found.append(Option(move, label_of(transition), tuple(unmet(transition, record))))
    return found
