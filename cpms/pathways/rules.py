"""What the policy in force says: its timed rules, and what becomes of a plan in care."""

from datetime import date

from cpms.timescales.packs import Timescale, load
from cpms.timescales.policy import pack_in_force, working_days

PLAN_ENDS, NO_CONFERENCE, DUAL_STATUS = "plan-ends", "no-conference", "dual-status"


def last_day(code: str, start: date) -> date:
    """Return the last day that a rule leaves, counted from the start."""
    return rule(code, start).span.due(start, working_days())


def rule(code: str, start: date) -> Timescale:
    """Return the rule in force on the day; a rule of another policy for what began under it."""
    found = pack_in_force().in_force(start).by_code.get(code)
    return found or load("leicester").in_force(start).by_code[code]


def looked_after_policy() -> str:
    """Return what becomes of a plan when its child is looked after (LA-01 to LA-04)."""
    return pack_in_force().latest.switches.looked_after
