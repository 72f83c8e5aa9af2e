"""The adults round the children of a family, and where each of them lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cpms.accounts.models import User
from cpms.children.models import Address, Child, Person, Relationship
from cpms.records.guards import Refused
from cpms.records.moves import write


@dataclass(frozen=True)
class Tie:
    """What an adult is to the children named with them."""

    kind: str
    has_parental_responsibility: bool


@transaction.atomic
def add_person(children: Sequence[Child], tie: Tie, *, by: User, **particulars: Any) -> Person:
    """Add an adult to the family and say what they are to these children."""
    person = Person(family=children[0].family, **particulars)
    write(person, by=by)
    _relate(person, children, tie, by)
    return person


@transaction.atomic
def change_person(
    person: Person, children: Sequence[Child], tie: Tie, *, by: User, **particulars: Any
) -> Person:
    """Put right what is known of an adult, and what they are to these children."""
    person = Person._base_manager.select_for_update().get(pk=person.pk)
    for name, value in particulars.items():
        setattr(person, name, value)
    write(person, by=by)
    _relate(person, children, tie, by)
    return person


def _relate(person: Person, children: Sequence[Child], tie: Tie, by: User) -> None:
    for child in children:
        row = person.relationships.filter(child=child).first()
        row = row or Relationship(child=child, person=person)
        row.kind, row.has_parental_responsibility = tie.kind, tie.has_parental_responsibility
        write(row, by=by)


@transaction.atomic
def move_in(
    children: Sequence[Child], people: Sequence[Person], *, by: User, from_on: date, **place: Any
) -> list[Address]:
    """Note where these people live from a day on; where they lived until then ends."""
    if not children and not people:
        raise Refused("Choose who lives at this address.")
    dwellers = [{"child": child} for child in children] + [{"person": one} for one in people]
    return [_settle(dweller, from_on, place, by) for dweller in dwellers]


def _settle(dweller: dict[str, Any], from_on: date, place: dict[str, Any], by: User) -> Address:
    former = Address._base_manager.select_for_update().filter(**dweller, until_on__isnull=True)
    for address in former:
        if address.from_on > from_on:
            who = address.child or address.person
            raise Refused(
                f"{who} has an address from a later day than this. Check the day of the move."
            )
        address.until_on = from_on
        write(address, by=by)
    address = Address(**dweller, from_on=from_on, **place)
    write(address, by=by)
    return address
