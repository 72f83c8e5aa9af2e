"""Telling those who answer for it that a file was opened for a reason: a number, no name."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db.models import Q

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.children.models import Access

from .calendar import local_day, now
from .models import Notice, Stage
from .reminders.outbox import wake

OPENINGS = UUID("6d0c2f8e-3c53-4a5e-9a0e-0c1a3a6f4b11")


def tell_of_opening(access: Access) -> None:
    """Tell the manager of the team and information governance, in the mover's transaction.

    Where neither is there to be told, the Head of Service is: never nobody.
    """
    today = local_day(access.opened_at)
    told = list(_answering_for(access)) or list(_holding(Q(role=Role.HEAD_OF_SERVICE), access))
    notices = [
        Notice(
            deadline_id=key(access),
            child=access.child,
            user=user,
            stage=Stage.ALERT,
            due_on=today,
            title=f"Opened for a reason, to be reviewed: {access.reference}",
            is_immediate=True,
            made_on=today,
            made_at=now(),
        )
        for user in told
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    wake()


def fall_silent(access: Access) -> None:
    """Put the notices away: somebody has reviewed the opening."""
    Notice.objects.of_deadlines([key(access)]).update(done_at=now())


def key(access: Access) -> UUID:
    """Return the key under which everybody is told of this opening."""
    return uuid5(OPENINGS, str(access.pk))


def _answering_for(access: Access) -> Iterable[User]:
    managers = Q(role=Role.TEAM_MANAGER, user__team=access.user.team_id)
    found = Q(role=Role.INFORMATION_GOVERNANCE)
    if access.user.team_id:
        found |= managers
    return _holding(found, access)


def _holding(held: Q, access: Access) -> Iterable[User]:
    roles = RoleHeld.objects.on(local_day(access.opened_at)).filter(held)
    people = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return people.exclude(pk=access.user_id).order_by("pk")
