"""How what a conference decided for a child is told."""

from typing import Any

from conferences.models import Category
from cpms.records.chronology import tell


def register() -> None:
    """Tell each event of a decision."""
    tell("decision.awaited", "Named as one of the children the conference is about")
    tell("decision.plan_made", plan_made)
    tell("decision.no_plan", lambda event: f"Conference: no plan{_against(event)}")
    tell("decision.plan_continued", lambda event: f"Review: the plan continues{_against(event)}")
    tell("decision.plan_ended", lambda event: f"Review: the plan ends{_against(event)}")
    tell("decision.deferred", "Conference: the decision was deferred")
    tell("decision.override_reviewed", "Head of Service reviewed the chair’s decision")


def plan_made(event: Any) -> str:
    """Return the decision with its category, and by which road it came about (CF-19, CF-20)."""
    category = event.facts.get("category")
    words = f" ({Category(category).label.lower()})" if category else ""
    return f"Made subject of a child protection plan{words}{_against(event)}"


def _against(event: Any) -> str:
    if event.facts.get("overridden"):
        return ", decided by the chair against the majority"
    return ", views equally divided" if event.facts.get("equal_split") else ""
