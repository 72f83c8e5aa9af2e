"""Who is here: marked, added, described."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from conferences.forms.attending import AddForm, DescribeForm, MarkForm
from conferences.models import Conference, Invitation
from conferences.services import attendance
from cpms.accounts.permissions import Permission
from cpms.records.views import ServiceFormView


class _Attendance(ServiceFormView[Conference]):
    model = Conference
    permission = Permission.MINUTE_CONFERENCE

    @cached_property
    def invitation(self) -> Invitation:
        """The person of the address, of this conference."""
        invited = self.record.invitations.select_related("practitioner__agency", "person", "child")
        return get_object_or_404(invited, pk=self.kwargs["invitation"])

    def success_url(self, record: Any) -> str:
        """Return to the attendance on the page of the day."""
        return reverse("conference-day", args=[self.record.pk]) + "?show=attendance#here"


class Mark(_Attendance):
    """Mark how one person attends."""

    form_class = MarkForm

    def heading(self) -> str:
        """Return whose attendance it is."""
        return f"{self.invitation.name}: attendance"

    def initial(self) -> dict[str, Any]:
        """Return how they attend now."""
        return {
            "attendance": self.invitation.attendance,
            "deputy_name": self.invitation.deputy_name,
        }

    def act(self, **facts: Any) -> None:
        """Mark it as of this moment."""
        attendance.mark(self.invitation, **facts, at=timezone.now(), by=self.user)


class Add(_Attendance):
    """Add somebody who came without an invitation."""

    title = "Somebody came who was not invited"
    form_class = AddForm
    button = "Add"

    def act(self, **facts: Any) -> None:
        """Take them into the attendance as of this moment."""
        came = attendance.Unexpected(**facts)
        attendance.add(self.record, came, at=timezone.now(), by=self.user)


class Describe(_Attendance):
    """Correct whom a professional knows, and for whom they speak."""

    form_class = DescribeForm

    def heading(self) -> str:
        """Return whom it is about."""
        return f"{self.invitation.name}: whom they know, and for whom they speak"

    def initial(self) -> dict[str, Any]:
        """Return what is known now."""
        return {
            "knows": self.invitation.knows.all(),
            "line_of_management": self.invitation.line_of_management,
            "is_supporter": self.invitation.is_supporter,
        }

    def act(self, **facts: Any) -> None:
        """Correct it."""
        attendance.describe(self.invitation, **facts, by=self.user)
