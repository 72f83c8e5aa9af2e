"""Registering families and allocating children: several rows, one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from cpms.accounts.models import Team, User
from cpms.children.models import CaseCounter, Child, Family, Sex
from cpms.children.models.allocation import Allocation
from cpms.records.moves import locked, perform, write


@dataclass(frozen=True)
class NewChild:
    """What is known of a child when they are registered."""

    given_name: str
    family_name: str
    date_of_birth: date | None = None
    expected_on: date | None = None
    sex: str = Sex.UNKNOWN
    language: str = "English"
    is_interpreter_needed: bool = False
    access_needs: str = ""
    school: str = ""
    aliases: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def register_family(
    name: str, children: Sequence[NewChild], *, team: Team, on: date, by: User
) -> list[Child]:
    """Register the children of one family at once, each with a case number."""
    family = Family(name=name)
    write(family, by=by)
    return [register_child(family, child, team=team, on=on, by=by) for child in children]


@transaction.atomic
def register_child(family: Family, new: NewChild, *, team: Team, on: date, by: User) -> Child:
    """Register one more child of a family."""
    known = {key: value for key, value in vars(new).items() if key != "aliases"}
    child: Child = perform(
        Child(family=family, team=team, case_number=next_case_number(on), **known),
        "register",
        by=by,
        registered_on=on,
    )
    for alias in new.aliases:
        write(child.aliases.model(child=child, name=alias), by=by)
    return child


@transaction.atomic
def next_case_number(on: date) -> str:
    """Return the year's next case number, such as 26-0417."""
    CaseCounter.objects.get_or_create(year=on.year)
    counter = CaseCounter.objects.select_for_update().get(year=on.year)
    counter.last += 1
    counter.save()
    return f"{on.year % 100:02d}-{counter.last:04d}"


@transaction.atomic
def allocate(child: Child, worker: User, *, on: date, by: User | None) -> Child:
    """Make this worker the child's lead professional from the day on; the former one's ends."""
    former = Allocation.objects.select_for_update().filter(child=child, until_on__isnull=True)
    for allocation in former:
        allocation.until_on = on
        write(allocation, by=by)
    write(Allocation(child=child, worker=worker, from_on=on), by=by)
    # Last, so that whoever hears of it finds the new lead professional.
    return perform(child, "allocate", by=by, allocated_on=on)


@transaction.atomic
def allocate_all(
    children: Sequence[Child], worker: User, *, on: date, by: User | None
) -> list[Child]:
    """Make this worker lead for several children of a family, all or none."""
    return [allocate(child, worker, on=on, by=by) for child in children]


@transaction.atomic
def decide_reasonable_cause(
    children: Sequence[Child], *, decided_on: date, today: date, by: User | None
) -> list[Child]:
    """Record reasonable cause for one or several siblings at once, all or none (ST-01)."""
    return [
        perform(child, "decide_reasonable_cause", by=by, decided_on=decided_on, today=today)
        for child in children
    ]


@transaction.atomic
def change_particulars(
    child: Child, *, known_as: Sequence[str], by: User, **particulars: Any
) -> Child:
    """Put right what is known of a child: names, school, language, needs (FA-02)."""
    child = locked(child)
    for name, value in particulars.items():
        setattr(child, name, value)
    write(child, by=by)
    for alias in child.aliases.exclude(name__in=known_as):
        alias._history_user = by  # type: ignore[attr-defined]
        alias.delete()
    held = set(child.aliases.values_list("name", flat=True))
    for name in known_as:
        if name not in held:
            write(child.aliases.model(child=child, name=name), by=by)
    return child
