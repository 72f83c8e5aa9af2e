"""Conferences driven to any state as people drive them: by services and moves."""

from datetime import UTC, date, datetime

from conferences.models import InvitedAs
from conferences.services import request_conference
from conferences.services.convening import convene
from conferences.services.inviting import Invitee, choose_invitees
from conferences.services.scheduling import schedule_conference
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind, Person, Relationship
from cpms.children.services import allocate
from cpms.records.moves import perform
from cpms.strategy_discussions.services import practitioner_of
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory, PractitionerFactory
from tests.factories.strategy_discussions import agency_of, discussion_at

DISCUSSED = date(2026, 11, 19)  # a Thursday; the 15th working day after it is Thu 10 Dec
ASKED = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MEETS_AT = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)  # a Tuesday

REASON = "Bruising that does not fit the account given; enquiries point to significant harm."


def family_of_two():
    """Return two siblings, led for by one social worker."""
    first = ChildFactory()
    children = [first, ChildFactory(family=first.family)]
    worker = UserFactory()
    return [allocate(child, worker, on=date(2026, 11, 2), by=None) for child in children]


def parent_of(children, name="Gale Demo", **known):
    """Return a mother of these children."""
    person = Person.objects.create(family=children[0].family, name=name, **known)
    for child in children:
        Relationship.objects.create(
            child=child, person=person, kind="mother", has_parental_responsibility=True
        )
    return person


def partner(kind, **known):
    """Return a professional of this kind of agency who has an account as a partner."""
    user = UserFactory(role=Role.PARTNER, team=None)
    return PractitionerFactory(agency=agency_of(kind), user=user, name=user.name, **known)


def requested(children=None, *, kind="initial", by=None, on=ASKED, **known):
    """Return a conference asked for, after section 47 enquiries where it needs them."""
    children = children or family_of_two()
    if kind in {"initial", "pre_birth"} and not known.get("other_ground"):
        discussion_at("section_47_initiated", children, on=DISCUSSED)
    known.setdefault("reason", REASON)
    return request_conference(children[0].family, children, kind, by=by, on=on, **known)


def agreed(conference):
    """Return it agreed by the unit, if nobody had to."""
    if conference.state == "agreed":
        return conference
    return perform(conference, "agree", by=UserFactory(role=Role.UNIT_OFFICER), agreed_on=MONDAY)


def scheduled(conference, *, chair=None, at=MEETS_AT, now=NOW, **known):
    """Return it with a chair, a place and a time."""
    return schedule_conference(
        conference,
        by=UserFactory(role=Role.UNIT_OFFICER),
        now=now,
        chair=chair or UserFactory(role=Role.CONFERENCE_CHAIR),
        scheduled_at=at,
        venue=known.pop("venue", f"Civic Annexe, room {conference.pk}"),
        **known,
    )


def usual_invitees(children):
    """Return the lead professional, police, school and health who know all, and the mother."""
    lead = children[0].lead_professional or UserFactory()
    kinds = (AgencyKind.POLICE, AgencyKind.EDUCATION, AgencyKind.HEALTH)
    professionals = [practitioner_of(lead), *(partner(kind) for kind in kinds)]
    found = [Invitee(one, InvitedAs.PROFESSIONAL, children) for one in professionals]
    return [*found, Invitee(parent_of(children), InvitedAs.PARENT)]


def chosen(conference, invitees=None):
    """Return it with its list of those to invite."""
    children = list(conference.concerned_children())
    by = UserFactory(role=Role.UNIT_OFFICER)
    return choose_invitees(conference, invitees or usual_invitees(children), by=by)


def conference_at(state, children=None, *, kind="initial", chair=None, at=MEETS_AT, now=NOW):
    """Return a conference in the state: requested, agreed, scheduled or convened."""
    conference = requested(children, kind=kind)
    if state == "requested":
        return conference
    conference = agreed(conference)
    if state == "agreed":
        return conference
    conference = scheduled(conference, chair=chair, at=at, now=now)
    if state == "scheduled":
        return conference
    by = UserFactory(role=Role.UNIT_OFFICER)
    return convene(chosen(conference), by=by, on=MONDAY)
