"""Whether actions are specific, measurable, owned and dated: warnings, never a block (PL-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cpms.design.formats import plural
from cpms.timescales.calendar import calendar_for


@dataclass(frozen=True)
class Hint:
    """One thing to put right about an action, in words."""

    kind: str
    words: str


def actions_of(plan: Any) -> list[Any]:
    """Return the actions that are in the plan now, in its order."""
    needs = plan.needs.kept().with_owners()
    return [action for need in needs for action in need.actions.all() if action.removed_on is None]


def lacks(action: Any) -> list[str]:
    """Return what a complete action would say and this one does not (PL-02)."""
    asked = {
        "why": action.why.strip(),
        "by whom": action.owner_key,
        "by when": action.by_when,
        "the measure of success": action.measure.strip(),
    }
    return [what for what, said in asked.items() if not said]


def hints(action: Any, today: date) -> list[Hint]:
    """Return the warnings for one action: unowned, undated, unmeasured, overdue (PL-10)."""
    found = []
    if not action.owner_key:
        found.append(Hint("unowned", "No named person. Who will see that it is done?"))
    if action.by_when is None:
        found.append(Hint("undated", "No day. By when?"))
    if not action.measure.strip():
        found.append(Hint("unmeasured", "No measure. How will you know that it worked?"))
    if action.is_late(today):
        found.append(Hint("overdue", _late_words(action, today)))
    return found


def is_smart(found: Sequence[Hint]) -> bool:
    """Say whether nothing but lateness is held against the action."""
    return all(hint.kind == "overdue" for hint in found)


def _late_words(action: Any, today: date) -> str:
    days = calendar_for().working_days_late(action.by_when, today)
    late = f"{plural(days, 'working day')} late" if days else "Its day has gone by"
    said = "" if action.progress_note.strip() else " and nobody has said why"
    return f"{late}{said}. Ask {action.who or 'the group'}, or set a new day with a reason."
