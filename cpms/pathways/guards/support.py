"""What must hold for support without a plan: action plans, meetings, what follows (CF-22)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cpms.children.guards.days import alone, not_ahead, not_before, says
from cpms.design.formats import day
from cpms.pathways.rules import last_day
from cpms.records.guards import Guard
from plans.models import Plan

has_no_plan = Guard(
    lambda action_plan: not Plan.objects.current().filter(child=action_plan.child_id).exists(),
    refusal="The child is on a child protection plan. An action plan is for a child who is not: "
    "write the actions into the plan (CF-22).",
)
has_no_other_action_plan = alone(
    lambda action_plan: f"{action_plan.child.name} has an action plan already. Review that one."
)
agreement_is_not_ahead = not_ahead("agreed_on", "The day of the agreement")
support_is_considered = Guard(
    lambda action_plan: bool(
        action_plan.support.strip()
        and action_plan.access.strip()
        and action_plan.actions.strip()
        and action_plan.family_group_conference
    ),
    refusal="Say which support services are considered, what became of a Family Group "
    "Conference, how the support is reached and by whom, and what the actions are (CF-22).",
)


def _reviewed_in_time(action_plan: Any, facts: Mapping[str, Any]) -> bool:
    start: date = facts.get("reviewed_on") or facts["agreed_on"]
    return bool(start < facts["next_review_on"] <= last_day("action-plan-reviewed", start))


review_follows_in_time = Guard(
    _reviewed_in_time,
    refusal="An action plan is reviewed at intervals of no more than 6 months. Choose an earlier "
    "day for the next review, after this one (CF-22).",
)
review_is_not_ahead = not_ahead("reviewed_on", "The day of the review")
review_is_after_the_last = not_before(
    "reviewed_on", "agreed_on", "The review cannot lie before the day of the agreement."
)
says_what_the_review_found = says("found", "Say what the review found (CF-22).")
closing_is_not_ahead = not_ahead("closed_on", "The day")
says_why_it_closes = says("reason", "Say why the action plan closes, and what goes on (CF-22).")


def _is_in_time(meeting: Any, facts: Mapping[str, Any]) -> bool:
    ended_on: date = meeting.plan.ended_on
    last = last_day("child-in-need-meeting-held", ended_on)
    return bool(ended_on <= facts["planned_on"] <= last)


meeting_is_in_time = Guard(
    _is_in_time,
    refusal=lambda meeting: (
        "The first child in need meeting is held within 6 weeks of the review: by "
        f"{day(last_day('child-in-need-meeting-held', meeting.plan.ended_on))} (LA-07)."
    ),
)
meeting_is_not_ahead = not_ahead("held_on", "The day of the meeting")
meeting_follows_the_plan = Guard(
    lambda meeting, facts: facts["held_on"] >= meeting.plan.ended_on,
    refusal="The meeting cannot lie before the conference that ended the plan.",
)
says_what_was_agreed = says("notes", "Say what was agreed, the court’s elements in it (LA-07).")
has_a_contingency = says(
    "contingency",
    "Say what happens if concerns grow: a contingency for this child, with legal advice (LA-07).",
)
