"""Rows that tell people: notices in the service, and the outbox of what leaves it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.design.formats import day
from cpms.records.querysets import VisibleQuerySet


class Stage(models.TextChoices):
    """At which point of a clock somebody is told."""

    STARTED = "started", "Has begun"
    WARNING = "warning", "Due soon"
    DUE = "due", "Due today"
    OVERDUE = "overdue", "Overdue"
    ESCALATED = "escalated", "Overdue, and now with you"
    MOVED = "moved", "The due day was moved"
    ALERT = "alert", "For your attention"


class NoticeQuerySet(VisibleQuerySet["Notice"]):
    """What people have been told."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return what this person has been told; nobody reads another's notices."""
        return self.filter(user=user)

    def waiting(self) -> Self:
        """Return what has not been put away."""
        return self.filter(done_at__isnull=True)

    def of_deadlines(self, ids: list[object]) -> Self:
        """Return the notices about these clocks that are not put away."""
        return self.filter(deadline_id__in=ids, done_at__isnull=True)


class Notice(models.Model):
    """One person told one thing about one clock, once for each due day it has.

    The unique key is what makes the sweep safe to run twice, or by two schedulers at once.
    It holds no child's name: what is told leaves the service, who it is about does not.
    """

    deadline_id = models.UUIDField()
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    due_on = models.DateField()
    title = models.CharField(max_length=120)
    is_immediate = models.BooleanField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    dispatch = models.ForeignKey(
        "timescales.Dispatch", null=True, on_delete=models.PROTECT, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline_id", "due_on", "stage", "user"], name="told_once"
            )
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(done_at=None), name="notices_waiting"),
            models.Index(fields=["user"], condition=Q(dispatch=None), name="notices_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.title}, due {day(self.due_on)}"

    @property
    def reference(self) -> str:
        """How the message about this notice is known, here and at the mail provider."""
        return f"notice-{self.pk}"


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """The outbox."""

    def parked(self) -> Self:
        """Return what could not be sent and waits for a person."""
        return self.filter(state=Dispatch.State.PARKED)

    def doubtful(self) -> Self:
        """Return what may have reached its reader twice, after a crash without look-up."""
        return self.filter(is_doubtful=True)


class Dispatch(models.Model):
    """One message to leave the service. The row is the message; the broker only wakes.

    A worker claims it with a lease and, before it tries a second time, asks the carrier by
    the reference whether the first try went through.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        PARKED = "parked", "Parked: could not be sent"

    reference = models.CharField(max_length=80, unique=True)
    channel = models.CharField(max_length=10, default="email")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    due_at = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    is_doubtful = models.BooleanField(default=False)
    last_error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "dispatches"
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="dispatch_waiting"),
            models.Index(fields=["due_at"], condition=Q(state="parked"), name="dispatch_parked"),
        ]

    def __str__(self) -> str:
        return self.reference


class Heartbeat(models.Model):
    """When the background last did a piece of real work, by its name."""

    work = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.work}, {self.at:%d/%m/%Y %H:%M}"
