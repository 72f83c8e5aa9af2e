"""Support for a child who is not on a child protection plan (CF-22, LA-05)."""

from datetime import date

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child, OfChild, OfChildQuerySet
from cpms.pathways.guards import support as guards
from cpms.records.models import JSON
from cpms.records.state import StateField


class FamilyGroupConference(models.TextChoices):
    """What became of the thought of a Family Group Conference (CF-22)."""

    HELD = "held", "It was held, or is arranged"
    OFFERED = "offered", "It is offered, and the family is thinking about it"
    DECLINED = "declined", "The family does not want one"
    NOT_SUITABLE = "not_suitable", "It was considered and does not suit"


class ActionPlanQuerySet(OfChildQuerySet["ActionPlan"]):
    """Action plans of all children."""


class ActionPlan(OfChild):
    """Agreed steps for a child who is not on a plan, reviewed at least every 6 months (CF-22)."""

    page = "action-plan"

    class State(models.TextChoices):
        NEW = "new", "Not agreed"
        AGREED = "agreed", "Agreed"
        CLOSED = "closed", "Closed"

    OPEN = (State.AGREED,)

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="action_plans")
    support = models.TextField("support services considered")
    family_group_conference = models.CharField(max_length=20, choices=FamilyGroupConference)
    access = models.TextField("how the support is reached, and by whom")
    actions = models.TextField()
    agreed_on = models.DateField()
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    review_notes = models.TextField("what the last review found", blank=True)
    next_review_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(state="agreed"), name="one_action_plan"
            )
        ]

    def __str__(self) -> str:
        return "Action plan"

    def facts_for(self, child: Child) -> dict[str, JSON]:
        """Return the next review."""
        return {"next_review_on": self.next_review_on.isoformat()}

    @transition(
        field=state,
        source=State.NEW,
        target=State.AGREED,
        conditions=[
            guards.has_no_plan,
            guards.has_no_other_action_plan,
            guards.agreement_is_not_ahead,
            guards.support_is_considered,
            guards.review_follows_in_time,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Agree an action plan"},
    )
    def agree(self, *, agreed_on: date, next_review_on: date, today: date) -> date:
        """No plan, or home from care: an action plan holds the support together (CF-22)."""
        self.agreed_on, self.next_review_on = agreed_on, next_review_on
        return agreed_on

    @transition(
        field=state,
        source=State.AGREED,
        target=None,
        conditions=[
            guards.review_is_not_ahead,
            guards.review_is_after_the_last,
            guards.says_what_the_review_found,
            guards.review_follows_in_time,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "reviewed", "label": "Review the action plan"},
    )
    def review(
        self, *, reviewed_on: date, found: str, actions: str, next_review_on: date, today: date
    ) -> date:
        """The action plan is reviewed, and the next review set within 6 months (CF-22)."""
        self.reviewed_on, self.review_notes = reviewed_on, found
        self.actions, self.next_review_on = actions, next_review_on
        return reviewed_on

    @transition(
        field=state,
        source=State.AGREED,
        target=State.CLOSED,
        conditions=[guards.closing_is_not_ahead, guards.says_why_it_closes],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Close the action plan"},
    )
    def close(self, *, closed_on: date, reason: str, today: date) -> date:
        """The steps are done, or another plan took their place."""
        self.closed_on, self.closed_reason = closed_on, reason
        return closed_on
