"""The list of English authorities as it ships, and what an administrator makes of it (MV-04).

The file beside this one names all 153 authorities with children's services: 21 counties, 36
metropolitan boroughs, 33 in London and 63 unitary ones, the Isles of Scilly among them.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import LocalAuthority
from cpms.records.guards import Refused
from cpms.records.moves import write

SHIPPED = Path(__file__).with_suffix(".csv")


def shipped() -> Iterator[dict[str, str]]:
    """Yield code, name and kind of each authority of the file."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def add_missing() -> int:
    """Add the authorities of the file that are not there; return how many. Changes none."""
    known = set(LocalAuthority.objects.values_list("code", flat=True))
    new = [row for row in shipped() if row["code"] not in known]
    for row in new:
        write(LocalAuthority(**row), by=None)
    return len(new)


@transaction.atomic
def change(authority: LocalAuthority, *, by: User, **particulars: Any) -> LocalAuthority:
    """Put right what is known of an authority; one alone is this authority itself."""
    authority = LocalAuthority.objects.select_for_update().get(pk=authority.pk)
    for name, value in particulars.items():
        setattr(authority, name, value)
    own = LocalAuthority.objects.filter(is_own=True).exclude(pk=authority.pk).first()
    if authority.is_own and own:
        raise Refused(f"{own} is marked as this authority. Take the mark off there first.")
    write(authority, by=by)
    return authority


@transaction.atomic
def add(*, code: str, name: str, kind: str, by: User, email: str = "") -> LocalAuthority:
    """Add an authority that came into being."""
    if LocalAuthority.objects.filter(code=code).exists():
        raise Refused("An authority with this name is on the list already.")
    authority = LocalAuthority(code=code, name=name, kind=kind, email=email)
    write(authority, by=by)
    return authority
