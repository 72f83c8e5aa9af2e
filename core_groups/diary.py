"""Meetings of a core group in the calendars of its members (CG-07)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core_groups.models import CoreGroupMeeting, Member
from cpms.accounts.models import User
from cpms.documents.calendars import concerns
from cpms.documents.calendars.services import Appointment, Holder, put, take_out
from cpms.documents.models import Letter
from cpms.timescales.calendar import hours_after

HOURS = 2
"""How long a core group is taken to last in a calendar; the procedure gives no length."""


def register() -> None:
    """Say which meetings concern a person; called once when the app starts."""
    concerns.register(CoreGroupMeeting.record_label(), meetings_of)


def meetings_of(user: User, on: date) -> QuerySet[Any, Any]:
    """Return the meetings of the groups whose member the person is on the day."""
    own = Q(user=user) | Q(practitioner__user=user)
    groups = Member.objects.on(on).filter(own).values("group")
    found: QuerySet[Any, Any] = CoreGroupMeeting.objects.filter(group__in=groups).values("pk")
    return found


def key_of(member: Member) -> str:
    """Return by what a member's entry is told from the others'."""
    return f"member:{member.pk}"


def enter(
    meeting: CoreGroupMeeting,
    holders: Mapping[str, Any],
    *,
    by: User | None,
    letters: Mapping[str, Letter] | None = None,
) -> None:
    """Put the meeting into each member's calendar, or move it there."""
    ends_at = hours_after(meeting.planned_at, HOURS)
    appointment = Appointment(meeting.planned_at, ends_at, meeting.venue)
    for key, recipient in holders.items():
        letter = (letters or {}).get(key)
        put(meeting, Holder.of(key, recipient), appointment, by=by, letter=letter)


def remove(meeting: CoreGroupMeeting, letters: Mapping[str, Letter], *, by: User | None) -> None:
    """Take a meeting that does not take place out of everybody's calendar."""
    take_out(meeting, by=by, letters=letters)
