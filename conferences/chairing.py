"""Who can chair and who can take minutes: their days away, and how many a week (CF-02)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from conferences.models.chairing import Capacity, DaysAway
from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import GRANTS, Permission


def holding(permission: Permission, on: date) -> QuerySet[User]:
    """Return the people who may do this on a day, by any role: a chair is a role, not a title."""
    roles = [role for role, grants in GRANTS.items() if permission in grants]
    held = RoleHeld.objects.on(on).filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def chairs(on: date) -> QuerySet[User]:
    """Return those who may chair a conference on this day (CF-02)."""
    return holding(Permission.CHAIR_CONFERENCE, on)


def minute_takers(on: date) -> QuerySet[User]:
    """Return those who may write the minutes on this day and do not chair."""
    return holding(Permission.MINUTE_CONFERENCE, on).exclude(pk__in=chairs(on).values("pk"))


def away_on(people: Iterable[int], day: date) -> set[int]:
    """Return which of these people are away on a day."""
    rows = DaysAway.objects.filter(person__in=list(people), from_on__lte=day, until_on__gte=day)
    return set(rows.values_list("person", flat=True))


def away_between(first: date, last: date) -> list[DaysAway]:
    """Return the days away that touch the days from the first to the last."""
    rows = DaysAway.objects.filter(from_on__lte=last, until_on__gte=first)
    return list(rows.select_related("person"))


def away_from(day: date) -> QuerySet[DaysAway]:
    """Return the days away that are not over on a day, the soonest first."""
    return DaysAway.objects.filter(until_on__gte=day).select_related("person")


def capacities() -> dict[int, int]:
    """Return how many conferences a week each chair takes who does not take the usual number."""
    return dict(Capacity.objects.values_list("chair", "per_week"))


def usual_capacity() -> int:
    """Return how many conferences a chair takes in a week where nothing else is said."""
    return int(settings.CONFERENCES_A_WEEK)
