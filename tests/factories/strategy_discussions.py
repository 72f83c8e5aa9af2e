"""Strategy discussions driven to any state as people drive them: by moves and services."""

from datetime import date

from cpms.children.models import Agency, AgencyKind
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.strategy_discussions.models import StrategyDiscussion
from cpms.strategy_discussions.services import (
    Agreed,
    Analysis,
    Came,
    agree_actions,
    analyse,
    circulate_minutes,
    record_attendance,
)
from tests.factories.accounts import UserFactory
from tests.factories.children import AgencyFactory, ChildFactory, PractitionerFactory

THURSDAY = date(2026, 11, 19)

DECISIONS = {
    "no_further_involvement": "decide_no_further_involvement",
    "section_17_assessment": "decide_section_17",
    "section_47_initiated": "decide_section_47",
}
REASONS = {
    "rationale": "Bruising that does not fit the account given.",
    "criminal_investigation": "joint",
    "investigation_conduct": "Joint visit today; interview within two days.",
}


def with_cause(children=None, on=THURSDAY):
    """Return the children, each with reasonable cause decided on the day."""
    children = children or [ChildFactory()]
    for child in children:
        if not Event.objects.of(child).filter(name="child.reasonable_cause_decided").exists():
            perform(child, "decide_reasonable_cause", by=None, decided_on=on, today=on)
    return children


def planned(children=None, *, on=THURSDAY, by=None, **facts):
    """Return a discussion planned for the day."""
    children = with_cause(children, on)
    chair = facts.pop("chair", None) or by or UserFactory()
    known = {"planned_for": on, "meeting_method": "in_person", "chair": chair, "today": on, **facts}
    return perform(StrategyDiscussion.about(children), "plan", by=by, **known)


def agency_of(kind):
    """Return an agency of the kind, the same one each time."""
    return Agency.objects.filter(kind=kind).first() or AgencyFactory(kind=kind)


def attended(discussion, *, without=(), by=None):
    """Let social care, health and police take part, all senior enough to decide."""
    kinds = [AgencyKind.SOCIAL_CARE, AgencyKind.HEALTH, AgencyKind.POLICE]
    came = [
        Came(PractitionerFactory(agency=agency_of(kind)), is_senior_enough=True)
        for kind in kinds
        if kind not in without
    ]
    return record_attendance(discussion, came, by=by or discussion.chair)


def held(discussion, *, on=THURSDAY, by=None, **facts):
    """Return the discussion held on the day."""
    known = {
        "held_on": on,
        "meeting_method": "in_person",
        "chair": discussion.chair,
        "information_shared": "School saw bruises; GP has no record.",
        "today": on,
        **facts,
    }
    return perform(discussion, "hold", by=by, **known)


def prepared(discussion, *, on=THURSDAY, by=None):
    """Write the analysis for each child and agree one action."""
    by = by or discussion.chair
    rows = [Analysis(child, "Likely to be hurt again.") for child in discussion.children.all()]
    analyse(discussion, rows, by=by)
    action = Agreed("See the child today.", agency_of(AgencyKind.POLICE), on, "Call the lead", on)
    return agree_actions(discussion, [action], by=by)


def discussion_at(state, children=None, on=THURSDAY, by=None):
    """Return a discussion in the state: planned, held, an outcome, or minutes_circulated."""
    discussion = planned(children, on=on, by=by)
    if state == "planned":
        return discussion
    discussion = held(attended(discussion, by=by), on=on, by=by)
    if state == "held":
        return discussion
    prepared(discussion, on=on, by=by)
    outcome = "section_47_initiated" if state == "minutes_circulated" else state
    discussion = perform(discussion, DECISIONS[outcome], by=by, **REASONS)
    if state == "minutes_circulated":
        by = by or discussion.chair
        discussion = circulate_minutes(discussion, circulated_on=on, today=on, by=by)
    return discussion
