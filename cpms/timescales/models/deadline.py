"""A running clock as it is kept: due day stored, standing derived."""

from datetime import date, datetime
from typing import Self
from uuid import UUID, uuid5

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.models import Detail
from cpms.records.querysets import VisibleQuerySet

from ..packs import Timescale, load

IDENTITY = UUID("5d1c9a52-6b0e-4a4e-9e0f-3c1c7a4d8f10")
OPEN = Q(closed_on__isnull=True)


class Standing(models.TextChoices):
    """Where a deadline stands on a day. Derived, never stored."""

    OVERDUE = "overdue", "Overdue"
    DUE_TODAY = "due_today", "Due today"
    AT_RISK = "at_risk", "At risk"
    ON_TRACK = "on_track", "On track"
    MET = "met", "Met"
    MET_LATE = "met_late", "Met late"
    CANCELLED = "cancelled", "Cancelled"
    SUPERSEDED = "superseded", "Superseded"


# The same three sentences in two languages: `Deadline.standing_on` says them in Python. A
# test holds the two together over every combination.
MET_IN_TIME = Q(due_at__isnull=True, met_on__lte=F("due_on")) | Q(
    due_at__isnull=False, met_at__lte=F("due_at")
)
MET_IN_TIME |= Q(due_at__isnull=False, met_at__isnull=True, met_on__lte=F("due_on"))


def past_due(today: date, now: datetime) -> Q:
    """The condition that a clock's day, or its exact moment, is over."""
    return Q(due_on__lt=today) | Q(due_at__lt=now)


class DeadlineQuerySet(VisibleQuerySet["Deadline"]):
    """Clocks, and the questions asked of them."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the clocks of the children that this person may see."""
        return self.filter(child__in=Child.objects.visible_to(user, on))

    def open(self) -> Self:
        """Return the clocks that still run, soonest first."""
        return self.filter(OPEN).order_by("due_on", "due_at", "code")

    def overdue(self, today: date, now: datetime) -> Self:
        """Return what is late."""
        return self.filter(OPEN).filter(past_due(today, now))

    def due_by(self, day: date) -> Self:
        """Return what is due on a day or was due before it."""
        return self.filter(OPEN, due_on__lte=day)

    def breached(self, today: date, now: datetime) -> Self:
        """Return what was met late, ended late unmet, or is late: each needs a reason."""
        late = Q(met_on__isnull=False) & ~MET_IN_TIME
        missed = Q(ended_by__isnull=False, closed_on__gt=F("due_on"))
        return self.filter(late | missed | (OPEN & past_due(today, now)))

    def with_standing(self, today: date, now: datetime) -> Self:
        """Add `standing` as it is on this day, for lists and figures."""
        return self.annotate(
            standing=Case(
                When(MET_IN_TIME, then=Value(Standing.MET)),
                When(met_on__isnull=False, then=Value(Standing.MET_LATE)),
                When(ended_by__isnull=False, then=Value(Standing.CANCELLED)),
                When(superseded_by__isnull=False, then=Value(Standing.SUPERSEDED)),
                When(past_due(today, now), then=Value(Standing.OVERDUE)),
                When(due_on=today, then=Value(Standing.DUE_TODAY)),
                When(warn_on__lte=today, then=Value(Standing.AT_RISK)),
                default=Value(Standing.ON_TRACK),
                output_field=models.CharField(),
            )
        )


class Deadline(models.Model):
    """One clock of one child: what started it, when it is due, what closed it.

    The rows are what `deadlines()` makes of the chronology, and nothing else: recomputed
    from an empty table they are the same to the byte, their keys included.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="deadlines")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    pack = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    owner = models.CharField(max_length=40)
    is_immediate = models.BooleanField(default=False)
    started_by = models.ForeignKey(
        "records.Event", on_delete=models.PROTECT, related_name="deadlines"
    )
    record_label = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    counted_from = models.DateField()
    counted_at = models.DateTimeField(null=True)
    opens_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(
        "records.Event", null=True, on_delete=models.PROTECT, related_name="+"
    )
    met_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "records.Event", null=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_by = models.ForeignKey(
        "records.Event", null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "due_at", "code"]
        indexes = [
            # The dashboard and the sweep read open clocks only: at any size these stay small.
            models.Index(fields=["due_on", "code"], condition=OPEN, name="open_deadlines_due"),
            models.Index(fields=["warn_on"], condition=OPEN, name="open_deadlines_warn"),
            models.Index(fields=["child", "due_on"], condition=OPEN, name="open_deadlines_child"),
            models.Index(fields=["record_label", "record_id"], name="deadlines_of_record"),
            # The list behind a month of a rule; the month's numbers themselves are MonthTally.
            models.Index(fields=["code", "due_on"], name="deadlines_of_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, due {self.due_on:%d/%m/%Y}"

    @staticmethod
    def identity(child_id: int, code: str, started_by_id: int) -> UUID:
        """The key of a clock: the same whenever and wherever it is computed."""
        return uuid5(IDENTITY, f"{child_id}:{code}:{started_by_id}")

    @property
    def rule(self) -> Timescale | None:
        """The rule as the pack's edition had it when the clock was computed."""
        return load(self.pack).timescale(self.code, self.version)

    @property
    def is_open(self) -> bool:
        """Whether the clock still runs."""
        return self.closed_on is None

    @property
    def is_met_in_time(self) -> bool:
        """Whether it was met, on its due day or before (for hours: by the moment)."""
        if self.due_at and self.met_at:
            return self.met_at <= self.due_at
        return self.met_on is not None and self.met_on <= self.due_on

    def standing_on(self, today: date, now: datetime) -> Standing:
        """Where the clock stands on a day."""
        if self.met_on:
            return Standing.MET if self.is_met_in_time else Standing.MET_LATE
        if not self.is_open:
            return Standing.CANCELLED if self.ended_by_id else Standing.SUPERSEDED
        if self.due_on < today or (self.due_at and self.due_at < now):
            return Standing.OVERDUE
        if self.due_on == today:
            return Standing.DUE_TODAY
        at_risk = self.warn_on is not None and self.warn_on <= today
        return Standing.AT_RISK if at_risk else Standing.ON_TRACK

    def is_breached_on(self, today: date, now: datetime) -> bool:
        """Whether the timescale was broken, so that a reason is asked for."""
        if self.ended_by_id:
            return self.closed_on is not None and self.closed_on > self.due_on
        return self.standing_on(today, now) in {Standing.OVERDUE, Standing.MET_LATE}


class DeadlineMoved(models.Model):
    """A due day that was moved without anything happening to the child: old, new, and why."""

    deadline_id = models.UUIDField(db_index=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    was_due_on = models.DateField()
    due_on = models.DateField()
    because = models.CharField(max_length=200)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["moved_at"]

    def __str__(self) -> str:
        return f"from {self.was_due_on:%d/%m/%Y} to {self.due_on:%d/%m/%Y}: {self.because}"


class BreachReason(Detail):
    """Why a timescale was broken: said by the owner, confirmed by a manager (MG-01).

    Kept by the clock's identity, so that recomputing the clocks never loses it.
    """

    deadline = models.OneToOneField(
        Deadline, on_delete=models.DO_NOTHING, db_constraint=False, related_name="breach"
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.reason
