"""Seeing who gets what, and sending it."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.template.loader import render_to_string

from conferences import letters
from conferences.expected import lacking
from conferences.models import Conference, Invitation
from conferences.services.convening import NOT_SENT, convene, send_late_invitations
from conferences.views.requesting import OfConference
from cpms.accounts.permissions import Permission
from cpms.records.views import RecordPage, ServiceFormView


def to_send(conference: Conference) -> list[Invitation]:
    """Return the invitations that have not gone out, as the preview shows them."""
    return list(conference.invitations.filter(**NOT_SENT).with_names())


class Convene(OfConference):
    """Send the invitations: first who gets what, then one button."""

    move = "convene"
    template_name = "conferences/before/convene.html"
    button = "Send the invitations"
    title = "Send the invitations"
    done_message = "The invitations are sent, and each agency is asked for a report."

    def context(self) -> dict[str, Any]:
        """Return who gets what, and what is missing for quoracy."""
        return {
            **super().context(),
            "invitations": to_send(self.record),
            "warnings": lacking(self.record),
        }

    def act(self, **facts: Any) -> Conference:
        """Send them."""
        return convene(self.record, by=self.user, on=self.today)


class SendLate(ServiceFormView[Conference]):
    """Send the invitations of those who joined the list later."""

    model = Conference
    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/convene.html"
    page_name = "Send later invitations"
    button = "Send the later invitations"
    title = "Send the later invitations"
    done_message = "The later invitations are sent."

    def context(self) -> dict[str, Any]:
        """Return who gets what."""
        return {
            **super().context(),
            "invitations": to_send(self.record),
            "warnings": lacking(self.record),
            "children": list(self.record.concerned_children()),
        }

    def act(self, **facts: Any) -> Conference:
        """Send them."""
        return send_late_invitations(self.record, by=self.user, on=self.today)


class Preview(RecordPage[Invitation]):
    """What this one person gets, in the words in which they get it."""

    model = Invitation
    permission = Permission.SCHEDULE_CONFERENCE
    template_name = "conferences/before/preview.html"
    page_name = "Preview of an invitation"

    def visible(self) -> models.QuerySet[Invitation]:
        """Return the invitations, with whom they are for."""
        return (
            super()
            .visible()
            .select_related("conference__chair", "practitioner__agency", "person", "child")
        )

    def context(self) -> dict[str, Any]:
        """Return the letter as it would be made now."""
        copy = letters.invitation_copies(self.record.conference, [self.record])[0]
        given = {**copy.context, "recipient": copy.recipient}
        text = render_to_string(copy.template, given, using="jinja2")
        return {"title": copy.title, "text": text, "recipient": copy.recipient}

    def child_ids(self) -> Iterable[int]:
        """Return the children whom the conference is about."""
        return [child.pk for child in self.record.conference.concerned_children()]
