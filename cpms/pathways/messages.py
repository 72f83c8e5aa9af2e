"""Telling people at once, outside the service too: a reference and a link, never a name.

The message's row is written in the transaction that makes it due, so that no move is
without its message and no message without its move.
"""

from collections.abc import Iterable

from django.conf import settings

from cpms.accounts.models import RoleHeld, User
from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.records import clock
from cpms.records.models import Record
from cpms.timescales.reminders import outbox

WORDS = "{what}\n\nSign in to read what it concerns and what is to be done:\n{address}\n"


def tell(people: Iterable[User | None], record: Record, subject: str, what: str) -> None:
    """Put one message for each of these people into the outbox; the same twice adds none."""
    address = f"{settings.SERVICE_URL.rstrip('/')}{record.get_absolute_url()}"
    reached = {user.pk: user for user in people if user and user.is_active and user.email}
    for user in reached.values():
        outbox.put(
            reference=f"{record.record_label()}-{record.pk}-{_slug(subject)}-{user.pk}"[:80],
            to=user.email,
            subject=f"Child protection service: {subject}",
            body=WORDS.format(what=what, address=address),
        )


def _slug(subject: str) -> str:
    return "-".join(subject.lower().split())[:40]


def holders(role: Role) -> list[User]:
    """Return who holds a role today."""
    held = RoleHeld.objects.on(clock.today()).filter(role=role)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk"))


def managers_of(child: Child) -> list[User]:
    """Return the managers of the child's team."""
    return [user for user in holders(Role.TEAM_MANAGER) if user.team_id == child.team_id]
