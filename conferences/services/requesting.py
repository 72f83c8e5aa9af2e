"""Asking for a conference, and saying no with reasons (CF-01, ST-12, ST-13)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from conferences.grounds import enquiry_behind
from conferences.letters import tell_everyone_it_is_cancelled, tell_why_it_is_declined
from conferences.models import Conference, Decision
from conferences.models.kinds import DEMANDED, OF_ENQUIRIES
from cpms.accounts.models import User
from cpms.children.models import Agency, Child, Family
from cpms.records.moves import perform


@transaction.atomic
def request_conference(
    family: Family,
    children: Sequence[Child],
    kind: str,
    reason: str,
    *,
    by: User | None,
    on: date,
    other_ground: str = "",
    asked_by_agency: Agency | None = None,
) -> Conference:
    """Ask for a conference about these children; each is to be decided for (CF-01, CF-16).

    The family is locked, so that two people cannot ask for the same one at once. What the
    procedure itself demands, such as a review, is agreed without being asked (CF-30).
    """
    Family.objects.select_for_update(no_key=True).get(pk=family.pk)
    conference: Conference = Conference(
        family=family,
        kind=kind,
        reason=reason,
        other_ground=other_ground,
        asked_by_agency=asked_by_agency,
    )
    conference.named = children
    perform(conference, "request", by=by, requested_on=on)
    for child in children:
        enquiry = enquiry_behind(child) if kind in OF_ENQUIRIES else None
        decision = Decision(conference=conference, child=child, enquiry=enquiry)
        perform(decision, "put", by=by, put_on=on)
    if kind in DEMANDED:
        return perform(conference, "agree", by=None, agreed_on=on)
    return conference


@transaction.atomic
def decline_conference(
    conference: Conference, *, by: User, declined_on: date, reason: str
) -> Conference:
    """Decline, and tell the lead professionals and who asked: another agency may still ask."""
    conference = perform(conference, "decline", by=by, declined_on=declined_on, reason=reason)
    tell_why_it_is_declined(conference, on=declined_on, by=by)
    return conference


@transaction.atomic
def cancel_conference(
    conference: Conference, *, by: User, cancelled_on: date, reason: str
) -> Conference:
    """Cancel, ask nobody for a report any more, and tell everyone who was invited."""
    conference = perform(conference, "cancel", by=by, cancelled_on=cancelled_on, reason=reason)
    for report in conference.reports.filter(state="requested"):
        perform(report, "cancel", by=by, cancelled_on=cancelled_on)
    tell_everyone_it_is_cancelled(conference, on=cancelled_on, by=by)
    return conference
