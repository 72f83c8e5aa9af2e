"""The first child in need meeting after a plan that ended on a court's order (LA-07)."""

from datetime import date

from django.db import models
from django_fsm import transition

from cpms.accounts.permissions import Permission, needs
from cpms.children.models import Child, CourtOrder, OfChild, OfChildQuerySet
from cpms.pathways.guards import support as guards
from cpms.records.state import StateField
from plans.models import Plan


class ChildInNeedMeetingQuerySet(OfChildQuerySet["ChildInNeedMeeting"]):
    """Child in need meetings."""


class ChildInNeedMeeting(OfChild):
    """The child in need plan with the court's elements, and its first meeting (LA-07)."""

    page = "child-in-need-meeting"

    class State(models.TextChoices):
        NEW = "new", "Not demanded"
        DEMANDED = "demanded", "To be held"
        HELD = "held", "Held"

    OPEN = (State.DEMANDED,)

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="child_in_need_meetings"
    )
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(CourtOrder, on_delete=models.PROTECT, related_name="+")
    elements = models.TextField("what the court demands")
    contingency = models.TextField("contingency for this child", blank=True)
    planned_on = models.DateField("to be held on", null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    notes = models.TextField("what was agreed", blank=True)
    state = StateField(choices=State, default=State.NEW)

    objects = ChildInNeedMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return "Child in need meeting"

    @transition(
        field=state,
        source=State.NEW,
        target=State.DEMANDED,
        permission=needs(Permission.CHAIR_CONFERENCE),
        custom={"label": "Demand the first child in need meeting"},
    )
    def demand(self, *, demanded_on: date) -> date:
        """The plan ended on a court's order: the first meeting is due in 6 weeks (LA-07)."""
        return demanded_on

    @transition(
        field=state,
        source=State.DEMANDED,
        target=None,
        conditions=[guards.meeting_is_in_time],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"event": "date_set", "label": "Set the date"},
    )
    def set_date(self, *, planned_on: date, today: date) -> date:
        """The date of the first meeting is set, within 6 weeks (LA-07)."""
        self.planned_on = planned_on
        return today

    @transition(
        field=state,
        source=State.DEMANDED,
        target=State.HELD,
        conditions=[
            guards.meeting_is_not_ahead,
            guards.meeting_follows_the_plan,
            guards.says_what_was_agreed,
            guards.has_a_contingency,
        ],
        permission=needs(Permission.RECORD_CASEWORK),
        custom={"label": "Record the meeting"},
    )
    def hold(self, *, held_on: date, notes: str, contingency: str, today: date) -> date:
        """The first child in need meeting was held, with the court's elements (LA-07)."""
        self.held_on, self.notes, self.contingency = held_on, notes, contingency
        return held_on
