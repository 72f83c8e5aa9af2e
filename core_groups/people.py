"""Relations of a person to a core group that a move may demand (CG-01)."""

from datetime import date
from typing import Any

from django.db.models import Q

from cpms.accounts.permissions import Permission
from cpms.records import clock


def membership(group: Any, user: Any, on: date | None = None) -> Any | None:
    """Return the person's own membership of the group on a day, if they are a member."""
    own = Q(user=user) | Q(practitioner__user=user)
    return group.members.on(on or clock.today()).filter(own).first()


def takes_part(record: Any, user: Any) -> bool:
    """Say whether the person is a member of the record's group today, or runs core groups."""
    return bool(user.may(Permission.RUN_CORE_GROUP)) or membership(record.group, user) is not None
