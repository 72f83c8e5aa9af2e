"""What must hold before a plan moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cpms.records.guards import Guard
from plans import smart
from plans.snapshots import agreed_text, snapshot


def decided_day(decision: Any) -> date:
    """Return the day on which the conference decided."""
    day = decision.decided_on
    assert isinstance(day, date)  # a decision that has moved has its day
    return day


decision_is_for_a_plan = Guard(
    lambda plan: plan.decision.state == "plan_made",
    refusal="A plan begins with a conference's decision that the child is subject of one (CF-16).",
)

child_is_not_on_a_plan = Guard(
    lambda plan: not type(plan).objects.current().filter(child=plan.decision.child_id).exists(),
    refusal=lambda plan: (
        f"{plan.decision.child.name} is on a plan already. A review conference continues it or "
        "ends it; a second plan beside it is not made (CF-32, PL-14)."
    ),
)


def _day_of(facts: Mapping[str, Any]) -> date:
    day = facts.get("detailed_on") or facts["revised_on"]
    assert isinstance(day, date)
    return day


happens_within_the_plan = Guard(
    lambda plan, facts: plan.started_on <= _day_of(facts) <= facts["today"],
    refusal="The day must lie between the conference that made the plan and today.",
)

has_needs = Guard(
    lambda plan: plan.needs.kept().exists(),
    refusal="Write at least one need or risk into the plan first (PL-02).",
)


def _bare_needs(plan: Any) -> list[str]:
    needs = plan.needs.kept().prefetch_related("actions")
    return [
        need.need
        for need in needs
        if not need.outcome.strip() or all(action.removed_on for action in need.actions.all())
    ]


def _quoted(words: list[str]) -> str:
    return "; ".join(f"“{one}”" for one in words)


needs_lead_to_outcomes_and_actions = Guard(
    lambda plan: not _bare_needs(plan),
    refusal=lambda plan: (
        "Each need leads to an outcome, and each outcome to at least one action. Still bare: "
        f"{_quoted(_bare_needs(plan))} (PL-02)."
    ),
)


def _incomplete_actions(plan: Any) -> list[str]:
    found = []
    for action in smart.actions_of(plan):
        if lacking := smart.lacks(action):
            found.append(f"“{action.what}”: {' and '.join(lacking)}")
    return found


actions_are_complete = Guard(
    lambda plan: not _incomplete_actions(plan),
    refusal=lambda plan: (
        "Each action says what, why, by whom, by when and how success is measured. Still to "
        f"say: {'; '.join(_incomplete_actions(plan))} (PL-02)."
    ),
)

has_contingency = Guard(
    lambda plan: bool(plan.contingency.strip()),
    refusal="Say what happens if it does not work, also where a service is late or nothing "
    "changes (PL-03).",
)


def differs(plan: Any) -> bool:
    """Say whether the plan says something else now than its latest version."""
    latest = plan.versions.last()
    return latest is None or agreed_text(latest.content) != agreed_text(snapshot(plan))


differs_from_latest_version = Guard(
    differs,
    refusal="Nothing has changed since the latest version. Change the plan first.",
)


def _has_news(plan: Any) -> bool:
    latest = plan.versions.last()
    return latest is not None and latest.number > plan.circulated_version


has_a_version_to_circulate = Guard(
    _has_news,
    refusal="The latest version has been sent to the core group already (PL-06).",
)

review_continues_the_plan = Guard(
    lambda plan, facts: (
        facts["decision"].child_id == plan.child_id and facts["decision"].state == "plan_continued"
    ),
    refusal="Only a review conference's decision for this child continues the plan (CF-32).",
)


def _is_allowed(plan: Any, facts: Mapping[str, Any]) -> bool:
    return facts["reason"] in dict(plan._meta.get_field("end_reason").flatchoices)


ends_in_an_allowed_way = Guard(
    _is_allowed,
    refusal="A plan ends by a review conference, or where the child turns 18, dies, leaves the "
    "UK, marries, moves for good to another authority or becomes looked after; in no other way "
    "(PL-14 to PL-16).",
)


def _is_shown(plan: Any, facts: Mapping[str, Any]) -> bool:
    decision = facts.get("decision")
    if facts["reason"] != "review":
        return bool(str(facts.get("evidence", "")).strip())
    return (
        decision is not None
        and decision.child_id == plan.child_id
        and decision.state == "plan_ended"
    )


end_is_shown = Guard(
    _is_shown,
    refusal="Show what ends the plan: the review conference's decision for this child, or how "
    "the other event is known (PL-14, PL-15).",
)
