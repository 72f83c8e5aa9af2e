"""What managers see: the dashboard, and the list behind each of its numbers (MG-01)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from cpms.accounts.permissions import Permission
from cpms.casework import figures, listing
from cpms.records.views import Page
from cpms.timescales.calendar import now
from cpms.timescales.models import Deadline
from cpms.timescales.policy import working_days

LATE_SHOWN = 6
PAGE_LENGTH = 25


class Dashboard(Page):
    """What is late, at risk and coming, for the children the manager sees."""

    template_name = "casework/dashboard.html"
    permission = Permission.SEE_DASHBOARD

    def context(self) -> dict[str, Any]:
        """Return the counts, the days ahead and what is late now."""
        deadlines = Deadline.objects.visible_to(self.user, self.today)
        moment = now()
        counts = figures.Figures(deadlines, self.today, moment)
        columns, rows = figures.days_ahead(deadlines, self.today, working_days())
        overdue = deadlines.overdue(self.today, moment).order_by("due_on")
        late = overdue.select_related("child", "started_by")
        return {
            "now": moment,
            "totals": counts.totals(),
            "matrix": counts.matrix(),
            "columns": columns,
            "heat": rows,
            "late": listing.rows(late[:LATE_SHOWN], self.user, self.today, moment),
            "address": figures.address,
        }


class DeadlineList(Page):
    """The deadlines that the filters in the address leave; the same as CSV."""

    template_name = "casework/deadlines.html"
    permission = Permission.SEE_DASHBOARD

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or hand it out as a file."""
        if request.GET.get("as") == "csv":
            return listing.as_csv(self.deadlines(), self.user, self.today)
        return super().get(request, *args, **kwargs)

    def deadlines(self) -> Any:
        """Return the deadlines left by the filters, soonest first."""
        visible = Deadline.objects.visible_to(self.user, self.today)
        return listing.filtered(visible, self.request.GET, self.today, now())

    def context(self) -> dict[str, Any]:
        """Return one page of the list and the filters in words."""
        page = Paginator(self.deadlines(), PAGE_LENGTH).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        return {
            "page": page,
            "query": query.urlencode(),
            "rows": listing.rows(page.object_list, self.user, self.today, now()),
            "filters": listing.filter_choices(self.request.GET),
        }
