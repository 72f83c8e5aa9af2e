"""What each member of a core group is sent: minutes, plan, a new date, the end (CG-06, PL-06)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core_groups import diary
from core_groups.models import CoreGroup, CoreGroupMeeting, Member
from cpms.accounts.models import User
from cpms.documents.models import Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from plans.letters import identity, invited_about, recipient_of, send_end
from plans.models import Plan
from plans.reading import reading_of
from plans.wording import lines


def recipient(member: Member) -> Recipient:
    """Return the recipient that a member is."""
    if member.practitioner:
        return Recipient.professional(member.practitioner)
    if member.person:
        return Recipient.family(member.person)
    assert member.user is not None  # the table holds exactly one of the three
    return Recipient.colleague(member.user)


def send_minutes(meeting: CoreGroupMeeting, *, on: date, by: User | None) -> list[Letter]:
    """Send the minutes to all members, whether they came or not (CG-06)."""
    child = meeting.group.plan.child
    contributions = list(
        meeting.contributions.select_related(
            "member__practitioner__agency", "member__person", "member__user"
        )
    )
    told = {"meeting": meeting, "child_name": child.name, "contributions": contributions}
    copies = [
        Copy(recipient(member), "Minutes of the core group", "letters/core_group.html", told)
        for member in _members(meeting.group, on)
    ]
    return circulate(LetterKind.CORE_GROUP_MINUTES, copies, children=[child], on=on, by=by)


def send_plan(plan: Plan, group: CoreGroup, *, on: date, by: User | None) -> list[Letter]:
    """Send the latest version to all members, each with what is theirs to do (PL-06)."""
    before, latest = _latest_two(plan)
    reading = reading_of(latest.content)
    changed = [line.sentence for line in lines(before.content, latest.content)] if before else []
    told = {
        "child_name": plan.child.name,
        "version": latest,
        "reading": reading,
        "changed": changed,
        "lead": plan.child.lead_professional or plan.lead_professional,
    }
    copies = [
        Copy(
            recipient(member),
            "Child protection plan",
            "letters/plan_version.html",
            {**told, "yours": _yours(member, reading.actions)},
        )
        for member in _members(group, on)
    ]
    return circulate(LetterKind.PLAN, copies, children=[plan.child], on=on, by=by)


def enter_in_calendars(meeting: CoreGroupMeeting, *, on: date, by: User | None) -> None:
    """Put a meeting that is agreed into each member's calendar (CG-07)."""
    diary.enter(meeting, _holders(meeting.group, on), by=by)


def confirm_new_date(meeting: CoreGroupMeeting, *, on: date, by: User | None) -> None:
    """Confirm a change of date to all members in writing, with the calendar's update (CG-07)."""
    template = "letters/core_group_date.html"
    letters = _tell_members(meeting, "New date of the core group", template, on, by)
    diary.enter(meeting, _holders(meeting.group, on), by=by, letters=letters)


def tell_of_cancelling(meeting: CoreGroupMeeting, *, on: date, by: User | None) -> None:
    """Tell all members in writing that a meeting does not take place (CG-07)."""
    template = "letters/core_group_cancelled.html"
    letters = _tell_members(meeting, "Core group cancelled", template, on, by)
    diary.remove(meeting, letters, by=by)


def _tell_members(
    meeting: CoreGroupMeeting, title: str, template: str, on: date, by: User | None
) -> dict[str, Letter]:
    child = meeting.group.plan.child
    told = {"meeting": meeting, "child_name": child.name}
    holders = _holders(meeting.group, on)
    copies = [Copy(one, title, template, told) for one in holders.values()]
    letters = circulate(LetterKind.OTHER, copies, children=[child], on=on, by=by)
    return dict(zip(holders, letters, strict=True))


def _holders(group: CoreGroup, on: date) -> dict[str, Recipient]:
    return {diary.key_of(member): recipient(member) for member in _members(group, on)}


def tell_members_of_the_end(group: CoreGroup, *, by: User | None) -> list[Letter]:
    """Tell the members whom the letter to those invited does not reach already (PL-15)."""
    plan = group.plan
    assert plan.ended_on is not None  # told when it has ended
    reached = {identity(recipient_of(invited)) for invited in invited_about(plan)}
    others = [recipient(member) for member in _members(group, plan.ended_on)]
    return send_end(plan, [one for one in others if identity(one) not in reached], by=by)


def _members(group: CoreGroup, on: date) -> Iterable[Member]:
    return group.members.on(on).with_names()


def _latest_two(plan: Plan) -> tuple[Any, Any]:
    latest = list(plan.versions.order_by("-number")[:2])
    return (latest[1] if len(latest) > 1 else None), latest[0]


def _yours(member: Member, actions: list[Any]) -> list[Any]:
    keys = {
        f"practitioner:{member.practitioner_id}",
        f"person:{member.person_id}",
        f"worker:{member.user_id}",
    }
    return [action for action in actions if action.owner in keys and action.done_on is None]
