"""Sending the invitations and asking for the reports (CF-04, CF-11, CF-33)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from conferences.guards.inviting import those_kept_apart_do_not_meet
from conferences.letters import send_invitations
from conferences.models import Conference, Invitation, InvitedAs, Kind, Report
from cpms.accounts.models import User
from cpms.records.guards import Refused
from cpms.records.moves import locked, perform, write

NOT_SENT = {"sent_on": None, "excluded_on": None}


@transaction.atomic
def convene(conference: Conference, *, by: User, on: date) -> Conference:
    """Invite everyone chosen, each in words of their own, and ask each agency to report."""
    conference = perform(conference, "convene", by=by, convened_on=on)
    _send(conference, on=on, by=by)
    if conference.kind == Kind.REVIEW:
        report = Report(conference=conference, kind=Report.Kind.CORE_GROUP)
        perform(report, "request", by=by, requested_on=on)
    return conference


@transaction.atomic
def send_late_invitations(conference: Conference, *, by: User, on: date) -> Conference:
    """Invite those who were added after the others had been told."""
    conference = locked(conference)
    if conference.state != Conference.State.CONVENED:
        raise Refused("Send the first invitations before later ones (CF-04).")
    if not conference.invitations.filter(**NOT_SENT).exists():
        raise Refused("Everyone on the list has been invited already.")
    if not those_kept_apart_do_not_meet.allows(conference):
        raise Refused(those_kept_apart_do_not_meet.refusal_for(conference))
    _send(conference, on=on, by=by)
    return conference


def ask_again_for_reports(conference: Conference, *, on: date, by: User) -> None:
    """Ask again for each report that is not in: the conference has moved (CF-11)."""
    for report in conference.reports.filter(state=Report.State.REQUESTED):
        perform(report, "request_again", by=by, requested_on=on)


def _send(conference: Conference, *, on: date, by: User) -> None:
    unsent = list(conference.invitations.filter(**NOT_SENT).with_names())
    for invitation in unsent:
        invitation.sent_on = on
        write(invitation, by=by)
    _ask_for_reports(conference, unsent, on=on, by=by)
    send_invitations(conference, unsent, on=on, by=by)


def _ask_for_reports(
    conference: Conference, invitations: Iterable[Invitation], *, on: date, by: User
) -> None:
    """Ask for one report from each agency, of the first of its people invited (CF-11)."""
    asked = set(conference.reports.values_list("invitation__practitioner__agency", flat=True))
    for invitation in invitations:
        practitioner = invitation.practitioner
        if practitioner is None or invitation.invited_as != InvitedAs.PROFESSIONAL:
            continue
        if practitioner.agency_id not in asked:
            asked.add(practitioner.agency_id)
            report = Report(conference=conference, invitation=invitation)
            perform(report, "request", by=by, requested_on=on)
