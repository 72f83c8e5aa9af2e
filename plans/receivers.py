"""What a plan does when a conference decides, and what it keeps of its own moves.

Each child's decision is heard by itself, in its own transaction: what is refused here
undoes the decision, and nothing is half done.
"""

from typing import Any

from conferences.models import Decision
from cpms.accounts.models import User
from cpms.records.signals import moved
from plans import letters, services
from plans.models import Plan

VERSIONED = {"outline", "detail", "revise"}
FOLLOWS = {
    "make_plan": services.begin,
    "continue_plan": services.continue_after_review,
    "end_plan": services.end_by_review,
}


def listen() -> None:
    """Connect; called once when the app starts."""
    moved.connect(on_decision, sender=Decision, dispatch_uid="plans.decision")
    moved.connect(on_plan, sender=Plan, dispatch_uid="plans.plan")


def on_decision(*, record: Decision, move: str, by: User | None, **rest: Any) -> None:
    """Begin, continue or end the child's plan as the conference decided (CF-16, CF-32, CF-35)."""
    if follow := FOLLOWS.get(move):
        follow(record, by=by)


def on_plan(*, record: Plan, move: str, by: User | None, events: list[Any], **rest: Any) -> None:
    """Keep each version as it was made (PL-04); tell those invited of the end (PL-15)."""
    if move == "outline":
        services.copy_outline(record, by=by)
    elif move == "end":
        letters.tell_of_the_end(record, by=by)
    if move in VERSIONED:
        services.keep_version(record, on=events[0].happened_on, by=by)
