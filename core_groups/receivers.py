"""What follows when a plan begins or ends, a core group meets, or a child is visited."""

from typing import Any

from core_groups import diary, letters, services
from core_groups.models import CoreGroupMeeting, Visit
from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.records.signals import moved
from plans.models import Plan


def listen() -> None:
    """Connect; called once when the app starts."""
    moved.connect(on_plan, sender=Plan, dispatch_uid="core_groups.plan")
    moved.connect(on_meeting, sender=CoreGroupMeeting, dispatch_uid="core_groups.meeting")
    moved.connect(on_child, sender=Child, dispatch_uid="core_groups.child")
    moved.connect(on_visit, sender=Visit, dispatch_uid="core_groups.visit")


def on_plan(*, record: Plan, move: str, by: User | None, events: list[Event], **rest: Any) -> None:
    """Form the group when the plan begins, send it the plan, disband it when the plan ends."""
    if move == "outline":
        services.form_group(record, by=by)
    elif move == "circulate":
        letters.send_plan(record, record.core_group, on=events[0].happened_on, by=by)
    elif move == "end":
        services.disband_group(record, by=by)


def on_meeting(
    *, record: CoreGroupMeeting, move: str, by: User | None, events: list[Event], **rest: Any
) -> None:
    """Plan the next meeting that was agreed; send minutes and new dates (CG-06, CG-07)."""
    day = events[0].happened_on
    if move == "hold":
        services.plan_next_meeting(record, by=by)
    elif move == "plan":
        letters.enter_in_calendars(record, on=day, by=by)
    elif move == "cancel" and record.cancelled_reason != services.ENDED:
        letters.tell_of_cancelling(record, on=day, by=by)
    elif move == "cancel":
        diary.remove(record, {}, by=by)
    elif move == "circulate_minutes":
        letters.send_minutes(record, on=day, by=by)
    elif move == "move":
        letters.confirm_new_date(record, on=day, by=by)


def on_child(
    *, record: Child, move: str, by: User | None, events: list[Event], **rest: Any
) -> None:
    """Let the child's new lead professional chair its core group (CG-01)."""
    if move == "allocate":
        services.follow_lead(record, on=events[0].happened_on, by=by)


def on_visit(*, record: Visit, move: str, **rest: Any) -> None:
    """Tell the lead at once of resistance, and of a second visit without access (CG-12, CG-13)."""
    if move not in {"see", "miss"}:
        return
    if record.resistance.strip():
        perform(record, "meet_resistance", by=None)
    if move == "miss":
        services.tell_of_no_access(record)
