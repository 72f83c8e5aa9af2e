"""The one next thing to do about a conference, and why, for the person who looks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from conferences.models import Conference
from conferences.preparation import Preparation
from cpms.accounts.permissions import Permission
from cpms.design.formats import day, moment, plural

State = Conference.State


@dataclass(frozen=True)
class Link:
    """A further thing that could be done."""

    href: str
    text: str


@dataclass(frozen=True)
class Step:
    """What to do next: a verb and its reason; or what is waited for, without a button."""

    title: str
    text: str = ""
    href: str = ""
    button: str = ""
    others: tuple[Link, ...] = ()

    @property
    def label(self) -> str:
        """The small words above."""
        return "Next" if self.href else "Now"


def of(about: Preparation) -> Step:
    """Return the next step."""
    return STEPS[State(about.conference.state)](about)


def _address(about: Preparation, name: str) -> str:
    return reverse(name, args=[about.conference.pk])


def _requested(about: Preparation) -> Step:
    reason = about.conference.reason
    if not about.may(Permission.AGREE_CONFERENCE):
        return Step("The unit decides whether a conference is needed", reason)
    others = (Link(_address(about, "conference-decline"), "Decline, with reasons"),)
    return Step("Agree the need", reason, _address(about, "conference-agree"), "Agree", others)


def _to_schedule(about: Preparation) -> Step:
    last = f"Last day in time: {day(about.last_day)} (CF-03)." if about.last_day else ""
    if not about.may(Permission.SCHEDULE_CONFERENCE):
        return Step("The unit schedules the conference", last)
    others = (
        Link(_address(about, "conference-schedule"), "Enter chair, place and time yourself"),
        Link(_address(about, "conference-cancel"), "Cancel"),
    )
    href = _address(about, "conference-slots")
    return Step("Schedule the conference", last, href, "Find a slot", others)


def _scheduled(about: Preparation) -> Step:
    when = f"It meets on {moment(about.conference.scheduled_at)}."
    if not about.may(Permission.SCHEDULE_CONFERENCE):
        return Step("The unit sends the invitations", when)
    others = (
        Link(_address(about, "conference-slots"), "Move it"),
        Link(_address(about, "conference-cancel"), "Cancel"),
    )
    if not about.invitations:
        href = _address(about, "conference-invitations")
        return Step("Choose whom to invite", when, href, "Choose", others)
    title = f"Send {plural(len(about.invitations), 'invitation')}"
    href = _address(about, "conference-convene")
    return Step(
        title, f"{when} You see each letter first (CF-04).", href, "See the letters", others
    )


def _convened(about: Preparation) -> Step:
    if about.mine:
        return _write(about)
    if about.may(Permission.SCHEDULE_CONFERENCE) and about.unsent:
        title = f"Send {plural(len(about.unsent), 'later invitation')}"
        return Step(title, "", _address(about, "invitations-send"), "See the letters")
    if about.user.pk == about.conference.chair_id:
        return _open(about)
    return _wait(about)


def _write(about: Preparation) -> Step:
    line = about.mine[0]
    due = f"Due {day(line.due_on)} (CF-11)." if line.due_on else ""
    href = reverse("report-write", args=[line.report.pk])
    return Step("Write your report", due, href, "Write")


def _open(about: Preparation) -> Step:
    when = f"You chair it on {moment(about.conference.scheduled_at)}."
    href = _address(about, "conference-open")
    return Step("Open the conference", when, href, "Open", _unit_links(about))


def _wait(about: Preparation) -> Step:
    when = f"It meets on {moment(about.conference.scheduled_at)}"
    if about.late:
        late = plural(len(about.late), "report is", "reports are")
        return Step(f"{late} late", f"{when}.", "#reports", "See the reports", _unit_links(about))
    text = f"{plural(len(about.awaited), 'report')} still to come."
    return Step(when, text if about.awaited else "Every report is in.", others=_unit_links(about))


def _unit_links(about: Preparation) -> tuple[Link, ...]:
    if not about.may(Permission.SCHEDULE_CONFERENCE):
        return ()
    return (
        Link(_address(about, "conference-slots"), "Move it"),
        Link(_address(about, "conference-cancel"), "Cancel"),
    )


def _opened(about: Preparation) -> Step:
    href = _address(about, "conference-day")
    return Step("The conference is in session", "", href, "Go to the meeting")


def _held(about: Preparation) -> Step:
    href = _address(about, "conference-after")
    return Step("See what follows the conference", "", href, "Go on to what comes after")


def _declined(about: Preparation) -> Step:
    text = "Another agency may still ask for a conference (ST-13)."
    return Step("No conference is held", f"{about.conference.declined_reason} {text}")


def _cancelled(about: Preparation) -> Step:
    return Step("The conference was cancelled", about.conference.stand_down_reason)


STEPS: dict[State, Callable[[Preparation], Step]] = {
    State.REQUESTED: _requested,
    State.AGREED: _to_schedule,
    State.STOOD_DOWN: _to_schedule,
    State.SCHEDULED: _scheduled,
    State.CONVENED: _convened,
    State.OPENED: _opened,
    State.HELD: _held,
    State.DECLINED: _declined,
    State.CANCELLED: _cancelled,
}
