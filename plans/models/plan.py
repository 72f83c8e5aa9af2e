"""The plan of one child: outlined by a conference, detailed by its core group, ended by review."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django_fsm import transition

from conferences.models import Category, Decision
from cpms.accounts import permissions
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from plans import endings, guards


class EndReason(models.TextChoices):
    """The ways in which a plan may end; there is no other (PL-14 to PL-16, LA-02)."""

    REVIEW = "review", "A review conference decided that the child is no longer at continuing risk"
    EIGHTEEN = "eighteen", "The child turned 18"
    DEATH = "death", "The child died"
    LEFT_UK = "left_uk", "The child left the UK for good"
    MARRIAGE = "marriage", "The young person married"
    MOVED = "moved", "Another authority held its conference after a permanent move"
    LOOKED_AFTER = "looked_after", "The child became looked after"


CORE_GROUP_MEMBER = "core group member"
"""The relation that lets a partner see the plan that their group carries out (CG-01)."""


class PlanQuerySet(VisibleQuerySet["Plan"]):
    """The plans of all children, in force and ended."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the plans of the children in whose file or core group this person is."""
        seen = Child.objects.open_to(user, on, or_as=CORE_GROUP_MEMBER)
        return self.filter(child__in=seen.values("pk"))

    def current(self) -> Self:
        """Return the plans that children are subject of now, one for a child at most."""
        return self.filter(state__in=Plan.IN_FORCE)

    def ended(self) -> Self:
        """Return the plans that are over."""
        return self.filter(state=Plan.State.ENDED)

    def of(self, child: Child) -> Self:
        """Return one child's plans, oldest first."""
        return self.filter(child=child).order_by("started_on", "pk")

    def with_counts(self, today: date) -> Self:
        """Add the numbers of actions, of those done and late, and of plans before this one."""
        kept = Q(needs__removed_on__isnull=True, needs__actions__removed_on__isnull=True)
        is_open = kept & Q(needs__actions__done_on__isnull=True)
        actions = "needs__actions"
        return self.annotate(
            action_count=Count(actions, filter=kept, distinct=True),
            done_count=Count(
                actions, filter=kept & Q(needs__actions__done_on__isnull=False), distinct=True
            ),
            late_count=Count(
                actions, filter=is_open & Q(needs__actions__by_when__lt=today), distinct=True
            ),
            plans_before=Coalesce(Subquery(self._before().values("number")), 0),
        )

    def with_version(self) -> Self:
        """Add the number of the latest version."""
        return self.annotate(version_number=Max("versions__number"))

    def on_a_repeat_plan(self) -> Self:
        """Return the plans of children who were on a plan before."""
        return self.filter(Exists(self._before()))

    @staticmethod
    def _before() -> models.QuerySet[Any]:
        earlier = Plan.objects.filter(
            child=OuterRef("child"), started_on__lt=OuterRef("started_on")
        )
        counted: models.QuerySet[Any] = (
            earlier.order_by().values("child").annotate(number=Count("pk"))
        )
        return counted


class Plan(Record):
    """What must change for one child, by whose doing and by when (PL-01 to PL-06)."""

    class State(models.TextChoices):
        NEW = "new", "Not made"
        OUTLINE = "outlined", "Outline"
        DETAILED = "detailed", "Detailed"
        ENDED = "ended", "Ended"

    IN_FORCE = (State.OUTLINE, State.DETAILED)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plans")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="plan")
    first_category = models.CharField("category at the start", max_length=20, choices=Category)
    category = models.CharField("latest category", max_length=20, choices=Category)
    started_on = models.DateField()
    lead_professional = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plans_led"
    )
    concerns = models.TextField("the exact nature of the concerns", blank=True)
    strengths = models.TextField(blank=True)
    contingency = models.TextField("contingency plan", blank=True)
    bottom_lines = models.TextField(blank=True)
    circulated_version = models.PositiveIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    end_evidence = models.TextField(blank=True)
    ending_decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_ended"
    )
    state = StateField(choices=State, default=State.NEW)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        indexes = [models.Index(fields=["state", "category"])]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(state__in=["outlined", "detailed"]),
                name="one_plan_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"Plan for {self.child}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whose plan it is."""
        return [self.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what readers and clocks must know of the move later."""
        facts: dict[str, JSON] = {"category": self.category}
        if self.end_reason:
            facts["reason"] = self.end_reason
        return facts

    def get_absolute_url(self) -> str:
        """Return the address of the plan."""
        return reverse("plan", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        """Say whether the child is subject of this plan now."""
        return self.state in self.IN_FORCE

    def plans_before_it(self) -> int:
        """Return how many plans the child was subject of before this one."""
        earlier = Plan.objects.filter(child=self.child_id, started_on__lt=self.started_on)
        return int(earlier.count())

    @transition(
        field=state,
        source=State.NEW,
        target=State.OUTLINE,
        conditions=[guards.decision_is_for_a_plan, guards.child_is_not_on_a_plan],
        permission=permissions.needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "Outline the plan"},
    )
    def outline(self) -> date:
        """The conference's decision begins the plan, on the day it met (CF-21, PL-04)."""
        decision = self.decision
        self.child, self.started_on = decision.child, guards.decided_day(decision)
        self.category = self.first_category = decision.category
        self.concerns, self.strengths = decision.concerns, decision.strengths
        self.contingency = decision.contingency
        assert decision.lead_professional is not None  # CF-21 settled it before the decision
        self.lead_professional = decision.lead_professional
        return self.started_on

    @transition(
        field=state,
        source=State.OUTLINE,
        target=State.DETAILED,
        conditions=[
            guards.happens_within_the_plan,
            guards.has_needs,
            guards.needs_lead_to_outcomes_and_actions,
            guards.actions_are_complete,
            guards.has_contingency,
        ],
        permission=permissions.needs(Permission.LEAD_PLAN),
        custom={"label": "Make the plan detailed"},
    )
    def detail(self, *, detailed_on: date, today: date) -> date:
        """The core group makes the outline a detailed plan at its first meeting (PL-02, PL-04)."""
        return detailed_on

    @transition(
        field=state,
        source=State.DETAILED,
        target=None,
        conditions=[
            guards.happens_within_the_plan,
            guards.differs_from_latest_version,
            guards.needs_lead_to_outcomes_and_actions,
        ],
        permission=permissions.needs(Permission.LEAD_PLAN),
        custom={"event": "revised", "label": "Make a new version"},
    )
    def revise(self, *, revised_on: date, today: date) -> date:
        """What the core group changed becomes a new version (PL-04, PL-06)."""
        return revised_on

    @transition(
        field=state,
        source=State.DETAILED,
        target=None,
        conditions=[guards.has_a_version_to_circulate],
        permission=permissions.needs(Permission.LEAD_PLAN),
        custom={"event": "circulated", "label": "Send the plan to the core group"},
    )
    def circulate(self, *, circulated_on: date) -> date:
        """The latest version goes to each member of the core group and the unit (PL-06)."""
        latest = self.versions.last()
        assert latest is not None  # the guard asked
        self.circulated_version = latest.number
        return circulated_on

    @transition(
        field=state,
        source=[State.OUTLINE, State.DETAILED],
        target=None,
        conditions=[guards.review_continues_the_plan],
        permission=permissions.needs(Permission.CHAIR_CONFERENCE),
        custom={"event": "reviewed", "label": "Note the review"},
    )
    def review(self, *, decision: Decision) -> date:
        """A review conference kept the plan, in the category of harm as it now stands (CF-32)."""
        self.category = decision.category
        return guards.decided_day(decision)

    @transition(
        field=state,
        source=[State.OUTLINE, State.DETAILED],
        target=State.ENDED,
        conditions=[
            guards.ends_in_an_allowed_way,
            guards.end_is_shown,
            *endings.each_end_is_shown,
        ],
        permission=permissions.needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "End the plan"},
    )
    def end(
        self, *, ended_on: date, reason: str, decision: Decision | None = None, evidence: str = ""
    ) -> date:
        """The plan ends in one of the ways the procedure allows, and no other (PL-14 to PL-16)."""
        self.ended_on, self.end_reason, self.end_evidence = ended_on, reason, evidence
        self.ending_decision = decision
        return ended_on
