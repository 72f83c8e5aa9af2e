"""What must hold for each outcome: the test, the views, the review (CF-16 to CF-20, CF-31)."""

from typing import Any

from cpms.records.guards import Guard

is_a_review = Guard(
    lambda decision: decision.is_review(),
    refusal="Only a review of a plan continues or ends it (PL-14).",
)

is_not_a_review = Guard(
    lambda decision: not decision.is_review(),
    refusal="The child is on a plan: a review continues or ends it, and makes none.",
)

names_limb_and_category = Guard(
    lambda decision: bool(decision.limb and decision.category and decision.concerns.strip()),
    refusal="Name the limb of the test, the category of harm and the concerns as they stand "
    "(CF-16, CF-17).",
)


def _view_is(for_plan: bool) -> Any:
    def holds(decision: Any) -> bool:
        views = decision.tally()
        agrees = not views.is_empty and views.is_for_plan is for_plan
        return agrees or bool(decision.override_reason.strip())

    return holds


majority_is_for_a_plan_or_overridden = Guard(
    _view_is(for_plan=True),
    refusal="The majority view is not for a plan. To decide otherwise, record the exceptional "
    "reasons; the Head of Service reviews them (CF-18, CF-20).",
)

majority_is_for_the_plan_or_overridden = Guard(
    lambda decision: decision.is_first_review() or _view_is(for_plan=True)(decision),
    refusal="The majority view is that the plan ends. To continue it, record the exceptional "
    "reasons; the Head of Service reviews them (CF-18, CF-20).",
)

majority_is_against_a_plan_or_overridden = Guard(
    _view_is(for_plan=False),
    refusal="The majority view, or an equal split, is for a plan. To decide otherwise, record "
    "the exceptional reasons; the Head of Service reviews them (CF-18, CF-19, CF-20).",
)

is_not_the_first_review_or_says_why = Guard(
    lambda decision: bool(decision.exceptional_reason.strip()) or not decision.is_first_review(),
    refusal="At the first review the child stays on the plan, unless exceptional circumstances "
    "are recorded (CF-31).",
)

was_overridden = Guard(
    lambda decision: decision.is_overridden,
    refusal="The chair did not decide against the majority, so there is nothing to review (CF-20).",
)

override_is_not_reviewed = Guard(
    lambda decision: decision.override_reviewed_on is None,
    refusal="The review of this decision is recorded already (CF-20).",
)
