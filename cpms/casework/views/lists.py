"""The lists behind the numbers of the dashboard: deadlines, plans in force, conferences ahead."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied

from cpms.accounts.permissions import Permission
from cpms.casework import listing
from cpms.casework.figures import chairs, plans
from cpms.casework.figures.scope import NOBODY, Scope
from cpms.casework.views.dashboard import DAYS_AHEAD
from cpms.records.views import ListPage
from cpms.timescales.calendar import now
from cpms.timescales.models import Deadline
from cpms.timescales.policy import working_days


class ManagersList(ListPage):
    """A list for those who see figures and may open the cases behind them (A30)."""

    permission = Permission.SEE_DASHBOARD

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse also who sees figures but opens no case: to them a list says too much."""
        if not self.user.may(Permission.OPEN_CASE):
            raise PermissionDenied(f"This page is for those who {Permission.OPEN_CASE.value}.")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def scope(self) -> Scope:
        """The filters that the list shares with the dashboard."""
        return Scope.of(self.request.GET)


class DeadlineList(ManagersList):
    """The deadlines that the filters in the address leave; the same as CSV."""

    template_name = "casework/deadlines.html"
    page_name = "Deadlines"
    head = listing.HEAD

    def rows(self) -> Any:
        """Return the deadlines left by the filters, soonest first."""
        visible = Deadline.objects.visible_to(self.user, self.today)
        return listing.filtered(visible, self.request.GET, self.today, now())

    def context(self) -> dict[str, Any]:
        """Return one page of the list and the filters in words."""
        filters = listing.filter_choices(self.request.GET)
        shown = listing.rows(self.page.object_list, self.user, self.today, now())
        return {**super().context(), "rows": shown, "choices": filters}

    @cached_property
    def leads(self) -> dict[int, str]:
        """Who leads for each child, for the file."""
        return listing.leads()

    def line(self, row: Any) -> Sequence[object]:
        """Return one deadline as the file has it."""
        return listing.line(row, self.leads)

    def children_of(self, row: Any) -> Iterable[int]:
        """Return the child whose clock it is."""
        return [row.child_id]


class PlanList(ManagersList):
    """The plans in force behind a number: by category, age, length, or repeat plans."""

    template_name = "casework/plans_in_force.html"
    page_name = "Plans in force"
    head = ("Case number", "Child", "Team", "Category", "Since", "Lead professional", "Repeat plan")

    def rows(self) -> Any:
        """Return the plans left by the filters, the oldest first."""
        found = plans.narrowed(
            plans.current(self.user, self.today, self.scope), self.request.GET.dict()
        )
        return found.select_related("child__team", "lead_professional").order_by("started_on", "pk")

    def context(self) -> dict[str, Any]:
        """Return the page and its filters."""
        return {**super().context(), "choices": listing.plan_choices(self.request.GET)}

    def line(self, row: Any) -> Sequence[object]:
        """Return one plan as the file has it."""
        return (
            row.child.case_number,
            row.child.name,
            row.child.team.name,
            row.get_category_display(),
            row.started_on,
            row.lead_professional.name,
            "yes" if row.is_repeat else "no",
        )

    def children_of(self, row: Any) -> Iterable[int]:
        """Return the child whose plan it is."""
        return [row.child_id]


class ConferenceList(ManagersList):
    """The conferences of the days ahead, one chair's, or those without a chair."""

    template_name = "casework/conferences_ahead.html"
    page_name = "Conferences ahead"
    head = ("When", "Kind", "Children", "Chair", "Where", "State")

    def rows(self) -> Any:
        """Return the conferences left by the filters, soonest first."""
        found = chairs.meant(self.user, self.today, self.meant)
        chair = self.request.GET.get("chair", "")
        if chair == NOBODY:
            found = chairs.without_chair(found)
        else:
            days = working_days().next_working_days(self.today, DAYS_AHEAD)
            found = chairs.ahead(found, days[0], days[-1])
            found = found.filter(chair=int(self.scope.chair)) if self.scope.chair else found
        found = found.select_related("chair", "family").prefetch_related("decisions__child")
        return found.order_by("scheduled_at", "pk")

    @property
    def meant(self) -> Scope:
        """Here the chair is the conference's own, not the children's."""
        return Scope(team=self.scope.team, worker=self.scope.worker)

    def context(self) -> dict[str, Any]:
        """Return the page and its filters."""
        return {**super().context(), "choices": listing.conference_choices(self.request.GET)}

    def line(self, row: Any) -> Sequence[object]:
        """Return one conference as the file has it."""
        return listing.conference_line(row)

    def children_of(self, row: Any) -> Iterable[int]:
        """Return the children whom the conference is about."""
        return [one.child_id for one in row.decisions.all()]
