"""Settling what a decision needs before it closes (CF-16 to CF-23, CF-30 to CF-35)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.guards import settled
from conferences.models import CoreGroupPlace, Decision, OutlineNeed
from conferences.models.settled import Settled
from conferences.people import is_its_chair
from conferences.services.session import lock_open
from cpms.accounts.models import User
from cpms.children.models import Person, Practitioner
from cpms.records.guards import Refused
from cpms.records.moves import write

FIELDS = frozenset(field.name for field in Settled._meta.get_fields())
DAYS = {
    "first_core_group_at": settled.first_core_group_is_in_time,
    "review_on": settled.review_is_in_time,
}


CHAIRS_OWN = frozenset({"quoracy_breach_reason", "override_reason", "exceptional_reason"})


class Need(TypedDict):
    """One line of the outline plan, as it is entered."""

    need: str
    outcome: str
    by_when: date


@transaction.atomic
def settle(decision: Decision, *, by: User, **settled_facts: Any) -> Decision:
    """Write what was settled for one child: fields of `Settled` and no others."""
    if unknown := settled_facts.keys() - FIELDS:
        raise TypeError(f"not settled on the day: {', '.join(sorted(unknown))}")
    decision = lock_open(decision)
    if settled_facts.keys() & CHAIRS_OWN and not is_its_chair(decision, by):
        raise PermissionDenied("Only the chair of this conference departs from the rule.")
    for field, value in settled_facts.items():
        setattr(decision, field, value)
    refusals = [
        guard.refusal_for(decision)
        for field, guard in DAYS.items()
        if field in settled_facts and not guard.allows(decision)
    ]
    if refusals:
        raise Refused(*refusals)
    write(decision, by=by)
    return decision


@transaction.atomic
def settle_outline(decision: Decision, needs: Sequence[Need], *, by: User) -> Decision:
    """Put these lines in place of the outline plan; the lines taken out stay in the history."""
    decision = lock_open(decision)
    _remove(decision.outline.all(), by)
    for need in needs:
        write(OutlineNeed(decision=decision, **need), by=by)
    return decision


@transaction.atomic
def settle_core_group(
    decision: Decision,
    *,
    practitioners: Iterable[Practitioner],
    people: Iterable[Person] = (),
    by: User,
) -> Decision:
    """Name the core group; the lead professional belongs to it without being named (CG-01)."""
    decision = lock_open(decision)
    _remove(decision.core_group.all(), by)
    for practitioner in practitioners:
        write(CoreGroupPlace(decision=decision, practitioner=practitioner), by=by)
    for person in people:
        write(CoreGroupPlace(decision=decision, person=person), by=by)
    return decision


@transaction.atomic
def settle_each(
    service: Callable[..., Decision], decisions: Iterable[Decision], *, by: User, **facts: Any
) -> None:
    """Settle the same for several siblings, all or none, locked in the order of their numbers."""
    for decision in sorted(decisions, key=lambda row: row.pk):
        service(decision, by=by, **facts)


def _remove(rows: Iterable[Any], by: User) -> None:
    for row in rows:
        row._history_user = by
        row.delete()
