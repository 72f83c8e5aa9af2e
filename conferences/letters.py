"""The letters before a conference: each recipient's in words of their own (CF-04, FA-02).

What one recipient may not learn is not in their context. An interpreter is told when and
where, and in which language; never about whom.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from conferences import timeliness
from conferences.meetings_in_calendars import (
    put_for_those_invited,
    take_out_for,
    take_out_for_everybody,
)
from conferences.models import Conference, Invitation, InvitedAs, Report
from conferences.recipients import children_of, children_told_to, recipient_of
from cpms.accounts.models import User
from cpms.children.models import Allocation, Child
from cpms.documents.models import Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from cpms.timescales.calendar import age_on, local_day

FOLDER = "letters/conferences"
READS_FROM = 11
"""The age from which a child is given the longer words (CF-08, CF-09)."""

TEMPLATES = {
    InvitedAs.PROFESSIONAL: f"{FOLDER}/invitation_professional.html",
    InvitedAs.PARENT: f"{FOLDER}/invitation_parent.html",
    InvitedAs.FAMILY: f"{FOLDER}/invitation_parent.html",
    InvitedAs.CHILD: f"{FOLDER}/invitation_child.html",
    InvitedAs.ADVOCATE: f"{FOLDER}/invitation_advocate.html",
    InvitedAs.INTERPRETER: f"{FOLDER}/invitation_interpreter.html",
}


def invitation_copies(
    conference: Conference,
    invitations: Iterable[Invitation],
    was: Mapping[int, datetime] | None = None,
) -> list[Copy]:
    """Return each person's letter: the invitation or, with `was`, that it has moved.

    `was` holds, by the number of the invitation, the time that each was told before.
    """
    children = children_of(conference)
    title = "A conference has moved" if was else "Invitation to a conference"
    return [_copy(conference, row, children, title, (was or {}).get(row.pk)) for row in invitations]


def send_invitations(
    conference: Conference, invitations: Sequence[Invitation], *, on: date, by: User
) -> list[Letter]:
    """Send each person their invitation, with the entry for their calendar."""
    copies = invitation_copies(conference, invitations)
    letters = _send(LetterKind.CONFERENCE_INVITATION, copies, conference, on, by)
    put_for_those_invited(conference, invitations, letters, by=by)
    return letters


def send_changes(
    conference: Conference,
    invitations: Sequence[Invitation],
    was: Mapping[int, datetime],
    *,
    on: date,
    by: User,
) -> list[Letter]:
    """Tell people, once, that chair, place or time has changed for them."""
    copies = invitation_copies(conference, invitations, was)
    letters = _send(LetterKind.CONFERENCE_CHANGED, copies, conference, on, by)
    put_for_those_invited(conference, invitations, letters, by=by)
    return letters


def told_times(conference: Conference) -> dict[int, datetime]:
    """Return when each person who has been told of the conference was asked to come."""
    rows = conference.invitations.coming().select_related("conference")
    return {row.pk: row.begins_at for row in rows if row.begins_at is not None}


def tell_everyone_it_is_cancelled(conference: Conference, *, on: date, by: User) -> list[Letter]:
    """Tell everyone who was invited that it does not take place; it leaves their calendars."""
    children = children_of(conference)
    people = invited(conference)
    copies = [
        Copy(
            recipient_of(row),
            "A conference does not take place",
            f"{FOLDER}/cancelled.html",
            {"at": row.begins_at, "reason": _reason_for(row, conference)},
            children_told_to(row, children) or children,
        )
        for row in people
    ]
    letters = _send(LetterKind.CONFERENCE_CHANGED, copies, conference, on, by)
    keys = (row.calendar_key for row in people)
    take_out_for_everybody(conference, dict(zip(keys, letters, strict=True)), by=by)
    return letters


def tell_of_exclusion(invitation: Invitation, *, on: date, by: User) -> Letter:
    """Tell a person that they are excluded, why, and how they are heard instead."""
    conference = invitation.conference
    children = children_of(conference)
    told = children_told_to(invitation, children)
    chair = conference.chair
    context = {
        "at": conference.scheduled_at,
        "children": [child.name for child in told],
        "reason": invitation.exclusion_reason,
        "heard_instead": invitation.heard_instead,
        "chair": str(chair),
        "telephone": chair.telephone if chair else "",
    }
    title = "You cannot come to a meeting"
    copy = Copy(
        recipient_of(invitation), title, f"{FOLDER}/excluded.html", context, told or children
    )
    (letter,) = _send(LetterKind.CONFERENCE_CHANGED, [copy], conference, on, by)
    take_out_for(invitation, letter, by=by)
    return letter


def tell_why_it_is_declined(conference: Conference, *, on: date, by: User) -> list[Letter]:
    """Tell the lead professionals, and the agency that asked, the reasons (CF-01, ST-13)."""
    children = children_of(conference)
    led = Allocation.objects.current(on).filter(child__in=children).select_related("worker")
    recipients = [Recipient.colleague(worker) for worker in {row.worker for row in led}]
    if agency := conference.asked_by_agency:
        recipients.append(Recipient(agency.name, agency.email))
    context = {
        "children": [child.name for child in children],
        "reason": conference.declined_reason,
        "chair": str(by),
    }
    template = f"{FOLDER}/declined.html"
    copies = [Copy(one, "No conference will be held", template, context) for one in recipients]
    return _send(LetterKind.CONFERENCE_DECLINED, copies, conference, on, by)


def remind_of_report(report: Report, *, on: date, by: User) -> list[Letter]:
    """Remind the author that the report is awaited."""
    if report.invitation is not None:
        recipients = [recipient_of(report.invitation)]
    else:
        led = Allocation.objects.current(on).filter(
            child__in=report.conference.concerned_children()
        )
        workers = {row.worker for row in led.select_related("worker")}
        recipients = [Recipient.colleague(worker) for worker in workers]
    context = {
        "at": report.conference.scheduled_at,
        "due_on": timeliness.reports_due_on(report.conference),
    }
    template = f"{FOLDER}/report_reminder.html"
    copies = [Copy(one, "A report is awaited", template, context) for one in recipients]
    return _send(LetterKind.OTHER, copies, report.conference, on, by)


def invited(conference: Conference) -> list[Invitation]:
    """Return everyone who has been sent an invitation and is still to come."""
    return list(conference.invitations.coming().with_names())


def _copy(
    conference: Conference,
    invitation: Invitation,
    children: Sequence[Child],
    title: str,
    was: datetime | None,
) -> Copy:
    told = children_told_to(invitation, children)
    is_told_names = invitation.invited_as != InvitedAs.INTERPRETER
    context: dict[str, Any] = {
        "kind": conference.get_kind_display(),
        "at": invitation.begins_at,
        "until": invitation.goes_at,
        "arrival_note": invitation.arrival_note,
        "venue": conference.venue,
        "chair": str(conference.chair),
        "telephone": conference.chair.telephone if conference.chair else "",
        "children": [child.name for child in told] if is_told_names else [],
        "needs": invitation.needs,
        "is_asked_for_a_report": invitation.invited_as == InvitedAs.PROFESSIONAL,
        "report_due_on": timeliness.reports_due_on(conference),
        "was": was,
    }
    template = _template(conference, invitation)
    return Copy(recipient_of(invitation), title, template, context, told or children)


def _template(conference: Conference, invitation: Invitation) -> str:
    """Return the words for this person's part; for a child, those for their age (CF-08)."""
    child, at = invitation.child, conference.scheduled_at
    if child is not None and child.date_of_birth and at:
        age = age_on(child.date_of_birth, local_day(at))
        return f"{FOLDER}/invitation_child{'' if age >= READS_FROM else '_young'}.html"
    return TEMPLATES[InvitedAs(invitation.invited_as)]


def _reason_for(invitation: Invitation, conference: Conference) -> str:
    """Professionals read the reason; family hear it from the lead professional, in person."""
    return conference.stand_down_reason if invitation.practitioner_id else ""


def _send(
    kind: LetterKind, copies: list[Copy], conference: Conference, on: date, by: User
) -> list[Letter]:
    return circulate(kind, copies, children=children_of(conference), on=on, by=by)
