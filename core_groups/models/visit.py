"""A visit to a child: seen or not, alone, where, in the child's own words (CG-14)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import transition

from core_groups.guards import visits as guards
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField


class Place(models.TextChoices):
    """Where the child was visited."""

    HOME = "home", "Home"
    SCHOOL = "school", "School"
    FAMILY_CENTRE = "family_centre", "Family centre"
    ELSEWHERE = "elsewhere", "Elsewhere"


class NotSeen(models.TextChoices):
    """Why the child was not seen."""

    NO_ANSWER = "no_answer", "Nobody answered"
    REFUSED = "refused", "We were not let in, or not to the child"
    AWAY = "away", "The child was said to be elsewhere"
    ASLEEP = "asleep", "The child was said to be asleep or unwell"
    OTHER = "other", "Something else"


class VisitQuerySet(VisibleQuerySet["Visit"]):
    """The visits to all children."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the visits to the children whose file this person may open."""
        return self.filter(child__in=Child.objects.open_to(user, on).values("pk"))

    def of(self, child: Any) -> Self:
        """Return one child's visits, the latest first."""
        return self.filter(child=child).order_by("-visited_at", "-pk")

    def before(self, visit: "Visit") -> "Visit | None":
        """Return the visit to the same child that came just before this one."""
        earlier = Q(visited_at__lt=visit.visited_at) | Q(
            visited_at=visit.visited_at, pk__lt=visit.pk
        )
        found: Visit | None = self.of(visit.child_id).filter(earlier).first()
        return found

    def after(self, visit: "Visit") -> "Visit | None":
        """Return the visit to the same child that came just after this one."""
        later = Q(visited_at__gt=visit.visited_at) | Q(visited_at=visit.visited_at, pk__gt=visit.pk)
        found: Visit | None = self.of(visit.child_id).filter(later).last()
        return found


class Visit(Record):
    """One visit, or one attempt to see the child (CG-12 to CG-14).

    The second attempt in a row without access is escalated by the service itself; a plan of
    action answers it.
    """

    class State(models.TextChoices):
        NEW = "new", "Not recorded"
        SEEN = "seen", "Child seen"
        NOT_SEEN = "not_seen", "Child not seen"
        ESCALATED = "escalated", "Not seen twice in a row: plan of action due"
        ANSWERED = "answered", "Not seen twice in a row: plan of action agreed"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="visits")
    visited_at = models.DateTimeField("day and time")
    is_planned = models.BooleanField("the family knew of it", default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits_entered",
    )
    visitor_name = models.CharField("who visited", max_length=150)
    place = models.CharField("where", max_length=20, choices=Place)
    place_detail = models.CharField(max_length=150, blank=True)
    was_seen = models.BooleanField()
    was_alone = models.BooleanField("seen alone", default=False)
    is_bedroom_seen = models.BooleanField("bedroom seen", default=False)
    present = models.TextField("who was there", blank=True)
    childs_words = models.TextField("the child’s own words", blank=True)
    wishes = models.TextField("wishes and feelings", blank=True)
    concern = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    next_visit_on = models.DateField("next visit", null=True, blank=True)
    see_by = models.DateField("to be seen again by", null=True, blank=True)
    not_seen_reason = models.CharField(max_length=20, choices=NotSeen, blank=True)
    not_seen_detail = models.TextField(blank=True)
    resistance = models.TextField("resistance to the child being seen", blank=True)
    is_resistance_told = models.BooleanField(default=False)
    resistance_answer = models.TextField(blank=True)
    emergency_consideration = models.TextField("emergency action considered", blank=True)
    resistance_answered_on = models.DateField(null=True, blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_at", "-pk"]
        indexes = [models.Index(fields=["child", "-visited_at", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "visited_at", "visitor_name"], name="one_visit_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"Visit to {self.child}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child visited."""
        return [self.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what the clock to the next visit counts from, and whether the child was alone."""
        return {
            "see_by": self.see_by.isoformat() if self.see_by else None,
            "alone": self.was_alone,
            "place": self.place,
        }

    def get_absolute_url(self) -> str:
        """Return the address of the visit."""
        return reverse("visit", args=[self.pk])

    @property
    def day(self) -> date:
        """The day of the visit."""
        return timezone.localdate(self.visited_at)

    @property
    def where(self) -> str:
        """Where it was, in words."""
        return self.place_detail or str(self.get_place_display())

    @transition(
        field=state,
        source=State.NEW,
        target=State.SEEN,
        conditions=[
            guards.case_is_open,
            guards.is_not_in_the_future,
            guards.is_not_on_record,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record a visit"},
    )
    def see(self, *, today: date, now: datetime) -> datetime:
        """The child was seen; clocks run from the moment of the visit, not of its entry (CG-14)."""
        return self.visited_at

    @transition(
        field=state,
        source=State.NEW,
        target=State.NOT_SEEN,
        conditions=[
            guards.case_is_open,
            guards.is_not_in_the_future,
            guards.is_not_on_record,
            guards.says_why_not_seen,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "without_access", "label": "Record a visit without access"},
    )
    def miss(self, *, today: date, now: datetime) -> datetime:
        """The child was not seen (CG-12, CG-14)."""
        return self.visited_at

    @transition(
        field=state,
        source=State.NOT_SEEN,
        target=State.ESCALATED,
        conditions=[guards.follows_one_without_access],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "second_without_access", "label": "Tell the lead professional"},
    )
    def escalate(self) -> datetime:
        """Two visits in a row without access: the lead professional is told at once (CG-12)."""
        return self.visited_at

    @transition(
        field=state,
        source=State.ESCALATED,
        target=State.ANSWERED,
        conditions=[guards.plan_of_action_is_whole, guards.is_agreed_after_the_visit],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "plan_of_action_agreed", "label": "Record the plan of action"},
    )
    def agree_plan_of_action(self, *, agreed_on: date, today: date) -> date:
        """A plan of action is agreed with the police (CG-12)."""
        return agreed_on

    @transition(
        field=state,
        source=[State.SEEN, State.NOT_SEEN, State.ESCALATED, State.ANSWERED],
        target=None,
        conditions=[guards.met_resistance],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "resistance_met", "label": "Tell the lead professional of resistance"},
    )
    def meet_resistance(self) -> datetime:
        """Resistance to the child being seen: the lead is contacted immediately (CG-13)."""
        self.is_resistance_told = True
        return self.visited_at

    @transition(
        field=state,
        source=[State.SEEN, State.NOT_SEEN, State.ESCALATED, State.ANSWERED],
        target=None,
        conditions=[
            guards.resistance_waits,
            guards.answers_resistance,
            guards.considers_emergency_action,
            guards.is_answered_after_the_visit,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "resistance_answered", "label": "Say what follows from the resistance"},
    )
    def answer_resistance(
        self, *, answered_on: date, today: date, answer: str, emergency_consideration: str = ""
    ) -> date:
        """What follows; where it continues, emergency action is considered (CG-13)."""
        self.resistance_answer, self.resistance_answered_on = answer, answered_on
        self.emergency_consideration = emergency_consideration
        return answered_on

    @transition(
        field=state,
        source=[State.SEEN, State.NOT_SEEN, State.ESCALATED, State.ANSWERED],
        target=None,
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "completed", "label": "Complete the record"},
    )
    def complete(
        self,
        *,
        completed_on: date,
        present: str = "",
        childs_words: str = "",
        wishes: str = "",
        concern: str = "",
        next_step: str = "",
        next_visit_on: date | None = None,
        is_bedroom_seen: bool = False,
    ) -> date:
        """What ten seconds at the door left out is added at the desk; the history keeps both."""
        self.present, self.childs_words, self.wishes = present, childs_words, wishes
        self.concern, self.next_step, self.next_visit_on = concern, next_step, next_visit_on
        self.is_bedroom_seen = is_bedroom_seen
        return completed_on
