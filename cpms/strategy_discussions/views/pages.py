"""The page of a strategy discussion, and the list of those about a child."""

from typing import Any

from cpms.accounts.permissions import Permission
from cpms.children.views.of_child import ChildPage
from cpms.documents.models import Letter, LetterKind
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from cpms.strategy_discussions.quoracy import seats_of
from cpms.strategy_discussions.steps import Step, address_of, next_of, steps_of
from cpms.strategy_discussions.views.of_discussion import AboutDiscussion


class DiscussionPage(AboutDiscussion):
    """The discussion as a list of tasks, with what was recorded below it."""

    template_name = "strategy_discussions/discussion.html"
    page_name = "Strategy discussion"

    def context(self) -> dict[str, Any]:
        """Return the tasks, the next of them, and what was recorded."""
        record = self.record
        attendees = list(record.attendees.select_related("practitioner__agency"))
        analyses = list(record.analyses.select_related("child"))
        actions = list(record.actions.select_related("agency"))
        seats = seats_of(attendees)
        analysed = all(row.harm.strip() for row in analyses)
        steps = steps_of(record, seats, analysed, len(actions))
        runs_it = self.user.may(Permission.RUN_STRATEGY_DISCUSSION)
        seen = {child.pk for child in self.children}
        return {
            **super().context(),
            "attendees": attendees,
            "seats": seats,
            "analyses": [row for row in analyses if row.child_id in seen],
            "actions": actions,
            "runs_it": runs_it,
            "tasks": [self.task(step, runs_it) for step in steps],
            "next": next_of(steps) if runs_it else None,
            "address_of": address_of,
            "enquiries": self.enquiries(),
            "letters": self.letters(),
        }

    def task(self, step: Step, runs_it: bool) -> dict[str, Any]:
        """Return a step as the task list draws it."""
        can_go = runs_it and step.is_open
        if step.is_done:
            state, words = "met", "Done"
        else:
            state, words = "plain", "To do" if step.is_open else "Cannot start yet"
        href = address_of(step, self.record) if can_go else ""
        return {"title": step.title, "href": href, "note": step.note, "state": state,
                "words": words}  # fmt: skip

    def enquiries(self) -> Any:
        """Return the section 47 enquiries it began, about children one may see."""
        rows = Section47Enquiry.objects.visible_to(self.user, self.today)
        return rows.filter(discussion=self.record).select_related("child").order_by("child")

    def letters(self) -> Any:
        """Return the copies of the minutes that one may see."""
        if self.record.minutes_circulated_on is None:
            return []
        rows = Letter.objects.visible_to(self.user, self.today)
        return rows.filter(
            kind=LetterKind.STRATEGY_MINUTES,
            children__in=self.children,
            made_on=self.record.minutes_circulated_on,
        ).distinct()


class DiscussionsOfChild(ChildPage):
    """Every strategy discussion about a child, the latest first."""

    template_name = "strategy_discussions/discussions.html"
    page_name = "Strategy discussions"
    current = "strategy-discussions"

    def context(self) -> dict[str, Any]:
        """Return the discussions, the enquiries, and whether one may plan another."""
        seen = StrategyDiscussion.objects.visible_to(self.user, self.today)
        enquiries = Section47Enquiry.objects.visible_to(self.user, self.today)
        return {
            **super().context(),
            "discussions": seen.filter(children=self.record).select_related("chair"),
            "enquiries": enquiries.filter(child=self.record),
            "may_plan": self.user.may(Permission.RUN_STRATEGY_DISCUSSION),
        }
