"""What a partner agency sees: the own invitations and reports, and nothing else."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from conferences import timeliness
from conferences.models import Conference, Invitation, Report
from conferences.recipients import children_told_to
from cpms.accounts.permissions import Permission
from cpms.children.models import Child
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
                "conference__decisions__child", "invited_for"
            )
        )

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that the person is asked for and has not submitted."""
        rows = Report.objects.visible_to(self.user).filter(
            state=Report.State.REQUESTED, invitation__practitioner__user=self.user
        )
        rows = rows.select_related("conference", "invitation").order_by(
            "conference__scheduled_at", "pk"
        )
        return list(
            rows.prefetch_related("conference__decisions__child", "invitation__invited_for")
        )

    def context(self) -> dict[str, Any]:
        """Return the invitations, and the reports with their days."""
        return {
            "invitations": self.invitations,
            "reports": self.reports,
            "clocks": timeliness.report_clocks(self.reports),
            "told": self.told,
        }

    def told(self, invitation: Invitation, conference: Conference) -> list[Child]:
        """Return the children whom this person is invited for, and no others (CF-14)."""
        children = [row.child for row in conference.decisions.all()]
        return children_told_to(invitation, children)

    def child_ids(self) -> Iterable[int]:
        """Return every child whose name the page shows."""
        shown = [(row, row.conference) for row in self.invitations]
        shown += [(row.invitation, row.conference) for row in self.reports if row.invitation]
        return {child.pk for row, conference in shown for child in self.told(row, conference)}
