"""The conference: from the request to the final minutes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_fsm import transition

from conferences import bookings
from conferences.guards import after, before, day, inviting, scheduling
from conferences.models.kinds import Kind
from conferences.people import is_its_chair
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Agency, Child, Family
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class ConferenceQuerySet(VisibleQuerySet["Conference"]):
    """The conferences of the service."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the conferences about a child whom this person may see.

        One that also concerns a child who is kept from this person is not among them: its
        pages and minutes cannot be read in part.
        """
        seen = Child.objects.visible_to(user, on).values("pk")
        barred = Child.objects.barred_from(user, on).values("pk")
        rows = self.filter(decisions__child__in=seen).distinct()
        return rows.exclude(decisions__child__in=barred)


class Conference(Record):
    """A meeting of the family and the professionals, which decides for each child."""

    class State(models.TextChoices):
        NEW = "new", "Not requested"
        REQUESTED = "requested", "Requested"
        DECLINED = "declined", "Declined"
        AGREED = "agreed", "Agreed, to be scheduled"
        SCHEDULED = "scheduled", "Scheduled"
        CONVENED = "convened", "Invitations sent"
        OPENED = "opened", "In session"
        STOOD_DOWN = "stood_down", "Stood down"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    BOOKED = (State.SCHEDULED, State.CONVENED, State.OPENED)
    OPEN = (State.REQUESTED, State.AGREED, *BOOKED, State.STOOD_DOWN)

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="conferences")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField()
    other_ground = models.TextField(blank=True)
    asked_by_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declined_reason = models.TextField(blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conferences_chaired",
    )
    minute_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conferences_minuted",
    )
    scheduled_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=150, blank=True)
    venue_key = models.CharField(max_length=150, blank=True)
    lateness_reason = models.TextField(blank=True)
    stand_down_reason = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    decision_circulated_on = models.DateField(null=True, blank=True)
    minutes_approved_on = models.DateField(null=True, blank=True)
    minutes_circulated_on = models.DateField(null=True, blank=True)
    minutes_finalised_on = models.DateField(null=True, blank=True)
    split_referred_on = models.DateField(null=True, blank=True)
    split_heard_on = models.DateField(null=True, blank=True)
    split_finding = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ConferenceQuerySet.as_manager()
    named: Sequence[Child] = ()  # whom a conference not yet saved is about

    class Meta:
        ordering = ["scheduled_at", "pk"]
        indexes = [
            models.Index(fields=["chair", "scheduled_at"]),
            models.Index(fields=["state", "scheduled_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.family}"

    @property
    def is_open(self) -> bool:
        """Say whether the conference is still to be held, or is being held."""
        return self.state in self.OPEN

    @property
    def is_convened_before(self) -> bool:
        """Say whether anybody was told of it already, so that a change must be told as well."""
        return self.invitations.filter(sent_on__isnull=False).exists()

    def concerned_children(self) -> Iterable[Any]:
        """Return the children whom the conference is about."""
        return self.named or list(Child.objects.filter(decisions__conference=self).order_by("pk"))

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the clocks of the conference count from (CF-03, CF-11, CF-30)."""
        at = self.scheduled_at
        return {
            "kind": self.kind,
            "scheduled_on": timezone.localdate(at).isoformat() if at else None,
            "scheduled_at": at.isoformat() if at else None,
            "expected_on": child.expected_on.isoformat() if child.is_unborn else None,
            "equal_split": any(row.is_equal_split() for row in self.decisions.filter(child=child)),
        }

    def get_absolute_url(self) -> str:
        """Return the address of the conference's page."""
        return reverse("conference", args=[self.pk])

    @transition(
        field=state,
        source=State.NEW,
        target=State.REQUESTED,
        conditions=[
            before.is_about_children_of_one_family,
            before.has_a_reason,
            before.has_a_ground_for_each_child,
            before.is_pre_birth_only_for_an_unborn_child,
            before.has_no_other_open,
        ],
        permission=needs(Permission.REQUEST_CONFERENCE),
        custom={"label": "Ask for a conference"},
    )
    def request(self, *, requested_on: date) -> date:
        """The social worker, or another agency, asks for a conference (CF-01, ST-13)."""
        return requested_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=State.AGREED,
        permission=needs(Permission.AGREE_CONFERENCE),
        custom={"label": "Agree to the conference"},
    )
    def agree(self, *, agreed_on: date) -> date:
        """The chairs agree the need (CF-01)."""
        return agreed_on

    @transition(
        field=state,
        source=State.REQUESTED,
        target=State.DECLINED,
        conditions=[before.declines_with_a_reason],
        permission=needs(Permission.AGREE_CONFERENCE),
        custom={"label": "Decline, with reasons"},
    )
    def decline(self, *, declined_on: date, reason: str) -> date:
        """The chairs decline with reasons; another agency may still ask (CF-01, ST-13)."""
        self.declined_reason = reason
        return declined_on

    @transition(
        field=state,
        source=[State.AGREED, State.SCHEDULED, State.CONVENED, State.STOOD_DOWN],
        target=State.SCHEDULED,
        conditions=[
            scheduling.is_on_a_working_day,
            scheduling.is_not_in_the_past,
            scheduling.has_a_venue,
            scheduling.is_chaired_by_a_chair,
            scheduling.chair_is_independent,
            scheduling.people_are_not_away,
            scheduling.chair_is_free,
            scheduling.minute_taker_is_free,
            scheduling.venue_is_free,
            scheduling.is_in_time_or_says_why,
        ],
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"label": "Schedule"},
    )
    def schedule(
        self,
        *,
        chair: User,
        scheduled_at: datetime,
        venue: str,
        now: datetime,
        minute_taker: User | None = None,
        lateness_reason: str = "",
    ) -> date:
        """Chair, minute taker, place and time are fixed (CF-02, CF-03)."""
        self.chair, self.minute_taker = chair, minute_taker
        self.scheduled_at, self.ends_at = scheduled_at, bookings.end_of(scheduled_at)
        self.venue, self.venue_key = venue.strip(), bookings.room_key(venue)
        self.lateness_reason = lateness_reason
        return timezone.localdate(now)

    @transition(
        field=state,
        source=State.SCHEDULED,
        target=State.CONVENED,
        conditions=[
            inviting.has_invitations,
            inviting.invites_social_care,
            inviting.those_kept_apart_do_not_meet,
        ],
        permission=needs(Permission.SCHEDULE_CONFERENCE),
        custom={"label": "Send the invitations"},
    )
    def convene(self, *, convened_on: date) -> date:
        """The unit invites family and professionals (CF-04)."""
        return convened_on

    @transition(
        field=state,
        source=State.CONVENED,
        target=State.OPENED,
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "Open the conference"},
    )
    def open(self, *, opened_at: datetime) -> datetime:
        """The chair opens the meeting; attendance is taken from here (CF-05)."""
        self.opened_at = opened_at
        return opened_at

    @transition(
        field=state,
        source=[State.CONVENED, State.OPENED],
        target=State.STOOD_DOWN,
        conditions=[day.stands_down_with_a_reason, day.nothing_is_decided],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "Stand down"},
    )
    def stand_down(self, *, stood_down_on: date, reason: str) -> date:
        """Inquorate, it is stood down, and reconvened at the earliest opportunity (CF-06)."""
        self.stand_down_reason = reason
        return stood_down_on

    @transition(
        field=state,
        source=State.OPENED,
        target=State.HELD,
        conditions=[day.every_child_is_decided],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "Close the conference"},
    )
    def hold(self) -> date:
        """The conference met and decided for each child (CF-16). Returns the day it met."""
        assert self.opened_at is not None  # only an opened conference is held
        self.held_on = timezone.localdate(self.opened_at)
        return self.held_on

    @transition(
        field=state,
        source=[State.REQUESTED, State.AGREED, State.SCHEDULED, State.CONVENED, State.STOOD_DOWN],
        target=State.CANCELLED,
        conditions=[before.cancels_with_a_reason],
        permission=needs(Permission.AGREE_CONFERENCE),
        custom={"label": "Cancel"},
    )
    def cancel(self, *, cancelled_on: date, reason: str) -> date:
        """The conference is no longer needed; the reason stays on record."""
        self.stand_down_reason = reason
        return cancelled_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.decision_is_not_out],
        permission=needs(Permission.CIRCULATE),
        custom={"event": "decision_circulated", "label": "Send the decision to all invited"},
    )
    def circulate_decision(self, *, circulated_on: date) -> date:
        """Decision, outline plan and core group to all invited (CF-25)."""
        self.decision_circulated_on = circulated_on
        return circulated_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.decision_is_out],
        permission=needs(Permission.CIRCULATE),
        custom={
            "event": "decision_recalled",
            "label": "Take the decision back",
            "takes_back": "decision_circulated",
        },
    )
    def recall_decision(self, *, recalled_on: date) -> date:
        """No letter had gone: the decision has not been sent, and its clock runs on (CF-25)."""
        self.decision_circulated_on = None
        return recalled_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.minutes_are_written, after.minutes_are_not_approved],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"event": "minutes_approved", "label": "Approve the minutes"},
    )
    def approve_minutes(self, *, approved_on: date) -> date:
        """The chair has read the draft; from here on the wording is fixed (CF-26)."""
        self.minutes_approved_on = approved_on
        return approved_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.minutes_are_approved, after.minutes_are_not_out],
        permission=needs(Permission.CIRCULATE),
        custom={"event": "minutes_circulated", "label": "Send the minutes"},
    )
    def circulate_minutes(self, *, circulated_on: date) -> date:
        """Minutes to those present, those invited and others named (CF-26)."""
        self.minutes_circulated_on = circulated_on
        return circulated_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.minutes_are_out, after.minutes_are_not_final],
        permission=needs(Permission.CIRCULATE),
        custom={
            "event": "minutes_recalled",
            "label": "Take the minutes back",
            "takes_back": "minutes_circulated",
        },
    )
    def recall_minutes(self, *, recalled_on: date) -> date:
        """No copy had gone: the minutes have not been sent, and their clock runs on (CF-26)."""
        self.minutes_circulated_on = None
        return recalled_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[
            after.minutes_are_out,
            after.minutes_are_not_final,
            after.every_amendment_is_answered,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"event": "minutes_finalised", "label": "Make the minutes final"},
    )
    def finalise_minutes(self, *, finalised_on: date) -> date:
        """Every amendment is answered; the minutes are final (CF-27)."""
        self.minutes_finalised_on = finalised_on
        return finalised_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.has_an_equal_split, after.split_is_not_referred],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"event": "split_referred", "label": "Refer the equal split"},
    )
    def refer_split(self, *, referred_on: date) -> date:
        """The chair refers an equal split to the Head of Service (CF-19)."""
        self.split_referred_on = referred_on
        return referred_on

    @transition(
        field=state,
        source=State.HELD,
        target=None,
        conditions=[after.split_is_referred, after.split_is_not_heard, after.says_the_finding],
        permission=needs(Permission.HEAR_SPLIT_DECISION),
        custom={"event": "split_heard", "label": "Record the Panel’s finding"},
    )
    def hear_split(self, *, heard_on: date, finding: str) -> date:
        """The Appeals and Split Decisions Panel heard it (CF-19)."""
        self.split_heard_on, self.split_finding = heard_on, finding
        return heard_on
