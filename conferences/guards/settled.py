"""What a decision must have settled before it closes (CF-21 to CF-23, CF-30, CF-35)."""

from conferences import days
from conferences.guards.asked import day_of
from cpms.records.guards import Guard

checklist_is_complete = Guard(
    lambda decision: not decision.missing(),
    refusal=lambda decision: (
        f"Still to settle for {decision.child.name}: "
        + ", ".join(item.what.lower() for item in decision.missing())
        + " (CF-21)."
    ),
)

support_is_considered = Guard(
    lambda decision: bool(decision.support_considered.strip()),
    refusal="Record which support is considered, a Family Group Conference among it, how it is "
    "reached and by whom (CF-22).",
)

next_review_is_set = Guard(
    lambda decision: decision.review_on is not None,
    refusal="Set the date of the next review before closing (CF-30).",
)

has_a_step_down_plan = Guard(
    lambda decision: bool(
        decision.step_down
        and decision.step_down_plan.strip()
        and decision.step_down_meetings.strip()
        and decision.has_parents_consent is not None
    ),
    refusal="Make the child in need or early help plan first: what it holds, the dates of its "
    "meetings, and whether the parents consent (CF-35).",
)

says_what_is_missing = Guard(
    lambda decision: bool(decision.missing_information.strip() and decision.who_gets_it.strip()),
    refusal="Defer only where critical information is missing: say what, and who gets it (CF-23).",
)

first_core_group_is_in_time = Guard(
    lambda decision: (
        decision.first_core_group_at is None
        or day_of(decision.first_core_group_at) in days.core_group_days(decision)
    ),
    refusal=lambda decision: days.core_group_sentence(decision),
)

review_is_in_time = Guard(
    lambda decision: decision.review_on is None or days.is_review_day(decision, decision.review_on),
    refusal=lambda decision: days.review_sentence(decision),
)
