"""What a conference must settle before a plan is decided for a child (CF-21)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Missing:
    """One thing that is still to be settled: its name, and the part of the page to enter it."""

    field: str
    what: str


@dataclass(frozen=True)
class Item:
    """One demand of CF-21: what it is called, and how to tell that it is settled."""

    field: str
    what: str
    is_settled: Callable[[Any], bool]


def _written(field: str) -> Callable[[Any], bool]:
    return lambda decision: bool(getattr(decision, field))


ITEMS = (
    Item("lead_professional", "Lead professional", _written("lead_professional_id")),
    Item("strengths", "Strengths", _written("strengths")),
    Item("outline", "Outline plan", lambda decision: bool(decision.outline.all())),
    Item("assessments", "Core and specialist assessments", _written("assessments")),
    Item("involvement", "Child and parents: involvement, support", _written("involvement")),
    Item("contingency", "Contingency plan", _written("contingency")),
    Item("core_group", "Core group named", lambda decision: bool(decision.core_group.all())),
    Item("first_core_group_at", "First core group date", _written("first_core_group_at")),
    Item("review_on", "First review date", _written("review_on")),
    Item("early_reconvening", "What would bring it back early", _written("early_reconvening")),
)


def missing(decision: Any) -> list[Missing]:
    """Return what is not settled yet, in the order of the checklist."""
    return [Missing(item.field, item.what) for item in ITEMS if not item.is_settled(decision)]
