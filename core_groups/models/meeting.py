"""A meeting of a core group: planned, held with the plan on the table, minuted (CG-02 to CG-08)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_fsm import transition

from core_groups.guards import meetings as guards
from core_groups.models.group import CoreGroup
from core_groups.people import takes_part
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class CoreGroupMeetingQuerySet(VisibleQuerySet["CoreGroupMeeting"]):
    """The meetings of all core groups."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the meetings of the groups that this person may see."""
        return self.filter(group__in=CoreGroup.objects.visible_to(user, on).values("pk"))

    def planned(self) -> Self:
        """Return the meetings still to come, or still to be recorded."""
        return self.filter(state=CoreGroupMeeting.State.PLANNED)

    def held(self) -> Self:
        """Return the meetings that took place."""
        return self.filter(state=CoreGroupMeeting.State.HELD)


class CoreGroupMeeting(Record):
    """One meeting of the people who carry the plan out."""

    class State(models.TextChoices):
        NEW = "new", "Not planned"
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    group = models.ForeignKey(CoreGroup, on_delete=models.PROTECT, related_name="meetings")
    planned_at = models.DateTimeField()
    venue = models.CharField(max_length=150, blank=True)
    held_on = models.DateField(null=True, blank=True)
    childs_views = models.TextField(blank=True)
    parents_views = models.TextField(blank=True)
    minutes = models.TextField(blank=True)
    minutes_by = models.CharField("minutes taken by", max_length=150, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    next_venue = models.CharField(max_length=150, blank=True)
    next_late_reason = models.TextField(blank=True)
    is_threshold_met = models.BooleanField(null=True, blank=True)
    threshold_evidence = models.TextField(blank=True)
    who_leads_next = models.TextField(blank=True)
    cancelled_reason = models.TextField(blank=True)
    minutes_circulated_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = CoreGroupMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["planned_at", "pk"]
        indexes = [models.Index(fields=["state", "planned_at"])]

    def __str__(self) -> str:
        return f"Core group meeting for {self.group.plan.child}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan the group carries out."""
        return [self.group.plan.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return the day it is planned for."""
        return {"planned_on": self.day.isoformat(), "planned_at": self.planned_at.isoformat()}

    def get_absolute_url(self) -> str:
        """Return the address of the meeting's page."""
        return reverse("core_group_meeting", args=[self.pk])

    @property
    def day(self) -> date:
        """The day for which the meeting is planned."""
        return timezone.localdate(self.planned_at)

    @property
    def is_first(self) -> bool:
        """Say whether no meeting of the group was held before: the plan is made here (PL-04)."""
        held = CoreGroupMeeting.objects.held().filter(group=self.group_id)
        return not held.exclude(pk=self.pk).exists()

    @transition(
        field=state,
        source=State.NEW,
        target=State.PLANNED,
        conditions=[guards.group_meets, guards.is_planned_on_a_working_day],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"label": "Plan a meeting"},
    )
    def plan(self, *, planned_at: datetime, planned_on: date, venue: str = "") -> date:
        """Date and place of a meeting are agreed (CG-02, CG-07)."""
        self.planned_at, self.venue = planned_at, venue
        return planned_on

    @transition(
        field=state,
        source=State.PLANNED,
        target=None,
        conditions=[guards.is_planned_on_a_working_day, guards.is_moved_to_a_day_to_come],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"event": "moved", "label": "Change the date"},
    )
    def move(self, *, planned_at: datetime, moved_on: date, venue: str = "") -> date:
        """Another date, confirmed in writing to all (CG-07)."""
        self.planned_at, self.venue = planned_at, venue
        return moved_on

    @transition(
        field=state,
        source=State.PLANNED,
        target=State.HELD,
        conditions=[
            guards.is_held_within_the_plan,
            guards.attendance_is_taken,
            guards.plan_is_detailed,
            guards.next_date_is_agreed,
            guards.next_date_is_a_working_day,
            guards.next_date_is_in_time_or_says_why,
            guards.recommends_before_a_review,
            guards.recommendation_has_evidence,
            guards.says_who_leads_next,
        ],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"label": "Record the meeting"},
    )
    def hold(
        self,
        *,
        held_on: date,
        today: date,
        next_at: datetime | None = None,
        next_venue: str = "",
        next_late_reason: str = "",
        childs_views: str = "",
        parents_views: str = "",
        minutes: str = "",
        minutes_by: str = "",
        is_threshold_met: bool | None = None,
        threshold_evidence: str = "",
        who_leads_next: str = "",
    ) -> date:
        """The group met, took the plan through, and agreed when it meets next (CG-05 to CG-08)."""
        self.held_on, self.minutes, self.minutes_by = held_on, minutes, minutes_by
        self.next_at, self.next_venue = next_at, next_venue
        self.next_late_reason = next_late_reason
        self.childs_views, self.parents_views = childs_views, parents_views
        self.is_threshold_met = is_threshold_met
        self.threshold_evidence, self.who_leads_next = threshold_evidence, who_leads_next
        return held_on

    @transition(
        field=state,
        source=State.PLANNED,
        target=State.CANCELLED,
        conditions=[guards.cancels_with_a_reason],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"label": "Cancel the meeting"},
    )
    def cancel(self, *, cancelled_on: date, reason: str) -> date:
        """The meeting does not take place; the reason stays on record."""
        self.cancelled_reason = reason
        return cancelled_on

    @transition(
        field=state,
        source=[State.PLANNED, State.HELD],
        target=None,
        conditions=[guards.minutes_are_not_out, guards.writes_minutes],
        permission=needs(Permission.TAKE_PART_IN_CORE_GROUP, takes_part),
        custom={"event": "minutes_written", "label": "Write the minutes"},
    )
    def write_minutes(self, *, minutes: str, written_on: date, minutes_by: str) -> date:
        """Any member may take the minutes (CG-06)."""
        self.minutes, self.minutes_by = minutes, minutes_by
        return written_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[guards.minutes_are_written, guards.minutes_are_not_out],
        permission=needs(Permission.RUN_CORE_GROUP),
        custom={"event": "minutes_circulated", "label": "Send the minutes"},
    )
    def circulate_minutes(self, *, circulated_on: date) -> date:
        """Minutes to all members, each a copy of their own (CG-06)."""
        self.minutes_circulated_on = circulated_on
        return circulated_on
