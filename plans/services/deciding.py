"""What follows from a conference's decision, and the versions of a plan."""

from datetime import date

from django.db import transaction

from conferences.models import Decision
from cpms.accounts.models import User
from cpms.children.services import allocate
from cpms.records.guards import Refused
from cpms.records.moves import perform, write
from plans.guards import decided_day
from plans.models import EndReason, Need, Plan, PlanReview, PlanVersion, StepDownPlan
from plans.services.reviewing import ask_for_review
from plans.snapshots import snapshot


@transaction.atomic
def begin(decision: Decision, *, by: User | None) -> Plan:
    """Begin the plan that the conference decided, nothing retyped (CF-21, PL-04).

    The lead professional whom it named answers for the child from that day.
    """
    plan: Plan = perform(Plan(child=decision.child, decision=decision), "outline", by=by)
    if decision.child.lead_professional != plan.lead_professional:
        allocate(decision.child, plan.lead_professional, on=plan.started_on, by=None)
    ask_for_review(decision)
    return plan


@transaction.atomic
def copy_outline(plan: Plan, *, by: User | None) -> None:
    """Write the outline's lines into the plan as its needs and outcomes."""
    for line in plan.decision.outline.all():
        need = Need(plan=plan, need=line.need, outcome=line.outcome, by_when=line.by_when)
        write(need, by=by)


@transaction.atomic
def keep_version(plan: Plan, *, on: date, by: User | None) -> PlanVersion:
    """Keep the plan as it stands now as its next version (PL-04, PL-19)."""
    latest = plan.versions.last()
    return PlanVersion.objects.create(
        plan=plan,
        number=latest.number + 1 if latest else 1,
        made_on=on,
        entered_by=by,
        is_outline=plan.state == Plan.State.OUTLINE,
        content=snapshot(plan),
    )


@transaction.atomic
def continue_after_review(decision: Decision, *, by: User | None) -> Plan:
    """Note the review, and the category of harm as it stands now (CF-17, CF-32)."""
    plan = perform(_plan_in_force(decision), "review", by=by, decision=decision)
    assert decision.review_on is not None  # a guard of the decision asked (CF-30)
    review = PlanReview(
        plan=plan,
        decision=decision,
        reviewed_on=decided_day(decision),
        category=decision.category,
        next_review_on=decision.review_on,
    )
    write(review, by=by)
    ask_for_review(decision)
    return plan


@transaction.atomic
def end_by_review(decision: Decision, *, by: User | None) -> Plan:
    """End the plan as the review decided, and keep the plan that follows it (CF-35, PL-14)."""
    plan, day = _plan_in_force(decision), decided_day(decision)
    # Kept first: the letters that the end sends name what follows.
    _keep_step_down(plan, decision, day, by)
    return perform(plan, "end", by=by, ended_on=day, reason=EndReason.REVIEW, decision=decision)


def _keep_step_down(plan: Plan, decision: Decision, day: date, by: User | None) -> None:
    follows = StepDownPlan(
        plan=plan,
        kind=decision.step_down,
        content=decision.step_down_plan,
        meetings=decision.step_down_meetings,
        has_parents_consent=bool(decision.has_parents_consent),
        made_on=day,
    )
    write(follows, by=by)


def _plan_in_force(decision: Decision) -> Plan:
    plan: Plan | None = Plan.objects.current().filter(child=decision.child).first()
    if plan is None:
        raise Refused(
            f"{decision.child.name} is not on a plan, so there is none to continue or to end."
        )
    return plan
