"""Members of a core group see its child, from their first day in it to their last."""

from datetime import date

from django.db.models import Q

from core_groups.models import Member
from cpms.accounts.models import User
from cpms.children import relations
from cpms.children.models import Child
from plans.models.plan import CORE_GROUP_MEMBER


def register() -> None:
    """Name the relation; called once when the app starts."""
    relations.register(CORE_GROUP_MEMBER, children_of_member)


def children_of_member(user: User, on: date) -> relations.ChildIds | None:
    """Return the children in whose core group the person is on the day (CG-01)."""
    own = Q(user=user) | Q(practitioner__user=user)
    groups = Member.objects.on(on).filter(own).values("group")
    reached: relations.ChildIds = Child.objects.filter(plans__core_group__in=groups)
    return reached
