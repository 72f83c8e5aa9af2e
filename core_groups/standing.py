"""What the pages of a core group say of it today, and what to do next."""

from datetime import date
from typing import Any

from django.urls import reverse

from conferences.people import is_its_author
from core_groups import timeliness
from core_groups.models import CoreGroup, CoreGroupMeeting
from core_groups.people import membership
from core_groups.services import report_awaited
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.formats import day, moment
from cpms.records.transitions import options

ACTS = {
    "hold": "core_group_meeting-hold",
    "move": "core_group_meeting-move",
    "cancel": "core_group_meeting-cancel",
    "circulate_minutes": "core_group_meeting-minutes",
    "write_minutes": "core_group_meeting-write-minutes",
}


def group_standing(group: CoreGroup, user: User, today: date) -> dict[str, Any]:
    """Return members, meetings and the next step of a group."""
    meetings = list(group.meetings.all())
    planned = [row for row in meetings if row.state == CoreGroupMeeting.State.PLANNED]
    held = [row for row in meetings if row.state == CoreGroupMeeting.State.HELD]
    may_run = group.state == CoreGroup.State.FORMED and user.may(Permission.RUN_CORE_GROUP)
    return {
        "members": list(group.members.with_names()),
        "planned": planned,
        "held": held[::-1],
        "may_run": may_run,
        "next_due": timeliness.next_due(held[-1].held_on) if held and held[-1].held_on else None,
        "next_step": _next(group, planned, held, today) if may_run else None,
    }


def _next(
    group: CoreGroup, planned: list[CoreGroupMeeting], held: list[CoreGroupMeeting], today: date
) -> dict[str, str] | None:
    unsent = [row for row in held if row.minutes_circulated_on is None]
    if unsent:
        return _send_minutes(unsent[0])
    if not planned:
        href = reverse("core_group_meeting-plan", args=[group.pk])
        title, text = "No meeting is planned", "Agree the next date (CG-07)."
        return _step(title, text, href, "Plan a meeting")
    meeting = planned[0]
    if meeting.day <= today:
        href = reverse("core_group_meeting-hold", args=[meeting.pk])
        text = "Attendance, reports, the plan and the minutes, on one page."
        return _step(f"Record the meeting of {day(meeting.planned_at)}", text, href, "Record it")
    place = f", {meeting.venue}" if meeting.venue else ""
    title = f"The group meets {moment(meeting.planned_at)}{place}"
    return _step(title, "", meeting.get_absolute_url(), "See the meeting")


def _send_minutes(meeting: CoreGroupMeeting) -> dict[str, str]:
    href = reverse("core_group_meeting-minutes", args=[meeting.pk])
    title = f"Send the minutes of {day(meeting.held_on)}"
    return _step(title, "To all members, within 5 working days (CG-06).", href, "Send the minutes")


def _step(title: str, text: str, href: str, button: str) -> dict[str, str]:
    return {"label": "Next", "title": title, "text": text, "href": href, "button": button}


def meeting_standing(meeting: CoreGroupMeeting, user: User) -> dict[str, Any]:
    """Return what was brought to a meeting, and what this person may do with it."""
    contributions = meeting.contributions.select_related(
        "member__practitioner__agency", "member__person", "member__user"
    )
    possible = [
        {"text": option.label, "href": reverse(ACTS[option.move], args=[meeting.pk])}
        for option in options(meeting, user)
        if option.move in ACTS and (option.is_open or option.move == "hold")
    ]
    if meeting.state == CoreGroupMeeting.State.PLANNED and membership(meeting.group, user):
        href = reverse("core_group-report", args=[meeting.pk])
        possible.append({"text": "Write your report", "href": href})
    draft = report_awaited(meeting.group.plan.child)
    is_theirs = draft is not None and user.may(Permission.SUBMIT_REPORT)
    return {
        "contributions": list(contributions),
        "possible": possible,
        "to_review": draft if draft and is_theirs and is_its_author(draft, user) else None,
    }
