"""Finding accounts for the list, with the roles that each holds today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role


def find(text: str, state: str) -> QuerySet[User]:
    """Return the accounts that the search means, by name."""
    rows = User.objects.select_related("team").order_by("name", "pk")
    for word in text.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
        )
    return rows if state == "all" else rows.filter(is_active=state != "closed")


def roles_of(people: Iterable[User], on: date) -> dict[int, str]:
    """Return in words, for each person, the roles held on the day."""
    found: dict[int, list[str]] = defaultdict(list)
    for held in RoleHeld.objects.on(on).filter(user__in=people).order_by("role"):
        found[held.user_id].append(str(Role(held.role).label))
    return {pk: ", ".join(labels) for pk, labels in found.items()}


def roles_held(person: User) -> QuerySet[RoleHeld]:
    """Return every role that somebody holds, held or will hold."""
    return RoleHeld.objects.filter(user=person).order_by("-held_from", "pk")


def every_role_held() -> QuerySet[RoleHeld]:
    """Return every role of everybody, with whose it is."""
    return RoleHeld.objects.select_related("user")
