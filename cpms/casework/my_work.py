"""What needs one person: late, today, this week, later; their meetings; what waits for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from conferences.models import Conference, Report
from core_groups.models import CoreGroupMeeting
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.casework.ownership import named
from cpms.casework.places import place_of
from cpms.timescales import people
from cpms.timescales.calendar import add_days, start_of_day, week_start
from cpms.timescales.models import Deadline, Standing
from cpms.timescales.policy import working_days
from cpms.timescales.presentation import Shown, shown

LATER_SHOWN = 10
MEETINGS_SHOWN = 6


@dataclass(frozen=True)
class Part:
    """One heading of the list, and what stands under it."""

    code: str
    title: str
    rows: list[Shown]
    whole: int


@dataclass(frozen=True)
class Meeting:
    """A meeting that the person is expected at."""

    at: datetime
    what: str
    href: str
    where: str


@dataclass(frozen=True)
class Task:
    """Something that waits for the person and has no clock of its own."""

    title: str
    note: str
    href: str


def parts(user: User, today: date, now: datetime) -> list[Part]:
    """Return the person's open deadlines by urgency, overdue first."""
    rows = _shown(user, today, now)
    week_ends = add_days(week_start(today), 6)
    late = [row for row in rows if row.standing is Standing.OVERDUE]
    due = [row for row in rows if row.standing is not Standing.OVERDUE]
    soon = [row for row in due if today < row.due <= week_ends]
    later = [row for row in due if row.due > week_ends]
    return [
        Part("over", "Overdue", late, len(late)),
        Part("today", "Today", *_whole([row for row in due if row.due <= today])),
        Part("week", "Rest of this week", *_whole(soon)),
        Part("later", "Later, worth starting", later[:LATER_SHOWN], len(later)),
    ]


def _whole(rows: list[Shown]) -> tuple[list[Shown], int]:
    return rows, len(rows)


def _shown(user: User, today: date, now: datetime) -> list[Shown]:
    deadlines = list(
        Deadline.objects.visible_to(user, today)
        .open()
        .filter(people.owned_by(user, today))
        .select_related("child", "started_by")
    )
    who = named(deadlines, today, user)
    rows = shown(deadlines, today=today, now=now, calendar=working_days(), who=who)
    for row in rows:
        tell_whose(row)
    return rows


def tell_whose(row: Shown) -> None:
    """Put the child's name, as a link, before the owner; link the title to the work."""
    deadline = row.deadline
    row.who = child_and(deadline, row.who)
    row.href = place_of(deadline)


def child_and(deadline: Deadline, who: str) -> SafeString:
    """Return the child as a link, with the owner beside it."""
    href = reverse("child", args=[deadline.child_id])
    return format_html('<a href="{}">{}</a> · {}', href, deadline.child.name, who)


def meetings(user: User, now: datetime) -> list[Meeting]:
    """Return the person's next meetings, soonest first."""
    from_today = start_of_day(now.date())
    found = [*_conferences(user, from_today), *_core_groups(user, from_today)]
    return sorted(found, key=lambda meeting: meeting.at)[:MEETINGS_SHOWN]


def _conferences(user: User, since: datetime) -> Iterable[Meeting]:
    expected = Q(chair=user) | Q(invitations__practitioner__user=user)
    planned = Conference.objects.visible_to(user).filter(
        expected, scheduled_at__gte=since, state__in=["scheduled", "convened", "opened"]
    )
    for row in planned.select_related("family").distinct()[:MEETINGS_SHOWN]:
        assert row.scheduled_at is not None  # the filter asked for it
        yield Meeting(row.scheduled_at, str(row), row.get_absolute_url(), row.venue)


def _core_groups(user: User, since: datetime) -> Iterable[Meeting]:
    planned = CoreGroupMeeting.objects.visible_to(user).filter(
        group__members__user=user, planned_at__gte=since, state="planned"
    )
    for row in planned.select_related("group__plan__child").distinct()[:MEETINGS_SHOWN]:
        what = f"Core group: {row.group.plan.child.name}"
        yield Meeting(row.planned_at, what, row.get_absolute_url(), row.venue)


def waiting_for(user: User, today: date) -> list[Task]:
    """Return what waits for the person without a clock: reports, requests to agree, to book."""
    return [*_reports(user), *_requests(user), *_to_schedule(user, today)]


def _reports(user: User) -> Iterable[Task]:
    asked = Report.objects.visible_to(user).filter(
        state="requested", invitation__practitioner__user=user
    )
    for row in asked.select_related("conference__family")[:LATER_SHOWN]:
        yield Task("Write your report", str(row.conference), row.get_absolute_url())


def _requests(user: User) -> Iterable[Task]:
    if not user.may(Permission.AGREE_CONFERENCE):
        return
    asked = Conference.objects.visible_to(user).filter(state="requested")
    for row in asked.select_related("family")[:LATER_SHOWN]:
        yield Task("Agree or decline", str(row), row.get_absolute_url())


def _to_schedule(user: User, today: date) -> Iterable[Task]:
    if not user.may(Permission.SCHEDULE_CONFERENCE):
        return
    agreed = Conference.objects.visible_to(user).filter(state__in=["agreed", "stood_down"])
    for row in agreed.select_related("family")[:LATER_SHOWN]:
        yield Task("Find a date", str(row), row.get_absolute_url())
