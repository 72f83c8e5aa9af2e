"""Opening a child's file without a relation, for a reason (break-glass)."""

from collections.abc import Iterable
from datetime import date, datetime
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


def answers_for_it(access: Any, user: Any) -> bool:
    """Say whether the review falls to this person: governance, or the manager of the team."""
    if access.user_id == user.pk:
        return False
    is_manager = user.team_id is not None and access.user.team_id == user.team_id
    return bool(user.may(Permission.SEE_LOOKS) or is_manager)


class AccessQuerySet(VisibleQuerySet["Access"]):
    """The openings for a reason."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return all to information governance, those of the team to its manager."""
        if not user.may(Permission.REVIEW_ACCESS):
            return self.none()
        if user.may(Permission.SEE_LOOKS):
            return self
        return self.filter(user__team=user.team_id) if user.team_id else self.none()

    def in_force(self, at: datetime) -> Self:
        """Return those that have not lapsed."""
        return self.filter(opened_at__lte=at, lapses_at__gt=at)

    def to_review(self) -> Self:
        """Return those that nobody has reviewed, lapsed or not."""
        return self.filter(state=Access.State.OPENED)


class Access(Record):
    """One person opened one child's file without a relation, and said why."""

    class State(models.TextChoices):
        NEW = "new", "Not opened"
        OPENED = "opened", "To be reviewed"
        REVIEWED = "reviewed", "Reviewed"

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", "The child may be in danger now"
        DUTY = "duty", "I am on duty, or stand in for the lead professional"
        CONTACT = "contact", "A contact or referral about this child came to me"
        CONNECTED = "connected", "I work with somebody close to this child"
        OTHER = "other", "Another reason"

    class Finding(models.TextChoices):
        JUSTIFIED = "justified", "It was needed"
        MISTAKEN = "mistaken", "A mistake: the wrong record was opened"
        NOT_JUSTIFIED = "not_justified", "It was not needed: taken further"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="accesses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accesses"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    finding = models.CharField(max_length=20, choices=Finding, blank=True)
    found = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = StateField(choices=State, default=State.NEW)

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "accesses"
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "lapses_at"]),
            models.Index(
                fields=["opened_at"], condition=Q(state="opened"), name="access_to_review"
            ),
        ]

    def __str__(self) -> str:
        return f"Access {self.reference}"

    @property
    def reference(self) -> str:
        """The number by which it is spoken of; no name stands in it."""
        return f"A-{self.pk:04d}"

    def concerned_children(self) -> Iterable[Any]:
        """Return nobody: who looked is told by the audit, not by the child's chronology."""
        return []

    def get_absolute_url(self) -> str:
        """Return the address where it is reviewed."""
        return reverse("access", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.OPENED,
        conditions=[guards.reason_is_given],
        permission=needs(Permission.SEARCH_CHILDREN),
        custom={"label": "Open the file for a reason"},
    )
    def open(self, *, kind: str, reason: str, at: datetime, lapses_at: datetime) -> datetime:
        """The file opens at once; who answers for it is told, and it closes by itself."""
        self.kind, self.reason, self.opened_at, self.lapses_at = kind, reason, at, lapses_at
        return at

    @transition(
        field=state,
        source=State.OPENED,
        target=State.REVIEWED,
        conditions=[guards.reason_is_given],
        permission=needs(Permission.REVIEW_ACCESS, answers_for_it),
        custom={"label": "Review"},
    )
    def review(self, *, finding: str, reason: str, reviewer: User, on: date) -> date:
        """Somebody other than the reader says whether it was needed."""
        self.finding, self.found, self.reviewed_by = finding, reason, reviewer
        return on
