"""Writing the plan: its words, its needs with their actions, and progress."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.records.views import ServiceFormView
from plans.forms import NeedForm, ProgressForm, TakeOutForm, WordsForm
from plans.models import Action, Need, Plan
from plans.services import report_progress, take_out, write_need, write_text


class WritesPlan(ServiceFormView[Any]):
    """A form about a plan or a row of it, for those who write plans."""

    permission: ClassVar[Permission | None] = Permission.LEAD_PLAN
    template_name = "plans/act.html"

    @cached_property
    def plan(self) -> Plan:
        """The plan that is written."""
        plan: Plan = getattr(self.record, "plan", self.record)
        return plan

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        return {**super().context(), "banner": banner_of(self.plan.child, self.user, self.today)}


class WriteWords(WritesPlan):
    """Change what the plan is for, its strengths, contingency and bottom lines."""

    model = Plan
    form_class = WordsForm
    title = "The words of the plan"
    done_message = "Saved. Make a new version when the changes are agreed."

    def initial(self) -> dict[str, Any]:
        """Return the words as they are."""
        return {name: getattr(self.record, name) for name in WordsForm.base_fields}

    def act(self, **said: Any) -> Plan:
        """Write the words."""
        return write_text(self.record, said, by=self.user)


class ChangeNeed(WritesPlan):
    """Change a need, its outcome and its actions."""

    model = Need
    form_class = NeedForm
    template_name = "plans/need.html"
    title = "Need, outcome and actions"
    done_message = "Saved."

    def act(self, **facts: Any) -> Need:
        """Write the need with its actions."""
        return write_need(self.plan, self.record, **facts, by=self.user)


class AddNeed(ChangeNeed):
    """Add a need with its outcome and actions."""

    title = "Add a need"

    @cached_property
    def record(self) -> Need:
        """The need about to be written, for the plan that the address names."""
        return Need(plan=self.found(Plan.objects.visible_to(self.user)))


class ReportProgress(WritesPlan):
    """Say how far an action is: who writes plans, and who owns the action (PL-11)."""

    permission = None
    model = Action
    form_class = ProgressForm
    title = "How far is it?"
    done_message = "Saved."
    template_name = "plans/progress.html"

    def visible(self) -> models.QuerySet[Action]:
        """Return the actions that this person may report on."""
        return Action.objects.visible_to(self.user).reportable_by(self.user)

    def initial(self) -> dict[str, Any]:
        """Return the progress as last reported."""
        return {name: getattr(self.record, name) for name in ProgressForm.base_fields}

    def act(self, **facts: Any) -> Action:
        """Note the progress."""
        return report_progress(self.record, facts["said"], today=self.today, by=self.user)


class TakeOutNeed(WritesPlan):
    """Take a need out of the plan, with all its actions."""

    model: type[models.Model] = Need
    form_class = TakeOutForm
    title = "Take this need out of the plan"
    button = "Take it out"
    done_message = "Taken out. Earlier versions keep it."
    template_name = "plans/take_out.html"

    def act(self, **facts: Any) -> None:
        """Take it out."""
        take_out(self.record, **facts, on=self.today, by=self.user)


class TakeOutAction(TakeOutNeed):
    """Take an action out of the plan."""

    model = Action
    title = "Take this action out of the plan"
