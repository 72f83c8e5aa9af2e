"""Days that every record of a child's status asks about in the same words."""

from collections.abc import Callable, Mapping
from typing import Any

from cpms.records.guards import Guard


def not_ahead(fact: str, what: str) -> Guard:
    """Return the guard that a day given with the move is not after the day it is entered."""
    return Guard(
        lambda record, facts: facts[fact] <= facts["today"],
        refusal=f"{what} cannot lie in the future.",
    )


def not_before(fact: str, since: str, refusal: str) -> Guard:
    """Return the guard that a day given with the move is not before one the record has."""

    def holds(record: Any, facts: Mapping[str, Any]) -> bool:
        earlier = getattr(record, since)
        return earlier is None or facts[fact] >= earlier

    return Guard(holds, refusal=refusal)


def says(fact: str, refusal: str) -> Guard:
    """Return the guard that the words given with the move are not empty."""
    return Guard(lambda record, facts: bool(str(facts[fact]).strip()), refusal=refusal)


def is_not_yet(field: str, refusal: str) -> Guard:
    """Return the guard that something of the record is not recorded already."""
    return Guard(lambda record: not getattr(record, field), refusal=refusal)


def alone(refusal: Callable[[Any], str]) -> Guard:
    """Return the guard that the child has no other open record of the same kind."""
    return Guard(
        lambda record: not _others(record).exists(),
        refusal=refusal,
    )


def _others(record: Any) -> Any:
    rows = type(record).objects.open().filter(child=record.child_id)
    return rows.exclude(pk=record.pk)
