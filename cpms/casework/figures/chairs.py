"""Who chairs how many conferences in the days ahead, and which have no chair yet (CF-02)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from conferences.models import Conference, Decision
from cpms.accounts.models import User
from cpms.casework.figures.scope import NOBODY, Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.casework.figures.tables import Number
from cpms.children.models import Child
from cpms.timescales.calendar import end_of_day, start_of_day
from plans.models import Plan

UNCHAIRED = (Conference.State.REQUESTED, Conference.State.AGREED, Conference.State.STOOD_DOWN)


@dataclass(frozen=True)
class Load:
    """One chair: conferences ahead, and children on a plan whom they chair for."""

    name: str
    booked: int
    ahead: Number
    children: Number
    room: int = 0


@dataclass(frozen=True)
class Loads:
    """All chairs, the busiest first, and what waits for one."""

    chairs: list[Load]
    most: int
    ahead: Number
    unchaired: Number


def meant(user: User, today: date, scope: Scope) -> Any:
    """Return the conferences about the children who are meant."""
    seen = Conference.objects.visible_to(user, today)
    if not (scope.team or scope.is_of_people):
        return seen
    children = scope.children(Child.objects.all())
    return seen.filter(
        pk__in=Decision.objects.filter(child__in=children.values("pk")).values("conference")
    )


def ahead(conferences: Any, first: date, last: date) -> Any:
    """Keep those booked from one day to another."""
    return conferences.filter(
        state__in=Conference.BOOKED,
        scheduled_at__gte=start_of_day(first),
        scheduled_at__lt=end_of_day(last),
    )


def without_chair(conferences: Any) -> Any:
    """Keep those still to be held that nobody chairs."""
    return conferences.filter(chair__isnull=True, state__in=[*UNCHAIRED, *Conference.BOOKED])


def read(user: User, today: date, days: list[date], scope: Scope) -> Loads:
    """Count conferences by chair, those without one, and the children, in three statements."""
    conferences = meant(user, today, scope)
    booked = dict(
        ahead(conferences, days[0], days[-1])
        .order_by()
        .values_list("chair")
        .annotate(Count("pk", distinct=True))
    )
    children = dict(_children(user, today))
    waiting = without_chair(conferences).order_by().values("pk").distinct().count()
    names = User.objects.in_bulk({pk for pk in (*booked, *children) if pk})
    reader = Reader(user)

    def number(count: int, page: str, **filters: Any) -> Number:
        href = reader.link(scope.address(page, **filters)) if count else ""
        return Number(reader.number(count), href)

    order = sorted(names, key=lambda pk: (-booked.get(pk, 0), names[pk].name))
    return Loads(
        chairs=[
            Load(
                names[pk].name,
                booked.get(pk, 0),
                number(booked.get(pk, 0), "conferences-ahead", chair=pk),
                number(children.get(pk, 0), "children", chair=pk, status="plan"),
            )
            for pk in order
        ],
        most=max(booked.values(), default=0),
        ahead=number(sum(booked.values()), "conferences-ahead"),
        unchaired=number(waiting, "conferences-ahead", chair=NOBODY),
    )


def _children(user: User, today: date) -> Any:
    """Count the children on a plan by who chairs for them, as the list of children narrows."""
    on_a_plan = Plan.objects.visible_to(user, today).current().values("child")
    going_on = Q(conference__state__in=Conference.OPEN) | Q(plan__state__in=Plan.IN_FORCE)
    own = Decision.objects.visible_to(user, today).filter(going_on, child__in=on_a_plan)
    return (
        own.filter(conference__chair__isnull=False)
        .order_by()
        .values_list("conference__chair")
        .annotate(Count("child", distinct=True))
    )
