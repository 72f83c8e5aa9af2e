"""Versions for readers: as of a day, and two of them compared."""

from datetime import date
from typing import Any

from cpms.timescales.calendar import end_of_day
from plans.models import Action, Plan, PlanVersion
from plans.reading import reading_of
from plans.snapshots import PROGRESS, Snapshot
from plans.wording import lines


def as_of(plan: Plan, day: date, number: int | None = None) -> dict[str, Any]:
    """Return the plan as it stood at the end of a day, with the versions up to it (PL-19).

    The text is of the version agreed by then; progress is what had been entered by then. A
    version asked for by its number is read as of the day on which it was made.
    """
    made = PlanVersion.objects.filter(plan=plan).as_of(day).select_related("entered_by")
    history = list(made.filter(number__lte=number) if number else made)
    if not history:
        return {"on": day, "version": None}
    on = history[-1].made_on if number else day
    content = _with_progress(history[-1].content, on)
    return {"on": on, "version": history[-1], "history": history, "text": reading_of(content)}


def _with_progress(content: Snapshot, on: date) -> Snapshot:
    keys = [key for need in content["needs"].values() for key in need["actions"]]
    then = Action.history.as_of(end_of_day(on)).filter(pk__in=keys)
    known = {str(action.pk): action for action in then}
    for need in content["needs"].values():
        for key, action in need["actions"].items():
            if key in known:
                action.update(_progress(known[key]))
    return content


def _progress(action: Any) -> dict[str, Any]:
    said = {name: getattr(action, name) for name in PROGRESS}
    done_on = said["done_on"]
    return {**said, "done_on": done_on.isoformat() if done_on else None}


def between(plan: Plan, earlier: int, later: int) -> dict[str, Any]:
    """Return two versions and what changed from the one to the other."""
    found = {one.number: one for one in plan.versions.filter(number__in=(earlier, later))}
    old, new = found[earlier], found[later]
    changed = lines(old.content, new.content, reasons(plan)) if old != new else []
    return {"old": old, "new": new, "lines": changed}


def reasons(plan: Plan) -> dict[str, str]:
    """Return why each row was taken out, by kind and number: "action:7"."""
    needs = list(plan.needs.prefetch_related("actions"))
    found = {f"need:{need.pk}": need.removed_reason for need in needs}
    for need in needs:
        for action in need.actions.all():
            found[f"action:{action.pk}"] = action.removed_reason
    return found
