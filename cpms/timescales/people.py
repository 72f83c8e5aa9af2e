"""Who answers for a clock: roles of the packs, resolved to people when they are asked for.

A pack names roles ("lead_professional", "chair"). Each app registers, from its
`AppConfig.ready`, how a role is found; the answer is a query and never stored, so that a new
lead professional has every clock from the day they are allocated.

    people.register("lead_professional", leads)                     # key: the child
    people.register("chair", chairs, record_label="conference")     # key: the record that
                                                                    # started the clock
    people.register("unit", officers, of_service=True)              # everybody of that role

A resolver takes the day and returns a query with the columns `key` and `person`:
`Conference.objects.values(key=F("pk"), person=F("chair"))`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.children.models import Allocation

from .models import Deadline

People = QuerySet[Any, Any]


@dataclass(frozen=True)
class Resolver:
    """How one role is found, by child, by the record that started the clock, or at large."""

    role: str
    people: Callable[[date], People]
    record_label: str = ""
    of_service: bool = False


_RESOLVERS: dict[str, list[Resolver]] = defaultdict(list)


def register(
    role: str,
    people: Callable[[date], People],
    *,
    record_label: str = "",
    of_service: bool = False,
) -> None:
    """Say how a role is found; several ways add up."""
    resolver = Resolver(role, people, record_label, of_service)
    if resolver not in _RESOLVERS[role]:
        _RESOLVERS[role].append(resolver)


def resolvers(role: str) -> list[Resolver]:
    """The ways in which a role is found."""
    return list(_RESOLVERS[role])


def roles() -> list[str]:
    """Every role that can be found."""
    return sorted(role for role, found in _RESOLVERS.items() if found)


def owned_by(user: User, on: date) -> Q:
    """The condition that a deadline is this person's to meet."""
    owned = Q(pk__in=[])
    for role in roles():
        for resolver in resolvers(role):
            owned |= Q(owner=role) & _reached(resolver, user, on)
    return owned


def _reached(resolver: Resolver, user: User, on: date) -> Q:
    keys = resolver.people(on).filter(person=user.pk)
    if resolver.of_service:
        return Q() if keys.exists() else Q(pk__in=[])
    if resolver.record_label:
        return Q(record_label=resolver.record_label, record_id__in=keys.values("key"))
    return Q(child__in=keys.values("key"))


def responsible(deadlines: Iterable[Deadline], on: date) -> dict[UUID, list[User]]:
    """Whose each deadline is, in a few queries however many there are.

    Roles held by everybody of a kind (the unit) are left to their role's name.
    """
    by_role: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in deadlines:
        by_role[deadline.owner].append(deadline)
    found = {
        deadline.pk: person_ids
        for role, rows in by_role.items()
        for deadline, person_ids in _of_role(role, rows, on)
    }
    users = User.objects.in_bulk({pk for ids in found.values() for pk in ids})
    return {key: [users[pk] for pk in ids if pk in users] for key, ids in found.items()}


def _of_role(role: str, rows: list[Deadline], on: date) -> list[tuple[Deadline, list[int]]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for resolver in resolvers(role):
        if resolver.of_service:
            continue
        keys = {row.pk: key for row in rows if (key := _key(resolver, row)) is not None}
        pairs = resolver.people(on).filter(key__in=set(keys.values())).values_list("key", "person")
        by_key: dict[int, list[int]] = defaultdict(list)
        for key, person in pairs:
            by_key[key].append(person)
        for pk, key in keys.items():
            found[pk] += [person for person in by_key[key] if person not in found[pk]]
    return [(row, found[row.pk]) for row in rows]


def _key(resolver: Resolver, row: Deadline) -> int | None:
    if not resolver.record_label:
        return row.child_id
    return row.record_id if row.record_label == resolver.record_label else None


def register_service() -> None:
    """The roles that lie in accounts and children; called once when the app starts."""
    register("lead_professional", _leads)
    register("team_manager", _managers)
    register("unit", _holding(Role.UNIT_OFFICER), of_service=True)
    register("head_of_service", _holding(Role.HEAD_OF_SERVICE), of_service=True)
    register("quality_assurance_manager", _holding(Role.QUALITY_ASSURANCE_MANAGER), of_service=True)


def _leads(on: date) -> People:
    leads: People = Allocation.objects.current(on).order_by()
    return leads.values(key=F("child"), person=F("worker"))


def _managers(on: date) -> People:
    held: People = RoleHeld.objects.on(on).filter(role=Role.TEAM_MANAGER).order_by()
    return held.filter(user__team__children__isnull=False).values(
        key=F("user__team__children"), person=F("user")
    )


def _holding(role: Role) -> Callable[[date], People]:
    def held(on: date) -> People:
        holders: People = RoleHeld.objects.on(on).filter(role=role).order_by()
        return holders.values(key=F("user"), person=F("user"))

    return held
