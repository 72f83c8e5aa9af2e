"""How the events of a plan are told."""

from typing import Any

from conferences.models import Category
from cpms.records.chronology import tell
from plans.models import EndReason


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("plan.outlined", _outlined)
    tell("plan.detailed", "Plan made detailed by the core group")
    tell("plan.revised", "New version of the plan")
    tell("plan.circulated", "Plan sent to the core group")
    tell("plan.reviewed", _reviewed)
    tell("plan.ended", _ended)


def _category(event: Any) -> str:
    return str(Category(event.facts["category"]).label).lower()


def _outlined(event: Any) -> str:
    return f"Child protection plan begins: {_category(event)}"


def _reviewed(event: Any) -> str:
    return f"Plan continues after review: {_category(event)}"


def _ended(event: Any) -> str:
    return f"Child protection plan ended: {EndReason(event.facts['reason']).label}"
