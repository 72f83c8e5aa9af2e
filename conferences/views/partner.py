"""What a partner agency sees: the own invitations and reports, and nothing else."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from conferences import timeliness
from conferences.models import Conference, Invitation, Report
from cpms.accounts.permissions import Permission
from cpms.records.views import Page

OVER = (Conference.State.DECLINED, Conference.State.CANCELLED)


class PartnerPage(Page):
    """Own invitations to answer, own reports to write."""

    permission = Permission.SUBMIT_REPORT
    template_name = "conferences/before/partner.html"
    page_name = "Invitations and reports"

    @cached_property
    def invitations(self) -> list[Invitation]:
        """The person's invitations to conferences that are still to come."""
        rows = Invitation.objects.visible_to(self.user).of_account(self.user)
        rows = rows.filter(conference__scheduled_at__date__gte=self.today)
        rows = rows.exclude(conference__state__in=OVER).order_by("conference__scheduled_at", "pk")
        return list(
            rows.select_related("conference__chair").prefetch_related(
                "conference__decisions__child"
            )
        )

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that the person is asked for and has not submitted."""
        rows = Report.objects.visible_to(self.user).filter(
            state=Report.State.REQUESTED, invitation__practitioner__user=self.user
        )
        rows = rows.select_related("conference").order_by("conference__scheduled_at", "pk")
        return list(rows.prefetch_related("conference__decisions__child"))

    def context(self) -> dict[str, Any]:
        """Return the invitations, and the reports with their days."""
        return {
            "invitations": self.invitations,
            "reports": self.reports,
            "clocks": timeliness.report_clocks(self.reports),
        }

    def child_ids(self) -> Iterable[int]:
        """Return every child whose name the page shows."""
        shown = [row.conference for row in self.invitations]
        shown += [row.conference for row in self.reports]
        return {decision.child_id for one in shown for decision in one.decisions.all()}
