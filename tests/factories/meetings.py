"""A conference on its day: Tuesday 24 November 2026, ten o'clock, brought there by its moves."""

from datetime import UTC, date, datetime

from conferences.models import Conference, Invitation, InvitedAs, Kind
from conferences.models.invitation import Attendance
from conferences.services import attendance, request_conference, settling, views_given
from cpms.accounts.permissions import Role
from cpms.children.models import Agency, AgencyKind, Person, Relationship, RelationshipKind
from cpms.records.moves import perform
from tests.factories.accounts import UserFactory
from tests.factories.children import (
    AgencyFactory,
    ChildFactory,
    FamilyFactory,
    PractitionerFactory,
)

MET_ON = date(2026, 11, 24)  # a Tuesday
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
AGENCIES = (
    ("Children’s Social Care", AgencyKind.SOCIAL_CARE, "Social worker"),
    ("Mockshire Police", AgencyKind.POLICE, "Detective constable"),
    ("Pear Tree Primary", AgencyKind.EDUCATION, "Designated safeguarding lead"),
    ("School nursing", AgencyKind.HEALTH, "School nurse"),
)
SETTLED = {
    "limb": "has_suffered",
    "category": "neglect",
    "concerns": "Left alone on school nights.",
    "strengths": "Ash does well at school.",
    "assessments": "Core assessment; none by specialists.",
    "involvement": "Ash with an advocate; their mother in the core group.",
    "contingency": "Legal planning meeting if Ash is left alone again.",
    "early_reconvening": "A further injury.",
    "first_core_group_at": datetime(2026, 12, 3, 15, 30, tzinfo=UTC),
    "review_on": date(2027, 2, 16),
}


def convened(*children, kind=Kind.INITIAL, chair=None, scheduled_at=TEN, agencies=AGENCIES):
    """Return a conference to which a mother and these agencies are invited; all know all."""
    children = children or (ChildFactory(given_name="Ash"),)
    conference = asked_for(children, kind) or request_conference(
        children[0].family,
        children,
        kind,
        "Section 47 enquiry concluded.",
        by=None,
        on=date(2026, 11, 2),
        other_ground="Agreed between the managers.",
    )
    if conference.state == "requested":  # a review is agreed already
        perform(conference, "agree", by=None, agreed_on=date(2026, 11, 3))
    perform(
        conference,
        "schedule",
        by=None,
        chair=chair or UserFactory(role=Role.CONFERENCE_CHAIR, name="Morgan Trial"),
        scheduled_at=scheduled_at,
        venue=f"Civic Annexe, room {conference.pk}",
        now=datetime(2026, 11, 3, 9, 0, tzinfo=UTC),
        lateness_reason="Known late.",  # asked of those before a birth
    )
    for agency in agencies:
        invite(conference, *agency, knows=children)
    invite_mother(conference, children)
    return perform(conference, "convene", by=None, convened_on=date(2026, 11, 4))


def asked_for(children, kind):
    """Return the conference that is asked for already, as a review is when a plan is made."""
    waiting = Conference.objects.filter(kind=kind, state="agreed")
    return waiting.filter(decisions__child=children[0]).first()


def invite(conference, name, kind, job_title="Worker", *, knows=(), **kwargs):
    agency = Agency.objects.filter(name=name).first() or AgencyFactory(name=name, kind=kind)
    invitation = Invitation.objects.create(
        conference=conference,
        practitioner=PractitionerFactory(agency=agency, job_title=job_title),
        invited_as=InvitedAs.PROFESSIONAL,
        sent_on=date(2026, 11, 4),
        **kwargs,
    )
    invitation.knows.set(knows)
    return invitation


def invite_mother(conference, children, name="Gale Example"):
    person = Person.objects.create(family=conference.family, name=name, email="gale@example.org")
    for child in children:
        Relationship.objects.create(child=child, person=person, kind=RelationshipKind.MOTHER)
    return Invitation.objects.create(
        conference=conference,
        person=person,
        invited_as=InvitedAs.PARENT,
        sent_on=date(2026, 11, 4),
    )


def opened(*children, is_quorate=True, **kwargs):
    """Return a conference in session; everybody is there, or nobody."""
    conference = convened(*children, **kwargs)
    conference = perform(conference, "open", by=None, opened_at=conference.scheduled_at)
    if is_quorate:
        for invitation in conference.invitations.all():
            attendance.mark(
                invitation, attendance=Attendance.IN_PERSON, at=TEN, by=conference.chair
            )
    return conference


def speaker(conference, agency):
    return conference.invitations.filter(practitioner__agency__name=agency).first()


def give_views(decision, *views):
    """Let the invited agencies say "plan" or "no_plan", in the order of AGENCIES."""
    conference = decision.conference
    invited = conference.invitations.filter(practitioner__isnull=False).order_by("pk")
    for invitation, view in zip(invited, views, strict=False):
        views_given.record_view(
            decision,
            invitation,
            view=view,
            category="neglect" if view == "plan" else "",
            by=conference.chair,
        )


def settle_all(decision, **changes):
    """Settle all that CF-21 demands for one child."""
    conference = decision.conference
    facts = SETTLED | {"lead_professional": UserFactory(name="Sam Specimen")} | changes
    settling.settle(decision, by=conference.chair, **facts)
    need = {"need": "Safe evenings", "outcome": "Never alone", "by_when": date(2027, 1, 29)}
    settling.settle_outline(decision, [need], by=conference.chair)
    member = speaker(conference, "Pear Tree Primary").practitioner
    settling.settle_core_group(decision, practitioners=[member], by=conference.chair)


def ready(*children, views=("plan",) * 4, **kwargs):
    """Return a conference in which every child's decision can close."""
    conference = opened(*children, **kwargs)
    for decision in conference.decisions.all():
        give_views(decision, *views)
        settle_all(decision)
    return conference


def plan_made(*children, **kwargs):
    """Return a conference, still in session, that has made a plan for each child."""
    conference = ready(*children, **kwargs)
    for decision in conference.decisions.all():
        perform(decision, "make_plan", by=conference.chair)
    return Conference.objects.get(pk=conference.pk)


def held(*children, **kwargs):
    """Return a conference that has met and made a plan for each child."""
    conference = plan_made(*children, **kwargs)
    return perform(conference, "hold", by=conference.chair)


def family_of(*names):
    """Return siblings of one family by these names."""
    family = FamilyFactory(name="Example")
    return [ChildFactory(family=family, given_name=name, family_name="Example") for name in names]
