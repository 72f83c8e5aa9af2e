"""Writing the plan: its words, needs and actions, each in one transaction on a locked plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cpms.accounts.models import User
from cpms.records.guards import Refused
from cpms.records.moves import locked, write
from plans.models import Action, Need, Plan, Progress
from plans.owners import named
from plans.snapshots import ACTION_WORDS, WORDS

NEED_FIELDS = ("need", "outcome", "measure", "by_when")
ACTION_FIELDS = (*ACTION_WORDS, "by_when")
PROGRESS_FIELDS = ("progress", "progress_note", "done_on")

OVER = "The plan has ended. What it said is kept; nothing is written into it any more."
DONE_WITHOUT_A_DAY = "Say on which day it was done."
DONE_TOO_EARLY = "It cannot have been done before the plan began or after today."


def open_plan(plan: Plan) -> Plan:
    """Return the plan with its row locked; refuse when it is over."""
    plan = locked(plan)
    if not plan.is_in_force:
        raise Refused(OVER)
    return plan


@transaction.atomic
def write_text(plan: Plan, said: Mapping[str, Any], *, by: User | None) -> Plan:
    """Write the concerns, strengths, contingency plan and bottom lines (PL-01, PL-03)."""
    plan = open_plan(plan)
    for field in WORDS:
        if field in said:
            setattr(plan, field, said[field])
    write(plan, by=by)
    return plan


@transaction.atomic
def decide_need(plan: Plan, need: Need | None, said: Mapping[str, Any], *, by: User | None) -> Need:
    """Write a need and its outcome: a new one, or other words for one that is there (PL-02)."""
    plan = open_plan(plan)
    need = need or Need(plan=plan)
    _put(need, NEED_FIELDS, said)
    write(need, by=by)
    return need


@transaction.atomic
def decide_action(
    need: Need, action: Action | None, said: Mapping[str, Any], *, by: User | None
) -> Action:
    """Write what is done about a need, by whom, by when, and how success shows (PL-02)."""
    plan = open_plan(need.plan)
    action = action or Action(need=need)
    _put(action, ACTION_FIELDS, said)
    if "owner" in said:
        for column, number in named(plan, said["owner"]).items():
            setattr(action, column, number)
    write(action, by=by)
    return action


@transaction.atomic
def write_need(
    plan: Plan,
    need: Need,
    said: Mapping[str, Any],
    actions: Iterable[Mapping[str, Any]],
    *,
    by: User | None,
) -> Need:
    """Write a need together with those of its actions that were changed or added."""
    need = decide_need(plan, need, said, by=by)
    for row in actions:
        decide_action(need, _own_action(need, row.get("action")), row, by=by)
    return need


def _own_action(need: Need, number: int | None) -> Action | None:
    """Return the action of this need by its number; another need's is none of this page's."""
    if number is None:
        return None
    action: Action | None = need.actions.filter(pk=number, removed_on__isnull=True).first()
    if action is None:
        raise Refused("One of the actions has been taken out meanwhile. Look at the plan again.")
    return action


@transaction.atomic
def report_progress(
    action: Action, said: Mapping[str, Any], *, today: date, by: User | None
) -> Action:
    """Note how far an action has come; done carries the day on which it was done (PL-11)."""
    plan = open_plan(action.need.plan)
    _put(action, PROGRESS_FIELDS, said)
    if action.progress != Progress.DONE:
        action.done_on = None
    elif action.done_on is None:
        raise Refused(DONE_WITHOUT_A_DAY)
    elif not plan.started_on <= action.done_on <= today:
        raise Refused(DONE_TOO_EARLY)
    write(action, by=by)
    return action


@transaction.atomic
def take_out(row: Need | Action, *, reason: str, on: date, by: User | None) -> None:
    """Take a need or an action out of the plan, with the reason; the row is kept (PL-19)."""
    open_plan(row.plan)
    if row.removed_on:
        raise Refused("It has been taken out already.")
    if not reason.strip():
        raise Refused("Say why it is taken out: the comparison of versions shows it.")
    row.removed_on, row.removed_reason = on, reason
    write(row, by=by)


def _put(row: Need | Action, fields: tuple[str, ...], said: Mapping[str, Any]) -> None:
    for field in fields:
        if field in said:
            setattr(row, field, said[field])


@transaction.atomic
def work_on_need(
    plan: Plan,
    need: Need,
    said: Mapping[str, Any],
    actions: Iterable[Mapping[str, Any]],
    *,
    today: date,
    by: User | None,
) -> None:
    """Take a need and its actions through in a meeting: words, owners, days and progress."""
    if _differs(need, said, NEED_FIELDS):
        decide_need(plan, need, said, by=by)
    for row in actions:
        action = _own_action(need, row.get("action"))
        if action is None or _differs(action, row, ACTION_FIELDS) or _changes_owner(action, row):
            action = decide_action(need, action, row, by=by)
        if _differs(action, row, PROGRESS_FIELDS):
            report_progress(action, row, today=today, by=by)


def _differs(row: Need | Action, said: Mapping[str, Any], fields: tuple[str, ...]) -> bool:
    return any(field in said and getattr(row, field) != said[field] for field in fields)


def _changes_owner(action: Action, said: Mapping[str, Any]) -> bool:
    return "owner" in said and action.owner_key != said["owner"]
