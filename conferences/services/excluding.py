"""Keeping a person out of a conference, with reasons and a letter, and letting them in again."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from conferences.letters import tell_of_exclusion
from conferences.models import Invitation
from conferences.people import is_its_chair
from conferences.services.inviting import open_for_invitations
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.records.guards import Refused
from cpms.records.moves import write


@transaction.atomic
def exclude(
    invitation: Invitation, *, by: User, on: date, reason: str, heard_instead: str
) -> Invitation:
    """Exclude a member of the family: the chair decides, says why, and how they are heard.

    The person has it in a letter of their own; the conference leaves their calendar (CF-04,
    CF-14).
    """
    row = _of_the_chair(invitation, by)
    if row.excluded_on is not None:
        raise Refused(f"{row.name} is excluded already.")
    if row.practitioner_id:
        raise Refused("Only a member of the family is excluded. Take a professional off the list.")
    if not (reason.strip() and heard_instead.strip()):
        raise Refused(
            "Say why, and how the person is heard instead: both stand in the letter to them."
        )
    row.excluded_on, row.excluded_by = on, by
    row.exclusion_reason, row.heard_instead = reason.strip(), heard_instead.strip()
    write(row, by=by)
    tell_of_exclusion(row, on=on, by=by)
    return row


@transaction.atomic
def admit_again(invitation: Invitation, *, by: User) -> Invitation:
    """Let a person come after all: they are invited anew with the later invitations."""
    row = _of_the_chair(invitation, by)
    if row.excluded_on is None:
        raise Refused(f"{row.name} is not excluded.")
    row.excluded_on, row.sent_on = None, None
    write(row, by=by)
    return row


def _of_the_chair(invitation: Invitation, by: User) -> Invitation:
    conference = open_for_invitations(invitation.conference)
    if not (by.may(Permission.CHAIR_CONFERENCE) and is_its_chair(conference, by)):
        raise PermissionDenied("Only the chair of this conference excludes a person.")
    rows = Invitation.objects.with_names().select_for_update(of=("self",))
    return rows.get(pk=invitation.pk)
