"""The plan as plain data: what a version keeps, and what two versions are compared by."""

from collections.abc import Mapping
from typing import Any

from cpms.records.models import JSON

Snapshot = dict[str, Any]

WORDS = ("concerns", "strengths", "contingency", "bottom_lines")
NEED_WORDS = ("need", "outcome", "measure")
ACTION_WORDS = ("what", "why", "together_with", "measure")
PROGRESS = ("progress", "progress_note", "done_on")


def snapshot(plan: Any) -> Snapshot:
    """Return all that the plan says now, by the numbers of its rows."""
    needs = plan.needs.kept().with_owners()
    return {
        "category": plan.category,
        "lead_professional": str(plan.lead_professional),
        **{field: getattr(plan, field) for field in WORDS},
        "needs": {str(need.pk): _need(need) for need in needs},
    }


def _need(need: Any) -> Snapshot:
    return {
        **{field: getattr(need, field) for field in NEED_WORDS},
        "by_when": _day(need.by_when),
        "actions": {
            str(action.pk): _action(action)
            for action in need.actions.all()
            if action.removed_on is None
        },
    }


def _action(action: Any) -> Snapshot:
    return {
        **{field: getattr(action, field) for field in ACTION_WORDS},
        "owner": action.owner_key,
        "owner_name": action.owner.name if action.owner else "",
        "by_when": _day(action.by_when),
        "progress": action.progress,
        "progress_note": action.progress_note,
        "done_on": _day(action.done_on),
    }


def _day(day: Any) -> JSON:
    return day.isoformat() if day else None


def agreed_text(content: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot without progress: work done is no new version of the plan."""
    return {
        **content,
        "needs": {
            number: {
                **need,
                "actions": {
                    key: {name: said for name, said in action.items() if name not in PROGRESS}
                    for key, action in need["actions"].items()
                },
            }
            for number, need in content["needs"].items()
        },
    }
