"""Restricting a record to named readers: the move and its list, one transaction."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import Child, Restriction, RestrictionReader
from cpms.records.moves import perform, write


@transaction.atomic
def restrict(
    child: Child, *, kind: str, reason: str, readers: Iterable[User], on: date, by: User
) -> Restriction:
    """Restrict the record of this child, and of no sibling, to these people from now on."""
    named = list(readers)
    restriction: Restriction = perform(
        Restriction(child=child), "restrict", by=by, kind=kind, reason=reason, readers=named, on=on
    )
    for reader in named:
        _name(restriction, reader, reason, on, by)
    return restriction


@transaction.atomic
def change_readers(
    restriction: Restriction, *, reason: str, readers: Iterable[User], on: date, by: User
) -> Restriction:
    """Put these people in the place of the present readers: who is left out is out at once."""
    named = {reader.pk: reader for reader in readers}
    restriction = perform(
        restriction, "change_readers", by=by, reason=reason, readers=list(named.values()), on=on
    )
    for row in restriction.readers.current():
        if not named.pop(row.user_id, None):
            row.until_on = on
            write(row, by=by)
    for reader in named.values():
        _name(restriction, reader, reason, on, by)
    return restriction


def _name(restriction: Restriction, reader: User, reason: str, on: date, by: User) -> None:
    row = RestrictionReader(restriction=restriction, user=reader, reason=reason, from_on=on)
    write(row, by=by)
