"""By when a core group meets again: the rule of the policy in force (CG-03)."""

from datetime import date

from cpms.timescales.packs import Timescale
from cpms.timescales.policy import pack_in_force, working_days

NEXT = "next-core-group-held"


def _rule(day: date | None = None) -> Timescale:
    pack = pack_in_force()
    edition = pack.in_force(day) if day else pack.latest
    return edition.by_code[NEXT]


def next_due(held_on: date) -> date:
    """Return the last day on which the next meeting is in time."""
    return _rule(held_on).span.due(held_on, working_days())


def rule_in_words() -> str:
    """Return the rule as the procedure says it: "within 6 weeks"."""
    return _rule().says
