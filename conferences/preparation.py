"""How far a conference is prepared: its tasks before the day, invitations and reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from conferences import timeliness
from conferences.models import Conference, Invitation, Report, Response
from conferences.people import is_its_author
from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.formats import day, moment, plural
from cpms.timescales.models import Deadline, Standing
from cpms.timescales.presentation import STATES

State = Conference.State
ENDED = (State.DECLINED, State.CANCELLED)
FIXED = (State.SCHEDULED, State.CONVENED, State.OPENED, State.HELD)
SENT = (State.CONVENED, State.OPENED, State.HELD)
LISTED = (State.AGREED, State.SCHEDULED, State.CONVENED)


@dataclass(frozen=True)
class Task:
    """One line of a task list: where it is done, and how it stands."""

    title: str
    words: str
    state: str = "plain"
    href: str = ""
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class ReportLine:
    """One report, at a glance."""

    report: Report
    author: str
    due_on: date | None
    state: str
    words: str
    is_mine: bool
    is_awaited: bool


@dataclass
class Preparation:
    """All that the page must know of what comes before the day."""

    conference: Conference
    user: User
    today: date
    invitations: list[Invitation]
    reports: list[ReportLine] = field(default_factory=list)
    last_day: date | None = None

    @property
    def unsent(self) -> list[Invitation]:
        """Those on the list who have not been invited yet."""
        return [row for row in self.invitations if row.sent_on is None and not row.excluded_on]

    @property
    def unanswered(self) -> list[Invitation]:
        """Those invited who have not answered."""
        sent = [row for row in self.invitations if row.sent_on and not row.excluded_on]
        return [row for row in sent if row.response == Response.NONE]

    @property
    def awaited(self) -> list[ReportLine]:
        """The reports that are asked for and not in."""
        return [line for line in self.reports if line.is_awaited]

    @property
    def late(self) -> list[ReportLine]:
        """The reports that are overdue."""
        return [line for line in self.awaited if line.state == "over"]

    @property
    def mine(self) -> list[ReportLine]:
        """The reports that this person has to write."""
        return [line for line in self.awaited if line.is_mine]

    @property
    def is_chair(self) -> bool:
        """Say whether the person who looks chairs the conference."""
        return self.conference.chair_id == self.user.pk

    @property
    def tasks(self) -> list[Task]:
        """The tasks before the day, in their order."""
        return [task(self) for task in (_agreement, _schedule, _list, _sending, _answers, _reports)]

    def may(self, permission: Permission) -> bool:
        """Say whether the person may do something of this kind."""
        return self.user.may(permission)

    def address(self, name: str) -> str:
        """Return where the unit does something, or nothing for everybody else."""
        is_unit = self.may(Permission.SCHEDULE_CONFERENCE)
        return reverse(name, args=[self.conference.pk]) if is_unit else ""


def of(conference: Conference, user: User, today: date, now: datetime) -> Preparation:
    """Return how far a conference is prepared, read in a fixed number of queries."""
    reports = list(conference.reports.all())
    clocks = timeliness.report_clocks(reports)
    return Preparation(
        conference=conference,
        user=user,
        today=today,
        invitations=list(conference.invitations.all()),
        reports=[_line(report, clocks, user, today, now) for report in reports],
        last_day=timeliness.last_day(conference),
    )


def _line(
    report: Report, clocks: Mapping[int, Deadline], user: User, today: date, now: datetime
) -> ReportLine:
    clock = clocks.get(report.pk)
    is_awaited = report.state == Report.State.REQUESTED
    standing = clock.standing_on(today, now) if clock else None
    return ReportLine(
        report=report,
        author=report.author_name,
        due_on=clock.due_on if clock else None,
        state=STATES[standing] if standing else "plain",
        words=_words(report, standing),
        is_mine=is_awaited and user.may(Permission.SUBMIT_REPORT) and is_its_author(report, user),
        is_awaited=is_awaited,
    )


def _words(report: Report, standing: Standing | None) -> str:
    if report.state == Report.State.REQUESTED:
        return "" if standing else "Asked for"
    if report.state == Report.State.SUBMITTED:
        return "In, late" if standing is Standing.MET_LATE else "In"
    return "Not needed"


def _agreement(about: Preparation) -> Task:
    conference = about.conference
    title = "Agree the need"
    if conference.state == State.REQUESTED:
        href = about.address("conference-agree")
        return Task(title, "To do", "risk", href, "The unit or a chair agrees, or declines.")
    words, state = ("Declined", "off") if conference.state == State.DECLINED else ("Done", "met")
    return Task(title, words, state)


def _schedule(about: Preparation) -> Task:
    conference = about.conference
    title = "Chair, place and time"
    last = f"Last day in time: {day(about.last_day)}." if about.last_day else ""
    if conference.state in FIXED and conference.scheduled_at:
        movable = conference.state in (State.SCHEDULED, State.CONVENED)
        href = about.address("conference-slots") if movable else ""
        note = f"{moment(conference.scheduled_at)}, {conference.venue}. Chair: {conference.chair}."
        return Task(title, "Done", "met", href, note)
    if conference.state in (State.AGREED, State.STOOD_DOWN):
        return Task(title, "To do", "risk", about.address("conference-slots"), last)
    return _not_yet(about, title, last)


def _list(about: Preparation) -> Task:
    title = "Whom to invite"
    note = f"{plural(len(about.invitations), 'person', 'people')} on the list."
    href = about.address("conference-invitations") if about.conference.state in LISTED else ""
    if about.invitations:
        return Task(title, "Done", "met", href, note)
    if about.conference.state in LISTED:
        return Task(title, "To do", "risk", href, "Everyone already known is suggested.")
    return _not_yet(about, title)


def _sending(about: Preparation) -> Task:
    title = "Invitations sent"
    if about.conference.state == State.SCHEDULED:
        href = about.address("conference-convene") if about.invitations else ""
        return Task(title, "To do", "risk", href, "You see each letter before it goes.")
    if about.conference.state not in SENT:
        return _not_yet(about, title)
    if about.unsent and about.conference.state == State.CONVENED:
        href = about.address("invitations-send")
        return Task(title, f"{len(about.unsent)} to send", "risk", href)
    return Task(title, "Done", "met")


def _answers(about: Preparation) -> Task:
    sent = [row for row in about.invitations if row.sent_on and not row.excluded_on]
    if not sent:
        return _not_yet(about, "Answers")
    if not about.unanswered:
        return Task("Answers", "Done", "met", "#invited")
    words = f"{len(sent) - len(about.unanswered)} of {len(sent)}"
    return Task("Answers", words, "plain", "#invited")


def _reports(about: Preparation) -> Task:
    asked = [line for line in about.reports if line.report.state != Report.State.CANCELLED]
    if not asked:
        return _not_yet(about, "Reports", "Asked for with the invitations.")
    words = f"{len(asked) - len(about.awaited)} of {len(asked)} in"
    if about.late:
        return Task("Reports", f"{words}, {len(about.late)} late", "over", "#reports")
    due = next((line.due_on for line in asked if line.due_on), None)
    note = f"Due {day(due)}." if due else ""
    return Task("Reports", words, "plain" if about.awaited else "met", "#reports", note)


def _not_yet(about: Preparation, title: str, note: str = "") -> Task:
    if about.conference.state in ENDED:
        return Task(title, "Not needed", "off")
    return Task(title, "Not yet", "plain", note=note)
