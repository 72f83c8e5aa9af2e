"""Stretches of a family's life, put together from stages; each named by where it leads."""

from cpms.casework.demonstration.case import Step, at
from cpms.casework.demonstration.stages import asking, beginning, carrying
from cpms.casework.demonstration.stages import meeting as day

Steps = tuple[Step, ...]


def suspected(on: int) -> Steps:
    """Registered, and some days later reasonable cause to suspect harm."""
    return at(on - 3, beginning.register), at(on, beginning.find_cause)


def discussed(on: int, outcome: str = "section_47", *, minutes: bool = True) -> Steps:
    """A strategy discussion on the next working day after the cause, and its outcome."""
    steps = (
        *suspected(on - 1),
        at(on - 1, beginning.call_discussion, meets=on),
        at(on, beginning.hold_discussion),
        at(on, beginning.decide_discussion, outcome=outcome),
    )
    return (*steps, at(on + 1, beginning.send_discussion_minutes)) if minutes else steps


def invited(on: int, *, kind: str = "initial", soonest: bool = False, late: str = "") -> Steps:
    """Everything before a conference: asked for, agreed, scheduled, invited to, reported to."""
    scheduled = (
        at(on - 10, asking.schedule_soonest)
        if soonest
        else at(on - 10, asking.schedule, meets=on, late_because=late)
    )
    return (
        *discussed(on - 13),
        at(on - 12, asking.ask, kind=kind),
        at(on - 11, asking.agree),
        scheduled,
        at(on - 9, beginning.conclude_enquiries),
        at(on - 8, asking.invite),
        at(on - 5, asking.answer),
        at(on - 3, asking.report, missing=0 if on < 0 else 1),
    )


def meeting(
    on: int,
    *,
    kind: str = "initial",
    absent: int = 0,
    against: str = "none",
    late: str = "",
) -> Steps:
    """The conference in session: everybody there, minuted, every view given."""
    return (
        *invited(on, kind=kind, late=late),
        at(on, day.open_conference, without=absent),
        at(on, day.write_minutes),
        at(on, day.give_views, against=against),
    )


def plan_made(
    on: int,
    *,
    kind: str = "initial",
    core_group: int = 8,
    minutes_after: int = 12,
    late: str = "",
) -> Steps:
    """A plan for each child, the letters and the minutes sent."""
    return (
        *meeting(on, kind=kind, late=late),
        at(on, day.decide_plan, core_group=core_group),
        at(on, day.close),
        at(on + 1, carrying.send_decision),
        at(on + minutes_after, carrying.send_minutes),
        at(on + minutes_after + 14, carrying.finalise_minutes),
    )


def core_groups(on: int, *after: int, sends_minutes: bool = True) -> Steps:
    """Core groups so many days after the conference, each agreeing on the next."""
    following = [*after[1:], after[-1] + 25]
    return tuple(
        at(on + this, carrying.meet, next_in=then - this, sends_minutes=sends_minutes)
        for this, then in zip(after, following, strict=True)
    )


def review(on: int, ends: str = "") -> Steps:
    """A review conference, which keeps the children on the plan or ends it."""
    decided = at(on, day.end_plan) if ends else at(on, day.continue_plan)
    return (
        at(on - 20, asking.take_up_review),
        at(on - 20, asking.schedule, meets=on),
        at(on - 14, asking.invite),
        at(on - 8, asking.answer),
        at(on - 3, asking.report),
        at(on, day.open_conference),
        at(on, day.write_minutes),
        at(on, day.give_views, against="all" if ends else "none"),
        decided,
        at(on, day.close),
        at(on + 1, carrying.send_decision),
        at(on + 12, carrying.send_minutes),
        at(on + 26, carrying.finalise_minutes),
    )
