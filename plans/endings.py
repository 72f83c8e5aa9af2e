"""How a plan ends without a review conference: each way is shown by the child's own record.

A person's word that a child turned 18, died, left, married or moved is no end: the event is
on the child's record first, and the plan follows it (PL-15, PL-16). Whether becoming looked
after ends a plan is policy; whoever knows it registers the question (LA-02, LA-03).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from cpms.records.guards import Guard

Shown = Callable[[Any, date], bool]


def _nobody_knows(plan: Any, day: date) -> bool:
    return False


_CARE: list[Shown] = [_nobody_knows]


def register_care_policy(question: Shown) -> None:
    """Let an app say whether care ends a plan on a day, as the policy in force has it."""
    _CARE[0] = question


def _by(field: str) -> Shown:
    def holds(plan: Any, day: date) -> bool:
        happened = getattr(plan.child, field)
        return happened is not None and happened <= day

    return holds


def _moved(plan: Any, day: date) -> bool:
    held = plan.child.transfers_out.filter(state="conference_held")
    return bool(held.filter(held_on__lte=day, notified_on__gte=plan.started_on).exists())


def _looked_after(plan: Any, day: date) -> bool:
    return _CARE[0](plan, day)


WAYS: dict[str, tuple[Shown, str]] = {
    "eighteen": (
        _by("turned_eighteen_on"),
        "The young person has not turned 18, so the plan does not end for it (PL-15).",
    ),
    "death": (
        _by("died_on"),
        "The child’s death is not on record. Record it first (PL-15).",
    ),
    "left_uk": (
        _by("left_uk_on"),
        "It is not on record that the child left the UK for good. Record it first (PL-15).",
    ),
    "marriage": (
        _by("married_on"),
        "The marriage is not on record. Record it first (PL-15).",
    ),
    "moved": (
        _moved,
        "The plan waits for the receiving authority: it ends only after that authority has held "
        "its conference. Record that conference first (PL-16).",
    ),
    "looked_after": (
        _looked_after,
        "Under the policy in force, the plan does not end because the child is looked after, or "
        "what it demands first is not on record (LA-02, LA-03).",
    ),
}


def _guard(reason: str, shown: Shown, refusal: str) -> Guard:
    return Guard(
        lambda plan, facts: facts["reason"] != reason or shown(plan, facts["ended_on"]),
        refusal=refusal,
    )


each_end_is_shown = [_guard(reason, *way) for reason, way in WAYS.items()]
