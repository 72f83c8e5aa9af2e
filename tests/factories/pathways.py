"""Moves, missing children and care, brought about by their own moves and services."""

from datetime import date

from conferences.models import Invitation
from conferences.models.invitation import Attendance
from cpms.accounts.permissions import Role
from cpms.children import moving
from cpms.children.models import (
    Absence,
    Address,
    LocalAuthority,
    MissingEpisode,
    Person,
    Relationship,
    TransferIn,
    TransferOut,
)
from cpms.pathways.models import ActionPlan
from cpms.pathways.services.missing import write_to_authorities
from cpms.records.moves import perform
from tests.factories.accounts import UserFactory
from tests.factories.children import ChildFactory

WEDNESDAY = date(2026, 11, 25)
AGREED = {
    "support": "Home-Start and the school's breakfast club.",
    "family_group_conference": "offered",
    "access": "Sam Specimen refers on Monday.",
    "actions": "Mum takes Robin to breakfast club daily from 30 November.",
}


def authority(name="Anywhere", **known):
    return LocalAuthority.objects.create(
        code=name.lower().replace(" ", "-"), name=name, kind="unitary", **known
    )


def moved(child, *, is_confidential=False, on=WEDNESDAY, by=None):
    """Return the change of address of a child who lived elsewhere before."""
    Address.objects.create(child=child, lines="4 Sample Row", from_on=date(2026, 1, 5))
    (change,) = moving.record_address(
        [child],
        [],
        lines="9 Canary Court",
        postcode="BL9 9ZZ",
        from_on=on,
        is_confidential=is_confidential,
        learned_on=on,
        told_by="The school",
        today=on,
        by=by or UserFactory(),
    )
    return change


def father_who_came(plan, name="Dale Demo"):
    """Return the father, who attended the conference that made the plan."""
    father = Person.objects.create(family=plan.child.family, name=name, email="dale@example.org")
    Relationship.objects.create(child=plan.child, person=father, kind="father")
    Invitation.objects.create(
        conference=plan.decision.conference,
        person=father,
        invited_as="parent",
        attendance=Attendance.IN_PERSON,
        sent_on=date(2026, 10, 23),
    )
    return father


def missing(child, *, on=WEDNESDAY, by=None):
    return perform(
        MissingEpisode(child=child),
        "report",
        by=by or UserFactory(team=child.team),
        reported_on=on,
        reported_by="Pear Tree Primary School",
        circumstances="Not at school since Monday; the flat is empty.",
        today=on,
    )


def out_of_touch(child, *, since=WEDNESDAY):
    return perform(
        Absence(child=child),
        "note",
        by=UserFactory(),
        since_on=since,
        reason="Nana says they are with her sister in Leeds until Sunday.",
        today=since,
    )


def moving_in(child, *, on=WEDNESDAY, by=None):
    transfer = TransferIn(
        child=child,
        authority=LocalAuthority.objects.first() or authority(),
        told_by="Their team",
        their_worker="Lee Elsewhere",
        their_plan="Neglect, since March 2026.",
    )
    by = by or UserFactory(role=Role.UNIT_OFFICER)
    return perform(transfer, "notify", by=by, notified_on=on, today=on)


def moving_out(child, *, on=WEDNESDAY, by=None):
    transfer = TransferOut(
        child=child, authority=LocalAuthority.objects.first() or authority(), moved_on=on
    )
    return perform(transfer, "notify", by=by or UserFactory(), notified_on=on, today=on)


def action_plan(child, *, on=WEDNESDAY, review=date(2027, 5, 20), by=None):
    return perform(
        ActionPlan(child=child, **AGREED),
        "agree",
        by=by or UserFactory(),
        agreed_on=on,
        next_review_on=review,
        today=on,
    )


def every_road(child):
    """Take a child who is on no plan along every road, as far as its first step."""
    episode = missing(child)
    address_change = moved(child)
    authority("Elsewhere")
    missing_letters = write_to_authorities(
        episode, told_on=WEDNESDAY, by=UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    )
    out_of_touch(ChildFactory(family=child.family))
    moving_in(child)
    moving_out(child)
    action_plan(child)
    return address_change, missing_letters
