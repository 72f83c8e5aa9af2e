"""Coming at a time of one's own, where it would not be safe to meet somebody (CF-08)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from conferences.letters import send_changes
from conferences.models import Conference, Invitation
from conferences.services.inviting import open_for_invitations
from cpms.accounts.models import User
from cpms.records.guards import Refused
from cpms.records.moves import write
from cpms.timescales.calendar import local_day, moved_along


@transaction.atomic
def attend_separately(
    invitation: Invitation,
    *,
    by: User,
    on: date,
    comes_at: datetime,
    goes_at: datetime,
    arrival_note: str = "",
    kept_apart_from: Sequence[Invitation] = (),
) -> Invitation:
    """Give one person times of their own, and name those whom they must not meet.

    The times stand in this person's invitation and calendar and in nobody else's. Who was
    told of another time is told of this one at once.
    """
    conference = open_for_invitations(invitation.conference)
    row = Invitation.objects.with_names().select_for_update(of=("self",)).get(pk=invitation.pk)
    if refusals := _why_not(conference, row, comes_at, goes_at, kept_apart_from):
        raise Refused(*refusals)
    was = row.begins_at
    is_told_of_another = row.sent_on is not None and (row.comes_at, row.goes_at) != (
        comes_at,
        goes_at,
    )
    row.comes_at, row.goes_at, row.arrival_note = comes_at, goes_at, arrival_note.strip()
    write(row, by=by)
    row.kept_apart_from.set(kept_apart_from)
    if is_told_of_another and was is not None:
        send_changes(conference, [row], {row.pk: was}, on=on, by=by)
    return row


@transaction.atomic
def attend_with_the_others(invitation: Invitation, *, by: User, on: date) -> Invitation:
    """Take the person's own times back: they come when everybody comes."""
    conference = open_for_invitations(invitation.conference)
    row = Invitation.objects.with_names().select_for_update(of=("self",)).get(pk=invitation.pk)
    was = row.comes_at
    row.comes_at, row.goes_at, row.arrival_note = None, None, ""
    write(row, by=by)
    row.kept_apart_from.clear()
    if row.sent_on is not None and was is not None:
        send_changes(conference, [row], {row.pk: was}, on=on, by=by)
    return row


def move_own_times(conference: Conference, was: datetime, *, by: User) -> None:
    """Move everybody's own times with the conference, so that who is apart stays apart."""
    assert conference.scheduled_at is not None  # it has just been scheduled
    for row in conference.invitations.filter(comes_at__isnull=False):
        assert row.comes_at is not None
        row.comes_at = moved_along(row.comes_at, was, conference.scheduled_at)
        if row.goes_at is not None:
            row.goes_at = moved_along(row.goes_at, was, conference.scheduled_at)
        write(row, by=by)


def _why_not(
    conference: Conference,
    row: Invitation,
    comes_at: datetime,
    goes_at: datetime,
    others: Sequence[Invitation],
) -> list[str]:
    if conference.scheduled_at is None:
        return ["Schedule the conference first: a time of one's own is a part of its day."]
    found = []
    if goes_at <= comes_at:
        found.append("The time to leave must come after the time to arrive.")
    if {local_day(comes_at), local_day(goes_at)} != {local_day(conference.scheduled_at)}:
        found.append("A time of one's own lies on the day of the conference.")
    if any(other.pk == row.pk or other.conference_id != row.conference_id for other in others):
        found.append("Choose from the others who are invited to this conference.")
    return found
