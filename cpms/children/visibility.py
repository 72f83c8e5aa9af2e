"""The relations that lie in the child's own record: leading for it, and its team."""

from datetime import date

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children import relations
from cpms.children.models import Allocation, Child


def register() -> None:
    """Name the relations; called once when the app starts."""
    relations.register("lead professional", led_by)
    relations.register("team", in_team_of)


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
