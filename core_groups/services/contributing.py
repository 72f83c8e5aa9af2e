"""What a member brings before the meeting: the written report, coming or not (CG-05)."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core_groups.models import Contribution, CoreGroupMeeting
from core_groups.people import membership
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.records.guards import Refused
from cpms.records.moves import locked, write


@transaction.atomic
def report_to_meeting(
    meeting: CoreGroupMeeting, *, facts: str, opinion: str, today: date, by: User
) -> Contribution:
    """Keep the member's own report; nobody else changes its words afterwards (CG-05)."""
    meeting = locked(meeting)
    member = membership(meeting.group, by, today)
    if member is None or not by.may(Permission.TAKE_PART_IN_CORE_GROUP):
        raise PermissionDenied("Only a member of this core group reports to it.")
    if meeting.state != CoreGroupMeeting.State.PLANNED:
        raise Refused("This meeting is recorded already; report to the next one (CG-05).")
    if not (facts.strip() or opinion.strip()):
        raise Refused("Write what happened since the last meeting, or your opinion of it (CG-05).")
    found = meeting.contributions.filter(member=member).first()
    contribution = found or Contribution(meeting=meeting, member=member)
    contribution.facts, contribution.opinion = facts, opinion
    contribution.reported_on = today
    write(contribution, by=by)
    return contribution
