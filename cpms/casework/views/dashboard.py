"""What managers see: what is late, at risk and coming, how well rules are kept, and who carries it.

Figures are counted in the database (`casework.figures`); every number opens the list behind it.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from cpms.accounts.models import Team, User
from cpms.accounts.permissions import Permission
from cpms.casework import listing
from cpms.casework.decide_first import decide_first
from cpms.casework.figures import breaches, chairs, plans
from cpms.casework.figures.open_clocks import OpenClocks, read
from cpms.casework.figures.rates import Rates
from cpms.casework.figures.scope import Scope
from cpms.casework.figures.small_numbers import Reader
from cpms.casework.figures.tables import WORKERS_SHOWN, Layout
from cpms.records.views import Page
from cpms.timescales.calendar import WorkingDays, now
from cpms.timescales.models import Deadline, Standing
from cpms.timescales.policy import working_days
from cpms.timescales.reminders import heartbeat

LATE_SHOWN = 6
DAYS_AHEAD = 15


class Dashboard(Page):
    """The whole picture for the children whom the manager sees (MG-01)."""

    template_name = "casework/dashboard.html"
    permission = Permission.SEE_DASHBOARD
    page_name = "Dashboard"

    def context(self) -> dict[str, Any]:
        """Return the figures, narrowed by the address."""
        clocks, layout = self.clocks, Layout(self.scope, Reader(self.user))
        loads = chairs.read(self.user, self.today, self.days, self.scope)
        choices = listing.people_and_rules(self.request.GET)
        columns, heat = layout.ahead(clocks, self.days, self.today, self.calendar)
        rates = Rates(self.scope, self.user, self.today, clocks)
        return {
            "now": self.moment,
            "scope": self.scope,
            "filters": choices,
            "narrowed_to": listing.in_words(choices),
            "totals": self.totals(layout),
            "silence": self.silence(),
            "first": decide_first(loads, clocks, self.scope, layout.reader),
            "columns": columns,
            "heat": heat,
            "late": self.late,
            "matrix": layout.matrix(clocks, self.teams()),
            "workers": layout.workers(clocks, self.workers())[:WORKERS_SHOWN],
            "workers_whole": len({one.of for one in clocks.worker}),
            "rates": rates,
            "breaches": breaches.read(self.scope, self.user, self.today, rates),
            "plans": plans.read(self.user, self.today, self.scope),
            "loads": loads,
            "opens_cases": layout.reader.opens_cases,
        }

    @cached_property
    def scope(self) -> Scope:
        """The filters of the address."""
        return Scope.of(self.request.GET)

    @cached_property
    def moment(self) -> Any:
        """The moment for which everything is counted."""
        return now()

    @cached_property
    def calendar(self) -> WorkingDays:
        """The working days as known now."""
        return working_days()

    @cached_property
    def days(self) -> list[Any]:
        """The days ahead that are drawn."""
        return self.calendar.next_working_days(self.today, DAYS_AHEAD)

    def deadlines(self) -> Any:
        """Return the clocks of the children seen and meant."""
        return self.scope.clocks(Deadline.objects.visible_to(self.user, self.today))

    @cached_property
    def clocks(self) -> OpenClocks:
        """The running clocks, counted."""
        return read(self.deadlines(), self.today, self.moment, self.days[-1])

    def totals(self, layout: Layout) -> dict[str, Any]:
        """Return the numbers at the top of the page."""
        clocks = self.clocks
        return {
            "overdue": layout.number(clocks.standing(Standing.OVERDUE), standing="overdue"),
            "due_today": layout.number(clocks.standing(Standing.DUE_TODAY), standing="due_today"),
            "at_risk": layout.number(
                clocks.standing(Standing.AT_RISK, Standing.DUE_TODAY), standing="at_risk"
            ),
            "on_track": layout.number(clocks.on_track, standing="on_track"),
        }

    @cached_property
    def late(self) -> list[Any]:
        """What is late now, the oldest first: whose, why, and who to call."""
        if not self.user.may(Permission.OPEN_CASE):
            return []
        overdue = self.deadlines().overdue(self.today, self.moment).order_by("due_on", "pk")
        oldest = overdue.select_related("child", "started_by", "breach")[:LATE_SHOWN]
        return listing.rows(oldest, self.user, self.today, self.moment)

    def silence(self) -> dict[str, Any] | None:
        """Say since when the background has done nothing, once that is too long."""
        if not heartbeat.is_silent(self.moment):
            return None
        return {"since": heartbeat.last_beat()}

    def teams(self) -> dict[str, str]:
        """Return the names of the teams by number."""
        return {str(pk): name for pk, name in Team.objects.values_list("pk", "name")}

    def workers(self) -> dict[str, str]:
        """Return the names of the workers whose children press."""
        numbers = {one.of for one in self.clocks.worker if one.of}
        named = User.objects.filter(pk__in=numbers).values_list("pk", "name")
        return {str(pk): name for pk, name in named}

    def child_ids(self) -> Iterable[int]:
        """Return the children whose names stand in the list of what is late."""
        return {row.deadline.child_id for row in self.late}
