"""What waits for somebody off the main road and has no clock of its own, or a further step.

Each duty is a query and the permission of those whose duty it is. My work asks for all the
children a person sees, a child's page for one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import AddressChange, Child, MissingEpisode, OfChild
from cpms.pathways.models import ChildInNeedMeeting
from cpms.pathways.tags import with_standing

SHOWN = 10
P = Permission
OVERSEE = P.WRITE_TO_AUTHORITIES


@dataclass(frozen=True)
class Task:
    """One thing to do: what, for whom, and where it is done."""

    title: str
    note: str
    href: str


@dataclass(frozen=True)
class Duty:
    """One kind of thing to do, whose it is, and the records that wait for it."""

    title: str
    permission: Permission
    rows: Callable[[], QuerySet[Any]]


def _missing(field: str) -> Callable[[], QuerySet[Any]]:
    return lambda: MissingEpisode.objects.open().filter(**{field: None})


DUTIES: list[Duty] = [
    Duty(
        "Tell the unit of the new address",
        P.RECORD_CASEWORK,
        lambda: AddressChange.objects.filter(state=AddressChange.State.LEARNED),
    ),
    Duty(
        "Tell the professionals of the new address",
        P.CIRCULATE,
        lambda: AddressChange.objects.filter(state=AddressChange.State.NOTIFIED),
    ),
    Duty("Missing: tell the managers", P.RECORD_CASEWORK, _missing("managers_told_on")),
    Duty("Missing: contact the agencies", OVERSEE, _missing("agencies_contacted_on")),
    Duty("Missing: have health trace the family", OVERSEE, _missing("health_tracing_on")),
    Duty("Missing: write to all authorities", OVERSEE, _missing("authorities_told_on")),
    Duty(
        "Set the date of the child in need meeting",
        P.RECORD_CASEWORK,
        lambda: ChildInNeedMeeting.objects.open().filter(planned_on=None),
    ),
]


def tasks_for(user: User, today: date, child: Child | None = None) -> Iterator[Task]:
    """Yield what waits for this person, about one child or all that they see."""
    seen = Child.objects.visible_to(user, today)
    seen = seen.filter(pk=child.pk) if child else seen
    yield from _discussions(user, seen, today)
    for duty in DUTIES:
        if user.may(duty.permission):
            rows = duty.rows().filter(child__in=seen.values("pk")).select_related("child")
            yield from (_task(duty, row) for row in rows[:SHOWN])


def _task(duty: Duty, row: OfChild) -> Task:
    return Task(duty.title, str(row.child), row.get_absolute_url())


def _discussions(user: User, seen: QuerySet[Child], today: date) -> Iterator[Task]:
    """After a death: the discussions demanded for brothers and sisters, until held (ST-10)."""
    if not user.may(P.RUN_STRATEGY_DISCUSSION):
        return
    for child in with_standing(seen, today).filter(discussion_is_due=True)[:SHOWN]:
        href = reverse("plan-strategy-discussion", args=[child.pk])
        yield Task("Hold a strategy discussion: a brother or sister died (ST-10)", child.name, href)
