"""Plans as they come about: a conference with everything settled, and its decision."""

from datetime import UTC, date, datetime

from conferences.models import (
    Conference,
    CoreGroupPlace,
    Invitation,
    OutlineNeed,
    Recommendation,
)
from conferences.models.invitation import Attendance, InvitedAs
from conferences.services import request_conference
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind
from cpms.records.moves import perform
from plans.models import Plan
from plans.services import decide_action, decide_need
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory, UserFactory

# Wednesday 4 November 2026; its first core group on Tuesday 17 November, review on 2 February.
CONFERENCE_AT = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
CONFERENCE_ON = date(2026, 11, 4)
FIRST_MEETING_AT = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
FIRST_MEETING_ON = date(2026, 11, 17)
REVIEW_AT = datetime(2027, 2, 2, 10, 0, tzinfo=UTC)
REVIEW_ON = date(2027, 2, 2)
SECOND_REVIEW_AT = datetime(2027, 7, 20, 10, 0, tzinfo=UTC)
SECOND_REVIEW_ON = date(2027, 7, 20)
TODAY = date(2026, 11, 24)


def chair():
    return UserFactory(name="Morgan Trial", role=Role.CONFERENCE_CHAIR)


def conference_in_session(*children, kind="initial", at=CONFERENCE_AT, by=None, is_for_plan=True):
    """Return a conference in session, quorate for each child, with one decision awaited each."""
    by = by or chair()
    meeting = asked_for(children, kind) or request_conference(
        children[0].family,
        children,
        kind,
        "Harm is likely.",
        by=None,
        on=date(2026, 10, 20),
        other_ground="Agreed between the managers.",
    )
    if meeting.state == "requested":  # a review is agreed already
        perform(meeting, "agree", by=None, agreed_on=date(2026, 10, 21))
    perform(
        meeting,
        "schedule",
        by=None,
        chair=by,
        scheduled_at=at,
        venue=f"Room {meeting.pk}",
        now=datetime(2026, 10, 22, 9, 0, tzinfo=UTC),
        lateness_reason="The family asked for an interpreter.",
    )
    _attend(meeting, children, is_for_plan)
    perform(meeting, "convene", by=None, convened_on=date(2026, 10, 23))
    return perform(meeting, "open", by=by, opened_at=at)


def asked_for(children, kind):
    """Return the conference that is asked for already, as a review is when a plan is made."""
    waiting = Conference.objects.filter(kind=kind, state="agreed")
    return waiting.filter(decisions__child=children[0]).first()


def _attend(meeting, children, is_for_plan):
    kinds = (AgencyKind.SOCIAL_CARE, AgencyKind.HEALTH, AgencyKind.EDUCATION)
    for kind in kinds:
        invited = Invitation.objects.create(
            conference=meeting,
            practitioner=PractitionerFactory(agency=AgencyFactory(kind=kind)),
            invited_as=InvitedAs.PROFESSIONAL,
            attendance=Attendance.IN_PERSON,
        )
        invited.knows.set(children)
        for decision in meeting.decisions.all():
            Recommendation.objects.create(
                decision=decision,
                invitation=invited,
                line_of_management=invited.practitioner.agency.name,
                is_for_plan=is_for_plan,
            )


def settled(decision, *, lead=None, practitioners=(), people=(), review_on=REVIEW_ON, **other):
    """Settle all that CF-21 demands for a child."""
    known = {
        "limb": "is_likely",
        "category": "emotional",
        "concerns": "Dad hurt Mum; Robin saw and heard it.",
        "lead_professional": lead or UserFactory(name="Sam Specimen"),
        "strengths": "Robin is close to Nana.",
        "assessments": "Core assessment by 20 November.",
        "involvement": "Robin has an advocate.",
        "contingency": "If Dad comes to the house, ring 999.",
        "early_reconvening": "Any new injury.",
        "first_core_group_at": FIRST_MEETING_AT,
        "review_on": review_on,
    }
    for field, value in (known | other).items():
        setattr(decision, field, value)
    decision.save()
    OutlineNeed.objects.create(
        decision=decision,
        need="Robin lies awake listening.",
        outcome="Robin sleeps and feels safe at home.",
        by_when=date(2027, 1, 29),
    )
    for member in practitioners or [PractitionerFactory(name="Ana Mockford")]:
        CoreGroupPlace.objects.create(decision=decision, practitioner=member)
    for member in people:
        CoreGroupPlace.objects.create(decision=decision, person=member)
    return decision


def decision_ready(child=None, *, by=None, **settled_as):
    """Return a decision with nothing missing, and the chair who may make it."""
    child = child or ChildFactory(given_name="Robin")
    by = by or chair()
    meeting = conference_in_session(child, by=by)
    return settled(meeting.decisions.get(), **settled_as), by


def plan_outlined(child=None, **settled_as):
    """Return the plan as the conference leaves it."""
    decision, by = decision_ready(child, **settled_as)
    perform(decision, "make_plan", by=by)
    return Plan.objects.current().get(child=decision.child)


def with_action(plan, **said):
    """Give the plan's first need one complete action."""
    known = {
        "what": "Drug screening",
        "why": "so that mornings are calm",
        "owner": f"worker:{plan.lead_professional_id}",
        "together_with": "",
        "by_when": date(2026, 12, 18),
        "measure": "Six clear screens",
    }
    return decide_action(plan.needs.kept().first(), None, known | said, by=None)


def with_need(plan, **said):
    """Give the plan one more need."""
    known = {"need": "Robin misses Dad.", "outcome": "Robin sees Dad safely.", "measure": ""}
    return decide_need(plan, None, known | said, by=None)


def plan_detailed(child=None, **settled_as):
    """Return the plan as the first core group leaves it."""
    plan = plan_outlined(child, **settled_as)
    with_action(plan)
    return perform(plan, "detail", by=None, detailed_on=FIRST_MEETING_ON, today=TODAY)


def review_decision(plan, *, at=REVIEW_AT, is_for_plan=True, by=None, **settled_as):
    """Return the decision of a review conference in session, ready to continue or end the plan."""
    by = by or chair()
    meeting = conference_in_session(
        plan.child, kind="review", at=at, by=by, is_for_plan=is_for_plan
    )
    decision = meeting.decisions.get()
    known = {
        "limb": "is_likely",
        "category": "neglect",
        "concerns": "Robin is left alone.",
        "review_on": SECOND_REVIEW_ON,
    }
    for field, value in (known | settled_as).items():
        setattr(decision, field, value)
    decision.save()
    return decision, by


STEP_DOWN = {
    "step_down": "child_in_need",
    "step_down_plan": "School breakfast club goes on; Nana every weekend.",
    "step_down_meetings": "Tuesday 2 March 2027 at 14:00",
    "has_parents_consent": True,
}


def plan_ended(plan):
    """Return the plan ended by a review that recorded exceptional circumstances."""
    decision, by = review_decision(
        plan, is_for_plan=False, exceptional_reason="Dad has left the area.", **STEP_DOWN
    )
    perform(decision, "end_plan", by=by)
    plan.refresh_from_db()
    return plan
