"""The relations that lie in the child's own record, and what keeps a person from a child."""

from datetime import date

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children import relations
from cpms.children.models import Access, Allocation, Child, Conflict, Restriction
from cpms.records import clock


def register() -> None:
    """Name the relations; called once when the app starts."""
    relations.register("lead professional", led_by)
    relations.register("team", in_team_of)
    relations.register("reason given", opened_by)
    relations.register_bar("restricted record", restricted_from)
    relations.register_bar("conflict of interest", in_conflict_with)


def led_by(user: User, on: date) -> relations.ChildIds | None:
    """Return the children whom the person leads for on the day."""
    led = Allocation.objects.current(on).filter(worker=user)
    reached: relations.ChildIds = Child.objects.filter(pk__in=led.values("child"))
    return reached


def in_team_of(user: User, on: date) -> relations.ChildIds | None:
    """Return the children of the person's own team, for those whose role sees a team."""
    if user.team_id is None or not user.may(Permission.SEE_TEAM_CHILDREN):
        return None
    reached: relations.ChildIds = Child.objects.filter(team=user.team_id)
    return reached


def opened_by(user: User, on: date) -> relations.ChildIds | None:
    """Return the children whose file the person opened for a reason, until that lapses."""
    opened = Access.objects.in_force(clock.now()).filter(user=user)
    reached: relations.ChildIds = Child.objects.filter(pk__in=opened.values("child"))
    return reached


def restricted_from(user: User, on: date) -> relations.ChildIds | None:
    """Return the children whose restricted record does not name this person as a reader."""
    hidden = Restriction.objects.hidden_from(user)
    reached: relations.ChildIds = Child.objects.filter(pk__in=hidden.values("child"))
    return reached


def in_conflict_with(user: User, on: date) -> relations.ChildIds | None:
    """Return the children to whom the person is too close: it blocks whatever else holds."""
    close = Conflict.objects.in_force().filter(user=user)
    reached: relations.ChildIds = Child.objects.filter(pk__in=close.values("child"))
    return reached
