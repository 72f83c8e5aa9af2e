"""The decision for one child, and all that a conference must settle with it (CF-16 to CF-23)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django_fsm import transition

from conferences import checklist, standing
from conferences.guards import asked, day, deciding, settled
from conferences.models.conference import Conference
from conferences.models.settled import Settled
from conferences.people import is_its_chair
from conferences.reading import rows
from conferences.tally import Tally, tally
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child
from cpms.records.models import JSON, Record
from cpms.records.querysets import VisibleQuerySet
from cpms.records.state import StateField
from cpms.strategy_discussions.models import Section47Enquiry


class DecisionQuerySet(VisibleQuerySet["Decision"]):
    """The decisions of all conferences."""

    def visible_to(self, user: User, on: date | None = None) -> Self:
        """Return the decisions about a child whom this person may see."""
        return self.filter(child__in=Child.objects.visible_to(user, on).values("pk"))


class Decision(Settled, Record):
    """What one conference settles for one child."""

    class State(models.TextChoices):
        NEW = "new", "Not put"
        AWAITED = "awaited", "To be decided"
        PLAN_MADE = "plan_made", "Subject of a plan"
        NO_PLAN = "no_plan", "No plan"
        PLAN_CONTINUED = "plan_continued", "Plan continues"
        PLAN_ENDED = "plan_ended", "Plan ends"
        DEFERRED = "deferred", "Deferred"

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="decisions")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="decisions")
    enquiry = models.ForeignKey(
        Section47Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    decided_on = models.DateField(null=True, blank=True)
    views_for = models.PositiveSmallIntegerField(null=True, blank=True)
    views_against = models.PositiveSmallIntegerField(null=True, blank=True)
    is_overridden = models.BooleanField(default=False)
    override_reviewed_on = models.DateField(null=True, blank=True)
    override_finding = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "child"], name="one_decision_each")
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_state_display()}"

    def concerned_children(self) -> Iterable[Any]:
        """Return the child whom the decision is about."""
        return [self.child]

    def facts_for(self, child: Any) -> dict[str, JSON]:
        """Return what later clocks and stages count from (CG-02, CF-30, CF-19)."""
        core_group = self.first_core_group_at
        return {
            "kind": self.conference.kind,
            "category": self.category,
            "equal_split": self.is_equal_split(),
            "overridden": self.is_overridden,
            "views_for": self.views_for,
            "views_against": self.views_against,
            "first_core_group_at": core_group.isoformat() if core_group else None,
            "review_on": self.review_on.isoformat() if self.review_on else None,
        }

    def get_absolute_url(self) -> str:
        """Return the conference's page, where each child has a place."""
        return self.conference.get_absolute_url()

    def tally(self) -> Tally:
        """Return the views for this child, one for each line of management (CF-18)."""
        return tally(rows(self, "recommendations", "invitation"))

    def is_equal_split(self) -> bool:
        """Say whether as many lines of management are for a plan as against (CF-19)."""
        if self.pk is None or self.state == self.State.DEFERRED:
            return False
        return self.tally().is_equal

    def missing(self) -> list[checklist.Missing]:
        """Return what the conference must still settle before a plan is decided (CF-21)."""
        return checklist.missing(self)

    def is_review(self) -> bool:
        """Say whether the question is whether a plan goes on, and not whether one is made."""
        return standing.is_review(self)

    def is_first_review(self) -> bool:
        """Say whether no review has continued the plan before this one (CF-31)."""
        return standing.is_first_review(self)

    @transition(
        field=state,
        source=State.NEW,
        target=State.AWAITED,
        permission=needs(Permission.REQUEST_CONFERENCE),
        custom={"event": "awaited", "label": "Put to the conference"},
    )
    def put(self, *, put_on: date) -> date:
        """The child is one of those whom the conference is about."""
        return put_on

    @transition(
        field=state,
        source=State.AWAITED,
        target=State.PLAN_MADE,
        conditions=[
            day.is_in_session,
            deciding.is_not_a_review,
            day.is_quorate_or_says_why,
            day.every_view_is_asked,
            deciding.names_limb_and_category,
            deciding.majority_is_for_a_plan_or_overridden,
            settled.checklist_is_complete,
            settled.first_core_group_is_in_time,
            settled.review_is_in_time,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "Subject of a plan"},
    )
    def make_plan(self) -> date:
        """The child becomes subject of a plan (CF-16, CF-17, CF-21)."""
        return self._decided(for_plan=True)

    @transition(
        field=state,
        source=State.AWAITED,
        target=State.NO_PLAN,
        conditions=[
            day.is_in_session,
            deciding.is_not_a_review,
            day.is_quorate_or_says_why,
            day.every_view_is_asked,
            deciding.majority_is_against_a_plan_or_overridden,
            settled.support_is_considered,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "No plan"},
    )
    def make_no_plan(self) -> date:
        """No plan is needed; support is considered (CF-22)."""
        return self._decided(for_plan=False)

    @transition(
        field=state,
        source=State.AWAITED,
        target=State.PLAN_CONTINUED,
        conditions=[
            day.is_in_session,
            deciding.is_a_review,
            day.is_quorate_or_says_why,
            day.every_view_is_asked,
            deciding.names_limb_and_category,
            deciding.majority_is_for_the_plan_or_overridden,
            settled.next_review_is_set,
            settled.review_is_in_time,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "The plan continues"},
    )
    def continue_plan(self) -> date:
        """The review keeps the child on the plan, changed or not (CF-32, CF-30)."""
        return self._decided(for_plan=not self.is_first_review() or None)

    @transition(
        field=state,
        source=State.AWAITED,
        target=State.PLAN_ENDED,
        conditions=[
            day.is_in_session,
            deciding.is_a_review,
            day.is_quorate_or_says_why,
            day.every_view_is_asked,
            deciding.is_not_the_first_review_or_says_why,
            deciding.majority_is_against_a_plan_or_overridden,
            settled.has_a_step_down_plan,
        ],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "The plan ends"},
    )
    def end_plan(self) -> date:
        """The child is no longer at continuing risk; a step-down plan follows (PL-14, CF-35)."""
        return self._decided(for_plan=False)

    @transition(
        field=state,
        source=State.AWAITED,
        target=State.DEFERRED,
        conditions=[day.is_in_session, settled.says_what_is_missing],
        permission=needs(Permission.CHAIR_CONFERENCE, is_its_chair),
        custom={"label": "Defer"},
    )
    def defer(self) -> date:
        """Critical information is missing; reconvened within 3 months (CF-23)."""
        return self._decided()

    @transition(
        field=state,
        source=[State.PLAN_MADE, State.NO_PLAN, State.PLAN_CONTINUED, State.PLAN_ENDED],
        target=None,
        conditions=[deciding.was_overridden, deciding.override_is_not_reviewed],
        permission=needs(Permission.HEAR_SPLIT_DECISION),
        custom={"event": "override_reviewed", "label": "Record the review of the decision"},
    )
    def review_override(self, *, reviewed_on: date, finding: str) -> date:
        """The Head of Service reviewed a decision against the majority (CF-20)."""
        self.override_reviewed_on, self.override_finding = reviewed_on, finding
        return reviewed_on

    def _decided(self, *, for_plan: bool | None = None) -> date:
        """Keep the count as it stood, and whether the chair went against it (CF-18 to CF-20).

        `for_plan` is None where no view decides: a deferral, or the first review, at which the
        child stays on the plan whatever the views are (CF-31).
        """
        opened_at = self.conference.opened_at
        assert opened_at is not None  # the guard asked: it is in session
        views = self.tally()
        self.views_for, self.views_against = views.for_plan, views.against
        self.is_overridden = for_plan is not None and views.is_for_plan is not for_plan
        self.decided_on = asked.day_of(opened_at)
        return self.decided_on
