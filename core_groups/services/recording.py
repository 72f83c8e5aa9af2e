"""Recording a meeting on one page: who came, their reports, the plan, the minutes (CG-05 to CG-08).

All of it is one transaction: a meeting that may not be recorded leaves the plan as it was.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core_groups.guards import meetings as guards
from core_groups.models import Contribution, CoreGroupMeeting
from core_groups.services.recommending import bring_to_review
from cpms.accounts.models import User
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import locked, perform, write
from plans.models import Need, Plan
from plans.services import differs_from_latest, work_on_need

FIELDS = ("attendance", "deputy_name", "facts", "opinion")
NeedAtMeeting = tuple[Need, Mapping[str, Any], Iterable[Mapping[str, Any]]]


@transaction.atomic
def record_meeting(
    meeting: CoreGroupMeeting,
    *,
    contributions: Iterable[Mapping[str, Any]],
    needs: Iterable[NeedAtMeeting],
    held_on: date,
    today: date,
    by: User | None,
    further: Iterable[datetime] = (),
    **said: Any,
) -> CoreGroupMeeting:
    """Record the meeting, and the plan as the group left it: detailed, or revised (PL-04)."""
    meeting = locked(meeting)
    if meeting.state != CoreGroupMeeting.State.PLANNED:
        # Nothing is written for a meeting that was recorded meanwhile; `perform` says by whom.
        return perform(meeting, "hold", by=by, held_on=held_on, today=today, **said)
    for row in contributions:
        _contribute(meeting, row, by)
    plan = meeting.group.plan
    for need, words, actions in needs:
        work_on_need(plan, need, words, actions, today=today, by=by)
    refusals = [
        *_refusals(lambda: _take_plan_on(plan, held_on, today, by)),
        *_refusals(lambda: perform(meeting, "hold", by=by, held_on=held_on, today=today, **said)),
    ]
    if refusals:
        # That the plan is no detailed one yet follows from what stands before it.
        follows = guards.plan_is_detailed.refusal_for(meeting)
        first = [one for one in refusals if one != follows]
        raise Refused(*(first or refusals))
    meeting.refresh_from_db()
    for moment in further:
        planned = {"planned_at": moment, "planned_on": held_on, "venue": meeting.next_venue}
        perform(CoreGroupMeeting(group=meeting.group), "plan", by=by, **planned)
    bring_to_review(meeting, today=today, by=by)
    return meeting


def _contribute(meeting: CoreGroupMeeting, row: Mapping[str, Any], by: User | None) -> None:
    member = meeting.group.members.on(meeting.day).filter(pk=row["member"]).first()
    if member is None:
        raise Refused("One of those named is no member of this group. Open the page again.")
    found = meeting.contributions.filter(member=member).first()
    contribution = found or Contribution(meeting=meeting, member=member)
    own = contribution.reported_on is not None  # the member's own words stay theirs (CG-05)
    for field in ("attendance", "deputy_name") if own else FIELDS:
        setattr(contribution, field, row.get(field, ""))
    write(contribution, by=by)


def _take_plan_on(plan: Plan, held_on: date, today: date, by: User | None) -> None:
    """Make the outline detailed, or what was changed a new version (PL-04, CG-08)."""
    plan.refresh_from_db()
    if plan.state == Plan.State.OUTLINE:
        perform(plan, "detail", by=by, detailed_on=held_on, today=today)
    elif differs_from_latest(plan):
        perform(plan, "revise", by=by, revised_on=held_on, today=today)


def _refusals(act: Callable[[], Any]) -> list[str]:
    try:
        act()
    except AlreadyMoved:
        raise
    except Refused as refused:
        return refused.refusals
    return []
