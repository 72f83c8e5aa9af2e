"""Who is in the meeting, from when, until when (CF-05, CF-06, CF-12)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from conferences.models import Conference, Decision, Invitation, InvitedAs, Recommendation
from conferences.models.invitation import Attendance
from conferences.services.session import lock_decisions, require_in_session
from cpms.accounts.models import User
from cpms.children.models import Agency, Child, Person, Practitioner
from cpms.records.guards import Refused
from cpms.records.moves import write

LEFT = "left"
HERE = {Attendance.IN_PERSON, Attendance.VIDEO, Attendance.DEPUTY}
OPEN = Decision.State.AWAITED


@transaction.atomic
def mark(
    invitation: Invitation, *, attendance: str, at: datetime, by: User, deputy_name: str = ""
) -> Invitation:
    """Note how a person attends, that they do not, or that they have left.

    One who had left and is marked again has come back.
    """
    if attendance == LEFT:
        return leave(invitation, at=at, by=by)
    invitation = _locked(invitation)
    if attendance not in HERE:
        _require_no_view(invitation)
    invitation.attendance = attendance
    invitation.arrived_at = (invitation.arrived_at or at) if attendance in HERE else None
    invitation.left_at = None
    invitation.deputy_name = deputy_name or invitation.deputy_name
    write(invitation, by=by)
    return invitation


@transaction.atomic
def leave(invitation: Invitation, *, at: datetime, by: User) -> Invitation:
    """Note that a person has left: they no longer count for quoracy, their view stands."""
    invitation = _locked(invitation)
    if not invitation.is_present:
        raise Refused(f"{invitation.name} is not in the meeting, so cannot leave it.")
    invitation.left_at = at
    write(invitation, by=by)
    return invitation


@dataclass(frozen=True)
class Unexpected:
    """Somebody who came without an invitation: known to the service, or new to it."""

    invited_as: str = InvitedAs.PROFESSIONAL
    practitioner: Practitioner | None = None
    person: Person | None = None
    name: str = ""
    job_title: str = ""
    agency: Agency | None = None
    attendance: str = Attendance.IN_PERSON
    is_supporter: bool = False
    knows: Iterable[Child] = field(default_factory=tuple)


@transaction.atomic
def add(conference: Conference, came: Unexpected, *, at: datetime, by: User) -> Invitation:
    """Take somebody into the attendance who was not invited."""
    lock_decisions(conference)
    require_in_session(conference)
    invitation = Invitation(
        conference=conference,
        invited_as=came.invited_as,
        attendance=came.attendance,
        arrived_at=at,
        is_supporter=came.is_supporter,
        **_who(conference, came, by),
    )
    if _is_listed(invitation):
        raise Refused(f"{invitation.name} is on the list already: mark them as here instead.")
    write(invitation, by=by)
    invitation.knows.set(came.knows)
    return invitation


@transaction.atomic
def describe(
    invitation: Invitation,
    *,
    knows: Iterable[Child],
    line_of_management: str,
    is_supporter: bool,
    by: User,
) -> Invitation:
    """Correct whom a person knows, for whom they speak, and whether they have a view (CF-18)."""
    invitation = _locked(invitation)
    if is_supporter and not invitation.is_supporter:
        _require_no_view(invitation)
    invitation.line_of_management = line_of_management
    invitation.is_supporter = is_supporter
    write(invitation, by=by)
    invitation.knows.set(knows)
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    """Quoracy and views hang on attendance: the decisions are locked before it changes."""
    lock_decisions(invitation.conference)
    require_in_session(invitation.conference)
    return Invitation.objects.select_related("conference").get(pk=invitation.pk)


def _require_no_view(invitation: Invitation) -> None:
    views = Recommendation.objects.filter(invitation=invitation, decision__state=OPEN)
    if views.exists():
        raise Refused(
            f"{invitation.name} has given a view on a child who is not decided yet. Take the view "
            "back first (CF-18)."
        )


def _who(
    conference: Conference, came: Unexpected, by: User
) -> dict[str, Practitioner | Person | None]:
    if came.practitioner or came.person:
        return {"practitioner": came.practitioner, "person": came.person}
    if not came.name.strip():
        raise Refused("Say who came: choose somebody, or enter a name.")
    if came.invited_as != InvitedAs.PROFESSIONAL:
        person = Person(family=conference.family, name=came.name)
        write(person, by=by)
        return {"person": person}
    if came.agency is None:
        raise Refused("Say from which agency the person comes: it counts for quoracy (CF-05).")
    practitioner = Practitioner(name=came.name, job_title=came.job_title, agency=came.agency)
    write(practitioner, by=by)
    return {"practitioner": practitioner}


def _is_listed(invitation: Invitation) -> bool:
    listed = Invitation.objects.filter(conference=invitation.conference)
    if invitation.practitioner_id:
        return listed.filter(practitioner=invitation.practitioner_id).exists()
    return listed.filter(person=invitation.person_id).exists()
