"""The moves of a strategy discussion: plan, hold, decide, send the minutes."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.moves import perform
from cpms.records.views import CreateMoveView, MoveView
from cpms.strategy_discussions import guards, services
from cpms.strategy_discussions.forms import MOVE_TO, DecideForm, HoldForm, MinutesForm, PlanForm
from cpms.strategy_discussions.models import StrategyDiscussion
from cpms.strategy_discussions.views.of_discussion import AboutDiscussion


class Plan(CreateMoveView[StrategyDiscussion]):
    """Call a strategy discussion about a child and siblings (ST-02)."""

    model = StrategyDiscussion
    move = "plan"
    form_class = PlanForm
    template_name = "children/act.html"
    button = "Plan it"

    @cached_property
    def child(self) -> Child:
        """The child from whose page one comes; 404 when it is not to be seen."""
        children = Child.objects.visible_to(self.user, self.today)
        child: Child = get_object_or_404(children, pk=self.kwargs["pk"])
        return child

    def new(self) -> StrategyDiscussion:
        """Return a discussion about the one child; siblings are chosen on the form."""
        discussion: StrategyDiscussion = StrategyDiscussion.about([self.child])
        return discussion

    def initial(self) -> dict[str, Any]:
        """Return today, oneself as chair, and all for whom there is reasonable cause."""
        family = Child.objects.visible_to(self.user, self.today).filter(family=self.child.family)
        return {
            "children": guards.having_cause(family) or [self.child.pk],
            "planned_for": self.today,
            "chair": self.user,
        }

    def context(self) -> dict[str, Any]:
        """Return the banner of the child beside the form."""
        return {**super().context(), "banner": banner_of(self.child, self.user, self.today)}

    def act(self, **facts: Any) -> StrategyDiscussion:
        """Plan it about the children chosen."""
        children = list(facts.pop("children"))
        return services.plan(children, by=self.user, **facts)

    def success_url(self, record: StrategyDiscussion) -> str:
        """Return to the discussion; from the empty form, to the child."""
        return record.get_absolute_url() if record.pk else self.child.get_absolute_url()

    def child_ids(self) -> list[int]:
        """Return the child whose banner the page bears."""
        return [self.child.pk]


class DiscussionMove(AboutDiscussion, MoveView[StrategyDiscussion]):
    """A move of a discussion that exists."""

    template_name = "strategy_discussions/step.html"


class Hold(DiscussionMove):
    """Record that it was held, and what was shared (ST-03 to ST-06)."""

    move = "hold"
    form_class = HoldForm
    button = "Record that it was held"
    done_message = "The discussion is recorded as held."

    def initial(self) -> dict[str, Any]:
        """Return what was planned; a day that lies ahead becomes today."""
        record = self.record
        return {
            "held_on": min(record.planned_for, self.today),
            "meeting_method": record.meeting_method,
            "telephone_reason": record.telephone_reason,
            "chair": record.chair,
        }


class Decide(DiscussionMove):
    """Record the outcome and its reasons (ST-07)."""

    move = "decide_section_47"
    title = "Record the outcome"
    form_class = DecideForm
    button = "Record the outcome"
    done_message = "The outcome is recorded."

    def act(self, **facts: Any) -> StrategyDiscussion:
        """Make the move that leads to the outcome chosen."""
        move = MOVE_TO[StrategyDiscussion.State(facts.pop("outcome"))]
        return perform(self.record, move, by=self.user, **facts)


class Circulate(DiscussionMove):
    """Send the minutes (ST-09)."""

    move = "circulate_minutes"
    form_class = MinutesForm
    template_name = "strategy_discussions/minutes.html"
    button = "Send the minutes"
    done_message = "The minutes were sent, to each recipient a copy of their own."
    permission = Permission.RUN_STRATEGY_DISCUSSION

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"circulated_on": self.today}

    def context(self) -> dict[str, Any]:
        """Return beside the form those who are sent a copy anyway."""
        rows = self.record.attendees.select_related("practitioner__agency")
        return {**super().context(), "attendees": rows}

    def act(self, **facts: Any) -> StrategyDiscussion:
        """Send them."""
        return services.circulate_minutes(self.record, by=self.user, **facts)
