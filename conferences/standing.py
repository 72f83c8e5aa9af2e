"""Where a child stands between conferences: on a plan, and how often it was reviewed (CF-31)."""

from datetime import date
from typing import Any

from conferences.reading import rows

MAKES, CONTINUES, ENDS = "plan_made", "plan_continued", "plan_ended"
# Called for a reason of its own; it reviews the plan of a child who has one (CF-34, MV-04).
OF_EITHER_KIND = {"urgently_reconvened", "missing_child"}


def earlier(decision: Any) -> list[Any]:
    """Return what conferences decided for the child before this decision, oldest first."""
    before = decision.decided_on or date.max
    decided = [
        row
        for row in rows(decision.child, "decisions", "conference")
        if row.pk != decision.pk and row.decided_on and row.decided_on <= before
    ]
    return sorted(decided, key=lambda row: (row.decided_on, row.pk))


def of_present_plan(decision: Any) -> list[str]:
    """Return the states of the decisions since the plan was last made, none if it has ended."""
    found: list[str] = []
    for row in earlier(decision):
        if row.state == ENDS:
            found = []
        elif row.state == MAKES:
            found = [row.state]
        elif row.state == CONTINUES:
            found.append(row.state)
    return found


def is_on_a_plan(decision: Any) -> bool:
    """Say whether conferences have put the child on a plan and not taken them off it."""
    return bool(of_present_plan(decision))


def is_review(decision: Any) -> bool:
    """Say whether this conference reviews a plan of the child, or asks whether to make one."""
    kind = decision.conference.kind
    return kind == "review" or (kind in OF_EITHER_KIND and is_on_a_plan(decision))


def is_first_review(decision: Any) -> bool:
    """Say whether no review has continued the present plan yet (CF-31).

    A deferred review continued nothing. A plan that ended and was made again has its first
    review once more.
    """
    return CONTINUES not in of_present_plan(decision)
