"""A person too close to a child to have anything to do with its record."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import transition

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.guards import trust as guards
from cpms.children.models.child import Child
from cpms.records.models import Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


def is_own_or_of_the_team(conflict: Any, user: Any) -> bool:
    """Say whether the conflict is the person's own, or that of somebody they answer for."""
    if conflict.user_id == user.pk or user.may(Permission.RESTRICT_CHILD):
        return True
    is_manager = user.may(Permission.REVIEW_ACCESS) and user.team_id is not None
    return bool(is_manager and conflict.user.team_id == user.team_id)


def is_somebody_elses(conflict: Any, user: Any) -> bool:
    """Say whether another person is in conflict: nobody lifts what keeps them out."""
    return bool(conflict.user_id != user.pk)


class ConflictQuerySet(VisibleQuerySet["Conflict"]):
    """The conflicts declared."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the person's own, and all to those who end them or look after the audit."""
        if not user.is_active:
            return self.none()
        if user.may(Permission.SEE_LOOKS):
            return self
        own = Q(user=user)
        if user.may(Permission.RESTRICT_CHILD):
            own |= Q(child__in=Child.objects.visible_to(user, on).values("pk"))
        return self.filter(own)

    def in_force(self) -> Self:
        """Return those that hold now."""
        return self.filter(state=Conflict.State.IN_FORCE)


class Conflict(Record):
    """One person's closeness to one child: it blocks every way to the record."""

    class State(models.TextChoices):
        NEW = "new", "Not declared"
        IN_FORCE = "in_force", "In force"
        ENDED = "ended", "Ended"

    class Kind(models.TextChoices):
        RELATIVE = "relative", "Relative"
        NEIGHBOUR = "neighbour", "Neighbour"
        FRIEND = "friend", "Friend of the family"
        OTHER = "other", "Other closeness"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    declared_on = models.DateField()
    why_ended = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "user"],
                condition=Q(state="in_force"),
                name="one_conflict_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display().lower()} of a child"

    def concerned_children(self) -> Iterable[Any]:
        """Return nobody: a colleague's private life is no part of a child's chronology."""
        return []

    def get_absolute_url(self) -> str:
        """Return the address of the list it stands in."""
        return reverse("conflicts")

    @transition(
        field=state,
        source=State.NEW,
        target=State.IN_FORCE,
        conditions=[guards.conflict_is_new],
        permission=needs(Permission.DECLARE_CONFLICT, is_own_or_of_the_team),
        custom={"event": "declared", "label": "Declare a conflict of interest"},
    )
    def declare(self, *, kind: str, on: date) -> date:
        """From this moment the record is closed to this person."""
        self.kind, self.declared_on = kind, on
        return on

    @transition(
        field=state,
        source=State.IN_FORCE,
        target=State.ENDED,
        conditions=[guards.reason_is_given],
        permission=needs(Permission.RESTRICT_CHILD, is_somebody_elses),
        custom={"label": "End the conflict of interest"},
    )
    def end(self, *, reason: str, on: date) -> date:
        """It was declared in error, or the closeness is over."""
        self.why_ended = reason
        return on
