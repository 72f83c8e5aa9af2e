"""Forming a core group, disbanding it, and its next meeting."""

from django.db import transaction

from core_groups.letters import tell_members_of_the_end
from core_groups.models import CoreGroup, CoreGroupMeeting, Member
from core_groups.services.membership import leave
from cpms.accounts.models import User
from cpms.records.moves import perform, write
from plans.models import Plan

ENDED = "The plan has ended."


@transaction.atomic
def form_group(plan: Plan, *, by: User | None) -> CoreGroup:
    """Form the group that the conference named, with its first meeting (CF-21, CG-01, CG-02).

    The lead professional chairs. Whoever among the named is that person's own entry in the
    directory is not entered twice.
    """
    group: CoreGroup = perform(CoreGroup(plan=plan), "form", by=by, formed_on=plan.started_on)
    lead = plan.lead_professional
    _join(Member(group=group, user=lead, is_chair=True), group, by)
    for place in plan.decision.core_group.select_related("practitioner", "person"):
        if place.practitioner is None or place.practitioner.user_id != lead.pk:
            _join(
                Member(group=group, practitioner=place.practitioner, person=place.person),
                group,
                by,
            )
    if plan.decision.first_core_group_at:
        perform(
            CoreGroupMeeting(group=group),
            "plan",
            by=None,
            planned_at=plan.decision.first_core_group_at,
            planned_on=plan.started_on,
        )
    return group


def _join(member: Member, group: CoreGroup, by: User | None) -> None:
    member.from_on = group.formed_on
    write(member, by=by)


@transaction.atomic
def disband_group(plan: Plan, *, by: User | None) -> None:
    """Disband the group of a plan that has ended; no meeting of it remains in the diary."""
    group = CoreGroup.objects.formed().filter(plan=plan).first()
    day = plan.ended_on
    if group is None or day is None:
        return
    for meeting in group.meetings.planned():
        perform(meeting, "cancel", by=None, cancelled_on=day, reason=ENDED)
    group = perform(group, "disband", by=by, disbanded_on=day)
    for member in group.members.filter(until_on__isnull=True):
        leave(member, on=max(day, member.from_on), by=by)
    tell_members_of_the_end(group, by=by)


@transaction.atomic
def plan_next_meeting(meeting: CoreGroupMeeting, *, by: User | None) -> None:
    """Plan the meeting that the group agreed on before it parted (CG-07)."""
    if meeting.next_at is None or meeting.held_on is None:
        return
    perform(
        CoreGroupMeeting(group=meeting.group),
        "plan",
        by=by,
        planned_at=meeting.next_at,
        planned_on=meeting.held_on,
        venue=meeting.next_venue,
    )
