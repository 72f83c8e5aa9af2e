"""Reading a report, writing it, and reminding those whose report is not in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.urls import reverse

from conferences import timeliness
from conferences.forms.reporting import (
    NOT_YET,
    SHARED,
    WITHHELD,
    CancelReportForm,
    ReceiveForm,
    ReportForm,
)
from conferences.models import Report
from conferences.people import is_its_author
from conferences.services.reporting import chase, submit_report, write_report
from cpms.accounts.permissions import Permission
from cpms.records.views import MoveView, RecordPage, ServiceFormView


def back_from(report: Report, user: Any) -> str:
    """Return to the conference or, for a partner, to their own page."""
    if user.may(Permission.SEE_CONFERENCES):
        return str(report.conference.get_absolute_url())
    return reverse("partner")


def with_names(rows: models.QuerySet[Report]) -> models.QuerySet[Report]:
    """Return the reports with author and conference."""
    return rows.select_related(
        "conference__chair",
        "invitation__practitioner__agency",
        "invitation__practitioner__user",
        "withholding_agreed_by",
    )


class ReportPage(RecordPage[Report]):
    """One report: statement by statement, each with what it is worth."""

    model = Report
    template_name = "conferences/before/report.html"
    page_name = "Report"

    def visible(self) -> models.QuerySet[Report]:
        """Return the reports, with author, conference and statements."""
        return with_names(super().visible()).prefetch_related("statements__children")

    def context(self) -> dict[str, Any]:
        """Return the report's parts, and what the person may do with it."""
        report = self.record
        is_awaited = report.state == Report.State.REQUESTED
        is_unit = self.user.may(Permission.SCHEDULE_CONFERENCE)
        is_on_paper = bool(report.invitation and report.invitation.account is None)
        return {
            "due_on": timeliness.reports_due_on(report.conference),
            "back": back_from(report, self.user),
            "can_write": is_awaited and is_its_author(report, self.user),
            "can_remind": is_awaited and is_unit,
            "can_receive": is_awaited and is_unit and is_on_paper,
        }


class Write(ServiceFormView[Report]):
    """Write a report: keep it as a draft as often as need be, submit it once."""

    model = Report
    permission = Permission.SUBMIT_REPORT
    template_name = "conferences/before/write.html"
    form_class = ReportForm
    page_name = "Write a report"
    title = "Report to the conference"

    def visible(self) -> models.QuerySet[Report]:
        """Return the reports, with author and conference."""
        return with_names(super().visible()).prefetch_related("statements__children")

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to its author, and to nobody else."""
        if not is_its_author(self.record, self.user):
            raise PermissionDenied("This report is not yours to write.")
        due_on = timeliness.reports_due_on(self.record.conference)
        return super().show(status, due_on=due_on, **extra)

    def initial(self) -> dict[str, Any]:
        """Return the draft."""
        report = self.record
        is_shared = report.shared_with_parents_on is not None
        rows = [
            {"kind": row.kind, "text": row.text, "children": [one.pk for one in row.children.all()]}
            for row in report.statements.all()
        ]
        return {
            "sharing": SHARED if is_shared else WITHHELD if report.withheld_reason else NOT_YET,
            "shared_on": report.shared_with_parents_on,
            "withheld_reason": report.withheld_reason,
            "sharing_agreement": report.sharing_agreement,
            "agreed_on": report.withholding_agreed_on,
            "has_consent_for_convictions": report.has_consent_for_convictions,
            "rows": rows,
        }

    def refusals(self) -> list[str]:
        """Say at once that a report which is in is not written any more."""
        is_in = self.record.state != Report.State.REQUESTED
        return ["This report is with the chair already."] if is_in else []

    def act(self, **facts: Any) -> Report:
        """Submit it, or keep the draft."""
        if facts.pop("is_final"):
            return submit_report(self.record, by=self.user, on=self.today, **facts)
        return write_report(self.record, by=self.user, **facts)


class Receive(MoveView[Report]):
    """Record a report that came on paper."""

    model = Report
    move = "receive"
    form_class = ReceiveForm
    title = "Report received on paper"
    button = "Record the report"
    done_message = "The report is recorded as in."

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"received_on": self.today}

    def success_url(self, record: Any) -> str:
        """Return to the conference."""
        return back_from(self.record, self.user)


class Cancel(MoveView[Report]):
    """A report is not needed after all."""

    model = Report
    move = "cancel"
    form_class = CancelReportForm
    title = "This report is not needed"
    button = "Not needed"
    done_message = "The report is no longer asked for."

    def success_url(self, record: Any) -> str:
        """Return to the conference."""
        return back_from(self.record, self.user)


class Remind(ServiceFormView[Report]):
    """Remind the author, once a day."""

    model = Report
    permission = Permission.SCHEDULE_CONFERENCE
    page_name = "Remind of a report"
    title = "Send a reminder"
    button = "Send the reminder"
    done_message = "The reminder is sent."

    def act(self, **facts: Any) -> Report:
        """Send it."""
        return chase(self.record, by=self.user, on=self.today)

    def success_url(self, record: Any) -> str:
        """Return to the conference."""
        return back_from(self.record, self.user)
