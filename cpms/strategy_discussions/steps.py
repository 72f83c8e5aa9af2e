"""The steps of a strategy discussion as a list of tasks, the next of them first in mind."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cpms.design.formats import day, plural
from cpms.strategy_discussions.models import StrategyDiscussion
from cpms.strategy_discussions.quoracy import Seat

State = StrategyDiscussion.State


@dataclass(frozen=True)
class Step:
    """One task: what it is called, where it is done, whether it is done or can be now."""

    title: str
    page: str
    why: str
    is_done: bool
    is_open: bool
    note: str = ""
    button: str = ""


def steps_of(
    discussion: StrategyDiscussion, seats: Sequence[Seat], analysed: bool, actions: int
) -> list[Step]:
    """Return the steps in the order in which people take them."""
    return [
        _attendance(discussion, seats),
        _holding(discussion),
        _analysis(discussion, analysed),
        _actions(discussion, actions),
        _outcome(discussion),
        _minutes(discussion),
    ]


def _attendance(discussion: StrategyDiscussion, seats: Sequence[Seat]) -> Step:
    missing = [seat.name for seat in seats if not seat.is_taken]
    return Step(
        "Who took part",
        "strategy-attendance",
        "Social care, health and police must each be there with a person senior enough to "
        "decide (ST-03).",
        not missing,
        not discussion.is_decided,
        f"still missing: {', '.join(missing)}" if missing else "quorate",
        "Enter who took part",
    )


def _holding(discussion: StrategyDiscussion) -> Step:
    held_on = discussion.held_on
    return Step(
        "Information shared",
        "hold-strategy-discussion",
        "Record the day it was held and what each agency knows (ST-06).",
        held_on is not None,
        discussion.state == State.PLANNED,
        f"held {day(held_on)}" if held_on else "",
        "Record that it was held",
    )


def _analysis(discussion: StrategyDiscussion, analysed: bool) -> Step:
    return Step(
        "Analysis of harm for each child",
        "strategy-analysis",
        "What the information means for each child apart (ST-06).",
        analysed,
        not discussion.is_decided,
        "",
        "Write the analysis",
    )


def _actions(discussion: StrategyDiscussion, actions: int) -> Step:
    return Step(
        "Actions",
        "strategy-actions",
        "Who does what, by when, and how and when the others hear of it (ST-08).",
        actions > 0,
        not discussion.is_decided,
        plural(actions, "action") if actions else "",
        "Enter the actions",
    )


def _outcome(discussion: StrategyDiscussion) -> Step:
    return Step(
        "Outcome",
        "decide-strategy-discussion",
        "No further involvement, section 17 assessment or section 47 enquiries (ST-07).",
        discussion.is_decided,
        discussion.held_on is not None and not discussion.is_decided,
        discussion.outcome,
        "Record the outcome",
    )


def _minutes(discussion: StrategyDiscussion) -> Step:
    sent_on = discussion.minutes_circulated_on
    return Step(
        "Minutes",
        "strategy-minutes",
        "To every practitioner and relevant others within 2 working days (ST-09).",
        sent_on is not None,
        discussion.is_decided and sent_on is None,
        f"sent {day(sent_on)}" if sent_on else "",
        "Send the minutes",
    )


def next_of(steps: Sequence[Step]) -> Step | None:
    """Return the first step that is neither done nor barred by an earlier one."""
    return next((step for step in steps if step.is_open and not step.is_done), None)


def address_of(step: Step, discussion: StrategyDiscussion) -> str:
    """Return where the step is taken."""
    return reverse(step.page, args=[discussion.pk])
