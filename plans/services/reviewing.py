"""The next review of a plan is in the unit's hands as soon as its day is fixed (CF-30)."""

from conferences.models import Conference, Decision, Kind
from conferences.services import request_conference
from cpms.design.formats import day
from cpms.records.moves import perform
from plans.guards import decided_day


def ask_for_review(decision: Decision) -> Conference | None:
    """Ask for the review conference whose day this decision fixed; nobody has to agree to it.

    Brothers and sisters whose reviews one conference fixed for one day have one review
    together. The unit finds it to be scheduled.
    """
    if decision.review_on is None:
        return None
    reason = _reason(decision)
    open_one = _of_the_siblings(decision, reason)
    if open_one is None:
        return request_conference(
            decision.child.family,
            [decision.child],
            Kind.REVIEW,
            reason,
            by=None,
            on=decided_day(decision),
        )
    joined = Decision(conference=open_one, child=decision.child)
    perform(joined, "put", by=None, put_on=decided_day(decision))
    return open_one


def _reason(decision: Decision) -> str:
    return (
        f"Review of the child protection plan on {day(decision.review_on)}, as fixed by the "
        f"conference of {day(decision.decided_on)} (CF-30)."
    )


def _of_the_siblings(decision: Decision, reason: str) -> Conference | None:
    asked = Conference.objects.filter(
        family=decision.child.family_id,
        kind=Kind.REVIEW,
        state=Conference.State.AGREED,
        reason=reason,
    )
    found: Conference | None = asked.exclude(decisions__child=decision.child_id).first()
    return found
