"""What a member does: report, take minutes; and who belongs to the group (CG-01, CG-05, CG-06)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse

from core_groups import services
from core_groups.forms.taking_part import (
    DeputyForm,
    LeaveForm,
    MemberForm,
    OwnMinutesForm,
    OwnReportForm,
)
from core_groups.models import Contribution, CoreGroup, CoreGroupMeeting, Member
from core_groups.people import membership, takes_part
from core_groups.views.meetings import OfMeeting
from cpms.accounts.permissions import Permission
from cpms.children.banner import banner_of
from cpms.records.views import ServiceFormView


class ReportToMeeting(ServiceFormView[CoreGroupMeeting]):
    """A member's own written report before the meeting, coming or not (CG-05)."""

    model = CoreGroupMeeting
    permission = Permission.TAKE_PART_IN_CORE_GROUP
    template_name = "core_groups/own.html"
    form_class = OwnReportForm
    page_name = "Report to the core group"
    title = "Your report to the core group"
    button = "Send the report"
    done_message = "Your report is with the core group. You can change it until the meeting."

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to members, and to nobody else."""
        if membership(self.record.group, self.user, self.today) is None:
            raise PermissionDenied("Only a member of this core group reports to it.")
        return super().show(status, **extra)

    def initial(self) -> dict[str, Any]:
        """Return what the person wrote before."""
        rows = Contribution.objects.visible_to(self.user).written_by(self.user)
        own = rows.filter(meeting=self.record).first()
        return {"what_happened": own.facts, "opinion": own.opinion} if own else {}

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record.group.plan.child, self.user, self.today)
        return {**super().context(), "banner": banner}

    def act(self, **facts: Any) -> CoreGroupMeeting:
        """Keep it."""
        services.report_to_meeting(self.record, by=self.user, **facts)
        return self.record


class WriteMinutes(OfMeeting):
    """Any member takes the minutes (CG-06)."""

    move = "write_minutes"
    template_name = "core_groups/own.html"
    form_class = OwnMinutesForm
    title = "Write the minutes"
    button = "Save the minutes"
    done_message = "The minutes are saved. They go to all members when they are sent."

    def initial(self) -> dict[str, Any]:
        """Return the minutes as they are."""
        return {"minutes": self.record.minutes}

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to those who take part in this group."""
        if not takes_part(self.record, self.user):
            raise PermissionDenied("Only a member of this core group takes its minutes.")
        return super().show(status, **extra)


class AddMember(ServiceFormView[CoreGroup]):
    """Somebody joins the core group."""

    model = CoreGroup
    permission = Permission.RUN_CORE_GROUP
    template_name = "children/act.html"
    form_class = MemberForm
    page_name = "Add a member"
    title = "Add a member to the core group"
    button = "Add the member"
    done_message = "The member sees the child's plan from that day on."

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record.plan.child, self.user, self.today)
        return {**super().context(), "banner": banner}

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"from_on": self.today}

    def act(self, **facts: Any) -> CoreGroup:
        """Let them join."""
        services.join(self.record, by=self.user, **facts)
        return self.record


class OfMember(ServiceFormView[Member]):
    """Something about one member."""

    model = Member
    permission = Permission.RUN_CORE_GROUP
    template_name = "children/act.html"
    page_name = "Member of a core group"

    def visible(self) -> models.QuerySet[Member]:
        """Return the members, with their group."""
        rows: models.QuerySet[Member] = Member.objects.visible_to(self.user).with_names()
        return rows.select_related("group__plan__child")

    def context(self) -> dict[str, Any]:
        """Return the banner beside the form."""
        banner = banner_of(self.record.group.plan.child, self.user, self.today)
        return {**super().context(), "banner": banner}

    def success_url(self, record: Any) -> str:
        """Return to the group."""
        return self.record.group.get_absolute_url()


class NameDeputy(OfMember):
    """Name who stands in for a member (CG-01)."""

    form_class = DeputyForm
    button = "Save"

    def heading(self) -> str:
        """Return whose deputy it is."""
        return f"Deputy of {self.record.name}"

    def initial(self) -> dict[str, Any]:
        """Return the deputy named."""
        return {"deputy_name": self.record.deputy_name}

    def act(self, **facts: Any) -> Member:
        """Keep the name."""
        return services.name_deputy(self.record, by=self.user, **facts)


class EndMembership(OfMember):
    """A member leaves: from the day after on they see the child no more."""

    form_class = LeaveForm
    button = "End the membership"
    done_message = "The membership ends with that day."

    def heading(self) -> str:
        """Return who leaves."""
        return f"{self.record.name} leaves the core group"

    def initial(self) -> dict[str, Any]:
        """Return today."""
        return {"on": self.today}

    def act(self, **facts: Any) -> Member:
        """End it."""
        return services.end_by_hand(self.record, by=self.user, **facts)
