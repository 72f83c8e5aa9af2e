"""What a plan's page says of it today: rows, hints, what changed, and what to do next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from cpms.accounts.models import User
from cpms.accounts.permissions import Permission
from cpms.design.formats import day, plural
from plans import smart
from plans.models import Action, Need, Plan
from plans.reading import SHARES
from plans.snapshots import agreed_text, snapshot
from plans.versions import reasons
from plans.wording import Line, lines


@dataclass(frozen=True)
class ActionLine:
    """One action as its row on the page shows it."""

    action: Action
    state: str
    words: str
    share: int
    progress: str
    hints: list[smart.Hint]
    may_report: bool


@dataclass(frozen=True)
class NeedBlock:
    """One need with its outcome and the rows of its actions."""

    need: Need
    actions: list[ActionLine]


def standing_of(plan: Plan, user: User, today: date) -> dict[str, Any]:
    """Return everything the page shows beside the plan's own words."""
    may_write = plan.is_in_force and user.may(Permission.LEAD_PLAN)
    blocks = [_block(need, user, today, may_write) for need in plan.needs.kept().with_owners()]
    versions = list(plan.versions.all())
    changes = _changes(plan, versions)
    rows = [row for block in blocks for row in block.actions]
    return {
        "blocks": blocks,
        "counted": counted(rows),
        "versions": versions[::-1],
        "may_write": may_write,
        "follows": getattr(plan, "step_down", None),
        "plans_before": plan.plans_before_it(),
        **changes,
        "next_step": _next(plan, rows, versions, changes["is_unversioned"], may_write),
    }


def _block(need: Need, user: User, today: date, may_write: bool) -> NeedBlock:
    kept = [action for action in need.actions.all() if action.removed_on is None]
    return NeedBlock(need, [_line(action, user, today, may_write) for action in kept])


def _line(action: Action, user: User, today: date, may_write: bool) -> ActionLine:
    found = [] if action.done_on else smart.hints(action, today)
    state, words = _state(action, found, today)
    is_own = user.pk in (action.worker_id, action.practitioner and action.practitioner.user_id)
    return ActionLine(
        action=action,
        state=state,
        words=words,
        share=SHARES[action.progress],  # type: ignore[index]
        progress=_progress(action),
        hints=found,
        may_report=may_write or (is_own and action.need.plan.is_in_force),
    )


def _state(action: Action, found: list[smart.Hint], today: date) -> tuple[str, str]:
    if action.done_on:
        return "met", ""
    if action.is_late(today):
        return "over", ""
    return ("track", "") if smart.is_smart(found) else ("risk", "Not SMART")


def _progress(action: Action) -> str:
    done = f"done {day(action.done_on)}" if action.done_on else ""
    label = str(action.get_progress_display()).lower()
    return ", ".join(filter(None, [done, action.progress_note])) or label


def counted(rows: list[ActionLine]) -> str:
    """Return the actions in numbers: "9 actions: 2 done, 5 on track, 1 overdue, 1 not SMART"."""
    words = {"met": "done", "track": "on track", "over": "overdue", "risk": "not SMART"}
    numbers = [(sum(row.state == state for row in rows), said) for state, said in words.items()]
    said = ", ".join(f"{number} {word}" for number, word in numbers if number)
    return f"{plural(len(rows), 'action')}: {said}" if rows else "no actions yet"


def _changes(plan: Plan, versions: list[Any]) -> dict[str, Any]:
    """Return what differs from the latest version; else what the latest version changed."""
    now, why = snapshot(plan), reasons(plan)
    latest = versions[-1]
    is_unversioned = plan.is_in_force and agreed_text(now) != agreed_text(latest.content)
    if is_unversioned:
        changed: list[Line] = lines(agreed_text(latest.content), agreed_text(now), why)
        return {"changed": changed, "changed_since": latest, "is_unversioned": True}
    before = versions[-2] if len(versions) > 1 else None
    changed = lines(before.content, latest.content, why) if before else []
    return {"changed": changed, "changed_since": before, "is_unversioned": False}


def _next(
    plan: Plan, rows: list[ActionLine], versions: list[Any], is_unversioned: bool, may_write: bool
) -> dict[str, Any] | None:
    """Return the one thing to do next, for who may do it."""
    if not may_write:
        return None
    if plan.state == Plan.State.OUTLINE:
        return _step(
            plan,
            "plan-detail",
            "Make the outline a detailed plan at the first core group",
            "Give each need its outcome and its actions, then make the plan detailed (PL-04).",
            "Make the plan detailed",
        )
    if is_unversioned:
        number = versions[-1].number + 1
        text = "The plan was changed. Until then the version before is in force."
        return _step(
            plan, "plan-revise", f"Make the changes version {number}", text, "Make a new version"
        )
    if versions[-1].number > plan.circulated_version:
        text = "Each member gets a copy of their own, within 2 working days (PL-06)."
        title = f"Send version {versions[-1].number} to the core group"
        return _step(plan, "plan-circulate", title, text, "Send the plan")
    return _chase([row for row in rows if row.state == "over"])


def _step(plan: Plan, name: str, title: str, text: str, button: str) -> dict[str, Any]:
    href = reverse(name, args=[plan.pk])
    return {"label": "Next", "title": title, "text": text, "href": href, "button": button}


def _chase(late: list[ActionLine]) -> dict[str, Any] | None:
    if not late:
        return None
    first = min(late, key=lambda row: (row.action.by_when or date.max, row.action.pk)).action
    title = "Chase one late action" if len(late) == 1 else f"Chase {len(late)} late actions"
    return {
        "label": "Next",
        "title": f"{title}: {first.what}",
        "text": f"Due {day(first.by_when)}. {first.who or 'Nobody is named'}.",
        "href": reverse("action-progress", args=[first.pk]),
        "button": "Update progress",
    }
