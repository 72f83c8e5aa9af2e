"""Reading a plan: as it stands, as it stood, and what changed."""

from functools import cached_property
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cpms.children.banner import banner_of
from cpms.children.models import Child
from cpms.records.views import RecordPage
from plans.forms.reading import CompareForm, DayForm
from plans.models import Plan
from plans.standing import standing_of
from plans.versions import as_of, between

PAGE = "plan-of-child"


class OfPlan(RecordPage[Plan]):
    """A page about one plan, under the banner of its child."""

    model = Plan
    page_name = "Plan"

    def visible(self) -> models.QuerySet[Plan]:
        """Return the plans, with what every page of one reads."""
        rows = super().visible()
        return rows.select_related("child__family", "lead_professional", "decision__conference")

    def context(self) -> dict[str, Any]:
        """Return the banner of the child."""
        return {"banner": banner_of(self.record.child, self.user, self.today, PAGE)}


class PlanPage(OfPlan):
    """The plan as it stands: needs, outcomes, actions with progress, versions, what changed."""

    template_name = "plans/plan.html"

    def context(self) -> dict[str, Any]:
        """Return the plan with all that is to say of it today."""
        return {**super().context(), **standing_of(self.record, self.user, self.today)}


class PlanAsOf(OfPlan):
    """The plan as it stood at the end of a day, for paper and for court (PL-19)."""

    template_name = "plans/as_of.html"
    page_name = "Plan as of a day"

    def context(self) -> dict[str, Any]:
        """Return the version asked for, or of the day asked for; today where neither is."""
        form = DayForm(self.request.GET or None, initial={"on": self.today})
        stood = as_of(self.record, form.day() or self.today, form.number())
        return {**super().context(), "form": form, "stood": stood, "on": stood["on"]}


class ComparePage(OfPlan):
    """Any two versions compared in words (PL-04)."""

    template_name = "plans/compare.html"
    page_name = "Plan versions compared"

    def context(self) -> dict[str, Any]:
        """Return the comparison asked for; the last two versions where none is."""
        form = CompareForm(self.request.GET or None, record=self.record)
        return {**super().context(), "form": form, **between(self.record, *form.chosen())}


class PlanOfChild(RecordPage[Child]):
    """A child's plan, found by the child: the one in force, else the last."""

    model = Child
    template_name = "plans/none.html"
    page_name = "Plan"

    @cached_property
    def latest(self) -> Plan | None:
        """The plan to go to, if the child was ever subject of one."""
        plan: Plan | None = Plan.objects.visible_to(self.user).of(self.record).last()
        return plan

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go to the plan, or say that there is none."""
        if self.latest:
            return HttpResponseRedirect(self.latest.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Return the banner of the child."""
        return {"banner": banner_of(self.record, self.user, self.today, PAGE)}
