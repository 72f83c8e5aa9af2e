"""Whom to invite, how they answered, and what they need (CF-04, CF-12, FA-02)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from conferences.models import Conference, Invitation, Response
from cpms.accounts.models import User
from cpms.children.models import Child, Person, Practitioner
from cpms.records.guards import Refused
from cpms.records.moves import locked, write

CHANGEABLE = (Conference.State.AGREED, Conference.State.SCHEDULED, Conference.State.CONVENED)


@dataclass(frozen=True)
class Invitee:
    """One person to invite: a professional, somebody of the family, or a child."""

    invited: Practitioner | Person | Child
    invited_as: str
    knows: Sequence[Child] = ()
    invited_for: Sequence[Child] = ()  # none named: all whom the person may hear of

    @property
    def key(self) -> tuple[int | None, int | None, int | None]:
        """Return the numbers of practitioner, person and child, two of them None."""
        return (
            self.invited.pk if isinstance(self.invited, Practitioner) else None,
            self.invited.pk if isinstance(self.invited, Person) else None,
            self.invited.pk if isinstance(self.invited, Child) else None,
        )


def needs_of(invited: Practitioner | Person | Child) -> str:
    """Return the language and access needs on record, as whoever plans must see them (FA-02)."""
    if isinstance(invited, Practitioner):
        return ""
    found = [f"Interpreter: {invited.language}."] if invited.is_interpreter_needed else []
    return " ".join([*found, invited.access_needs.strip()]).strip()


@transaction.atomic
def choose_invitees(conference: Conference, invitees: Iterable[Invitee], *, by: User) -> Conference:
    """Keep the list of those to invite: new ones join it, those taken off leave it.

    Who has been sent an invitation stays on the list.
    """
    conference = open_for_invitations(conference)
    kept = {_key(row): row for row in conference.invitations.all()}
    for invitee in invitees:
        _refuse_children_not_theirs(invitee)
        invitation = kept.pop(invitee.key, None) or _new(conference, invitee, by)
        invitation.knows.set(invitee.knows)
        invitation.invited_for.set(invitee.invited_for)
    for dropped in kept.values():
        if dropped.sent_on is None:
            dropped._history_user = by  # type: ignore[attr-defined]
            dropped.delete()
    return conference


@transaction.atomic
def invite(conference: Conference, invitee: Invitee, *, by: User) -> Invitation:
    """Put one more person on the list of those to invite."""
    conference = open_for_invitations(conference)
    found = next((row for row in conference.invitations.all() if _key(row) == invitee.key), None)
    if found is not None:
        raise Refused(f"{found.name} is on the list already.")
    _refuse_children_not_theirs(invitee)
    invitation = _new(conference, invitee, by)
    invitation.knows.set(invitee.knows)
    invitation.invited_for.set(invitee.invited_for)
    return invitation


@transaction.atomic
def change_invitation(
    invitation: Invitation,
    *,
    by: User,
    invited_as: str,
    needs: str,
    is_supporter: bool,
    knows: Sequence[Child],
) -> Invitation:
    """Change in which part a person is invited, what they need and whom they know."""
    invitation = _locked(invitation)
    invitation.invited_as, invitation.needs = invited_as, needs
    invitation.is_supporter = is_supporter
    write(invitation, by=by)
    invitation.knows.set(knows)
    return invitation


@transaction.atomic
def record_response(
    invitation: Invitation,
    *,
    by: User,
    on: date,
    response: str,
    deputy_name: str = "",
    note: str = "",
) -> Invitation:
    """Keep what a person answered: coming, a deputy, a report instead, or apologies (CF-12)."""
    invitation = _locked(invitation)
    if invitation.sent_on is None:
        raise Refused("The invitation has not been sent yet, so there is nothing to answer.")
    if invitation.excluded_on is not None:
        raise Refused(f"{invitation.name} is excluded from this conference, and does not answer.")
    if invitation.conference.state != Conference.State.CONVENED:
        raise Refused(
            "Answers are kept until the conference is opened: the chair now takes the attendance."
        )
    if response == Response.DEPUTY and not deputy_name.strip():
        raise Refused("Name the deputy, who must be briefed for the conference (CF-12).")
    invitation.response, invitation.response_note = response, note
    invitation.deputy_name = deputy_name if response == Response.DEPUTY else ""
    invitation.responded_on = on
    write(invitation, by=by)
    return invitation


def open_for_invitations(conference: Conference) -> Conference:
    """Return the conference locked, if its list may still be changed."""
    conference = locked(conference)
    if conference.state not in CHANGEABLE:
        state = str(conference.get_state_display()).lower()
        raise Refused(f"The list can no longer be changed: the state is “{state}”.")
    return conference


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("conference").get(pk=invitation.pk)


def _key(row: Invitation) -> tuple[int | None, int | None, int | None]:
    return row.practitioner_id, row.person_id, row.child_id


def _new(conference: Conference, invitee: Invitee, by: User) -> Invitation:
    _refuse_the_chair(conference, invitee)
    practitioner, person, child = invitee.key
    invitation = Invitation(
        conference=conference,
        practitioner_id=practitioner,
        person_id=person,
        child_id=child,
        invited_as=invitee.invited_as,
        needs=needs_of(invitee.invited),
        line_of_management=_line_of(invitee),
    )
    write(invitation, by=by)
    return invitation


def _refuse_children_not_theirs(invitee: Invitee) -> None:
    """An adult is told of a child only where the relationship is on record (CF-14)."""
    if not isinstance(invitee.invited, Person):
        return
    related = {row.child_id for row in invitee.invited.relationships.all()}
    others = [child.name for child in invitee.invited_for if child.pk not in related]
    if others:
        raise Refused(
            f"{invitee.invited.name} is not recorded as related to {', '.join(others)}, and must "
            "hear nothing of them. Record the relationship first, or invite for the others only "
            "(CF-14)."
        )


def _refuse_the_chair(conference: Conference, invitee: Invitee) -> None:
    user = invitee.invited.user if isinstance(invitee.invited, Practitioner) else None
    if user is not None and user.pk == conference.chair_id:
        raise Refused(f"{user} chairs this conference and is not invited to it (CF-02).")


def _line_of(invitee: Invitee) -> str:
    """One agency is one line of management unless the chair says otherwise (CF-18)."""
    return invitee.invited.agency.name if isinstance(invitee.invited, Practitioner) else ""
