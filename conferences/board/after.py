"""The tasks after a conference, done and still to do (CF-19, CF-25 to CF-27)."""

from typing import Any

from django.urls import reverse

from conferences import days
from cpms.accounts.models import User
from cpms.design.formats import day as written


def tasks_of(conference: Any, user: User) -> list[dict[str, Any]]:
    """Return the tasks in their order, as the task list component takes them."""
    if conference.state != "held":
        return []
    tasks = [
        _task(conference, "Decision to all invited", "decision-send", "decision_circulated_on",
              days.last_day("conference-decision-circulated", conference.held_on)),
        _task(conference, "Minutes approved by the chair", "minutes-approve",
              "minutes_approved_on", None),
        _task(conference, "Minutes to everyone invited", "minutes-send", "minutes_circulated_on",
              days.last_day("conference-minutes-circulated", conference.held_on)),
        _task(conference, "Minutes final", "minutes-finalise", "minutes_finalised_on",
              _amendments_close(conference)),
    ]  # fmt: skip
    if any(decision.is_equal_split() for decision in conference.decisions.all()):
        due = days.last_day("split-decision-referred", conference.held_on)
        title = "Equal split referred to the Head of Service"
        tasks.insert(1, _task(conference, title, "split-refer", "split_referred_on", due))
    return tasks


def _amendments_close(conference: Any) -> Any:
    sent_on = conference.minutes_circulated_on
    return days.last_day("minutes-amendments-closed", sent_on) if sent_on else None


def _task(conference: Any, title: str, name: str, field: str, due: Any) -> dict[str, Any]:
    done_on = getattr(conference, field)
    if done_on:
        return {"title": title, "note": f"Done {written(done_on)}", "state": "met", "words": "Done"}
    note = f"Due {written(due)}" if due else ""
    href = reverse(name, args=[conference.pk])
    return {"title": title, "note": note, "href": href, "state": "plain", "words": "To do"}
