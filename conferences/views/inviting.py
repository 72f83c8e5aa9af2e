"""Choosing whom to invite, putting an invitation right, keeping an answer."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.urls import reverse

from conferences.forms.inviting import AnswerForm, ChangeForm, ChooseForm
from conferences.models import Conference, Invitation, Response
from conferences.services.inviting import change_invitation, choose_invitees, record_response
from cpms.accounts.permissions import Permission
from cpms.records.views import ServiceFormView


class Choose(ServiceFormView[Conference]):
    """The list of those to invite, with everyone already known suggested."""

    model = Conference
    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/choose.html"
    form_class = ChooseForm
    page_name = "Whom to invite"
    title = "Whom to invite"
    button = "Keep the list"
    done_message = "The list is kept. Nothing has been sent yet."

    def act(self, **facts: Any) -> Conference:
        """Keep the list."""
        return choose_invitees(self.record, facts["invitees"], by=self.user)


class OfInvitation(ServiceFormView[Invitation]):
    """A form about one invitation; afterwards one is back on the conference's page."""

    model = Invitation
    template_name = "conferences/before/invitation.html"

    def visible(self) -> models.QuerySet[Invitation]:
        """Return the invitations, with whom they are for."""
        rows = super().visible()
        return rows.select_related(
            "conference__chair", "practitioner__agency", "practitioner__user", "person", "child"
        )

    def child_ids(self) -> Iterable[int]:
        """Return the children whom the conference is about."""
        return [child.pk for child in self.record.conference.concerned_children()]

    def success_url(self, record: Any) -> str:
        """Return to the conference or, for a partner, to their own page."""
        if not self.user.may(Permission.SEE_CONFERENCES):
            return reverse("partner")
        return str(self.record.conference.get_absolute_url())


class Change(OfInvitation):
    """Put an invitation right: the part, the needs, whom the person knows."""

    permission = Permission.SCHEDULE_CONFERENCE
    form_class = ChangeForm
    page_name = "Change an invitation"
    title = "Change an invitation"
    done_message = "The invitation is changed."

    def initial(self) -> dict[str, Any]:
        """Return the invitation as it stands."""
        row = self.record
        return {
            "invited_as": row.invited_as,
            "needs": row.needs,
            "is_supporter": row.is_supporter,
            "knows": [child.pk for child in row.knows.all()],
        }

    def act(self, **facts: Any) -> Invitation:
        """Keep the changes."""
        return change_invitation(self.record, by=self.user, **facts)


class Answer(OfInvitation):
    """What the person answered: entered by the unit, or by the person themself."""

    form_class = AnswerForm
    page_name = "Answer an invitation"
    title = "Answer to the invitation"
    button = "Keep the answer"
    done_message = "The answer is kept."

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        """Show the form to the person invited and to the unit, and to nobody else."""
        self._require_own_or_unit()
        return super().show(status, **extra)

    def initial(self) -> dict[str, Any]:
        """Return the answer on record."""
        row = self.record
        known = {"deputy_name": row.deputy_name, "note": row.response_note}
        return known if row.response == Response.NONE else {**known, "response": row.response}

    def act(self, **facts: Any) -> Invitation:
        """Keep the answer."""
        self._require_own_or_unit()
        return record_response(self.record, by=self.user, **facts)

    def _require_own_or_unit(self) -> None:
        is_own = self.record.account == self.user
        if not is_own and not self.user.may(Permission.SCHEDULE_CONFERENCE):
            raise PermissionDenied("This invitation is not yours to answer.")
