"""What may be told of a child: the one place that asks whether there is a plan.

Nothing else in this app reads plans, so that nothing else can give one away.
"""

from cpms.accounts.models import User
from cpms.children.models import Child
from enquiries.models import Enquiry, Outcome
from plans.models import Plan


def plan_of(child: Child) -> Plan | None:
    """Return the plan that the child is subject of now, if any."""
    plan: Plan | None = Plan.objects.current().filter(child=child).first()
    return plan


def is_on_plan(child: Child) -> bool:
    """Say whether the child is the subject of a child protection plan now."""
    return plan_of(child) is not None


def lead_of(child: Child) -> User | None:
    """Return the lead professional: who holds the case today, else whom the plan names."""
    plan = plan_of(child)
    return child.lead_professional or (plan.lead_professional if plan else None)


def outcome_of(enquiry: Enquiry) -> Outcome:
    """Return which of the three answers the caller gets, once the match is decided.

    Raises ValueError before that: there is no answer yet, and none may be worked out.
    """
    if not enquiry.is_matched:
        raise ValueError("No answer may be worked out before the match is decided (EN-02).")
    if enquiry.child is not None and is_on_plan(enquiry.child):
        return Outcome.ON_PLAN
    return Outcome.FURTHER if enquiry.earlier_id else Outcome.FIRST
