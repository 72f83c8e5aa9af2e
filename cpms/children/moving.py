"""Learning that a child lives somewhere else: the address, and the duty to tell (MV-01)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from cpms.accounts.models import User
from cpms.children import circle
from cpms.children.models import Address, AddressChange, Child, Person
from cpms.records.moves import perform


@transaction.atomic
def record_address(
    children: Sequence[Child],
    people: Sequence[Person],
    *,
    told_by: str,
    learned_on: date,
    today: date,
    by: User,
    **place: Any,
) -> list[AddressChange]:
    """Note where these people live. For a child who lived elsewhere before, it is a move.

    The address is kept at once, with its day; of each child who moved, the lead professional
    is told by the clock that begins here. A first address is no move and starts nothing.
    """
    moving = [child for child in children if child.addresses.filter(until_on=None).exists()]
    addresses = circle.move_in(children, people, by=by, **place)
    own = {row.child_id: row for row in addresses if row.child_id}
    return [
        _learn(child, own[child.pk], learned_on=learned_on, told_by=told_by, today=today, by=by)
        for child in moving
    ]


def _learn(child: Child, address: Address, *, by: User, **facts: Any) -> AddressChange:
    change: AddressChange = AddressChange(child=child, address=address)
    return perform(change, "learn", by=by, **facts)
