"""What must hold before a visit is recorded, and before what follows from it (CG-12 to CG-14)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cpms.design.formats import moment
from cpms.records.guards import Guard

case_is_open = Guard(
    lambda visit: visit.child.state == "open",
    refusal=lambda visit: (
        f"The case of {visit.child.name} was closed meanwhile. Open it again to record a visit, "
        "or ask the team manager who leads now. Your words are still on this page."
    ),
)

is_not_in_the_future = Guard(
    lambda visit, facts: visit.visited_at <= facts["now"],
    refusal="A visit is recorded when it has been made: its day and time cannot lie in the future.",
)


def _on_record(visit: Any) -> Any:
    rows = type(visit).objects.filter(
        child=visit.child, visited_at=visit.visited_at, visitor_name=visit.visitor_name
    )
    return rows.exclude(pk=visit.pk).select_related("entered_by").first()


def _already(visit: Any) -> str:
    other = _on_record(visit)
    return (
        f"A visit to {visit.child.name} by {other.visitor_name} on {moment(other.visited_at)} is "
        f"on record already, entered by {other.entered_by or 'the service'}. Open that visit and "
        "complete it, or correct the time here. Your words are still on this page."
    )


is_not_on_record = Guard(lambda visit: _on_record(visit) is None, refusal=_already)

says_why_not_seen = Guard(
    lambda visit: bool(visit.not_seen_reason),
    refusal="Say why the child was not seen (CG-12, CG-14).",
)


def _follows(visit: Any) -> bool:
    previous = type(visit).objects.before(visit)
    return previous is not None and not previous.was_seen


follows_one_without_access = Guard(
    _follows,
    refusal="The visit before this one saw the child: one visit without access is not yet two "
    "in a row (CG-12).",
)


def _plan(visit: Any) -> Any:
    return getattr(visit, "plan_of_action", None)


def _is_whole(visit: Any) -> bool:
    plan = _plan(visit)
    words = [plan.police, plan.steps, *(reason for *_, reason in plan.considered)] if plan else [""]
    return all(said.strip() for said in words)


plan_of_action_is_whole = Guard(
    _is_whole,
    refusal="Write what was agreed with the police and with whom, and for a strategy discussion, "
    "a legal planning meeting and bringing the review forward whether and why (CG-12).",
)


def _is_between(visit: Any, day: date, today: date) -> bool:
    return bool(visit.day <= day <= today)


is_agreed_after_the_visit = Guard(
    lambda visit, facts: _is_between(visit, facts["agreed_on"], facts["today"]),
    refusal="The plan of action is agreed between the day of the visit and today.",
)

met_resistance = Guard(
    lambda visit: bool(visit.resistance.strip()) and not visit.is_resistance_told,
    refusal="No resistance is recorded that the lead professional has not been told of (CG-13).",
)

resistance_waits = Guard(
    lambda visit: visit.is_resistance_told and visit.resistance_answered_on is None,
    refusal="There is no resistance on this visit that still waits for an answer (CG-13).",
)

answers_resistance = Guard(
    lambda visit, facts: bool(facts["answer"].strip()),
    refusal="Say what is done about the resistance to the child being seen (CG-13).",
)


def resistance_continues(visit: Any) -> bool:
    """Say whether an earlier visit to the child met resistance as well (CG-13)."""
    earlier = type(visit).objects.of(visit.child_id).filter(visited_at__lt=visit.visited_at)
    return bool(earlier.exclude(resistance="").exists())


def _considers(visit: Any, facts: Mapping[str, Any]) -> bool:
    said = str(facts.get("emergency_consideration", "")).strip()
    return bool(said) or not resistance_continues(visit)


considers_emergency_action = Guard(
    _considers,
    refusal="An earlier visit met resistance as well. It continues: say whether emergency action "
    "is taken, and why or why not (CG-13).",
)

is_answered_after_the_visit = Guard(
    lambda visit, facts: _is_between(visit, facts["answered_on"], facts["today"]),
    refusal="The answer is given between the day of the visit and today.",
)
