"""A core group is formed with the plan and disbanded with it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core_groups.models import CoreGroup, CoreGroupMeeting
from cpms.accounts.permissions import Role
from cpms.children.models import Child, Person
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import (
    FIRST_MEETING_AT,
    TODAY,
    plan_detailed,
    plan_ended,
    plan_outlined,
)

pytestmark = pytest.mark.django_db


def test_the_conference_forms_the_group_with_its_members_and_first_meeting():
    child = ChildFactory(given_name="Robin")
    mother = Person.objects.create(family=child.family, name="Dana Demo")
    nurse = PractitionerFactory(name="Jess Sandbox")

    plan = plan_outlined(child, practitioners=[nurse], people=[mother])

    group = plan.core_group
    assert (group.state, group.formed_on) == (CoreGroup.State.FORMED, date(2026, 11, 4))
    assert [member.name for member in group.members.all()] == [
        "Sam Specimen",
        "Jess Sandbox",
        "Dana Demo",
    ]
    assert group.members.get(is_chair=True).user == plan.lead_professional
    meeting = group.meetings.get()
    assert (meeting.state, meeting.planned_at) == ("planned", FIRST_MEETING_AT)
    assert Event.objects.filter(name="core_group.formed", child=child).count() == 1


def test_the_lead_professionals_own_entry_in_the_directory_is_not_a_second_member():
    lead = UserFactory(name="Sam Specimen")
    own = PractitionerFactory(name="Sam Specimen", user=lead)

    plan = plan_outlined(lead=lead, practitioners=[own, PractitionerFactory(name="Ana Mockford")])

    assert [member.name for member in plan.core_group.members.all()] == [
        "Sam Specimen",
        "Ana Mockford",
    ]


def test_a_member_sees_the_child_from_the_conference_until_the_plan_ends():
    partner = UserFactory(role=Role.PARTNER, team=None)
    nurse = PractitionerFactory(user=partner)
    plan = plan_detailed(practitioners=[nurse])

    def sees_on(day):
        return Child.objects.visible_to(partner, day).filter(pk=plan.child_id).exists()

    assert not sees_on(date(2026, 11, 3))
    assert sees_on(date(2026, 11, 4))
    plan_ended(plan)
    assert sees_on(date(2027, 2, 2))
    assert not sees_on(date(2027, 2, 3))


def test_the_end_of_the_plan_disbands_the_group_and_clears_its_diary():
    plan = plan_ended(plan_detailed())

    group = CoreGroup.objects.get()
    assert (group.state, group.disbanded_on) == (CoreGroup.State.DISBANDED, date(2027, 2, 2))
    assert not group.members.filter(until_on=None).exists()
    meeting = CoreGroupMeeting.objects.get()
    assert (meeting.state, meeting.cancelled_reason) == ("cancelled", "The plan has ended.")
    assert plan.core_group == group


def test_a_group_is_not_disbanded_while_its_plan_is_in_force():
    with pytest.raises(Refused, match="while the plan is in force"):
        perform(plan_outlined().core_group, "disband", by=None, disbanded_on=TODAY)


def test_a_social_worker_may_neither_form_nor_disband_a_group():
    plan = plan_outlined()
    with pytest.raises(PermissionDenied):
        perform(plan.core_group, "disband", by=UserFactory(), disbanded_on=TODAY)
    with pytest.raises(PermissionDenied):
        perform(CoreGroup(plan=plan), "form", by=UserFactory(), formed_on=TODAY)


def test_a_group_is_not_formed_for_a_plan_that_is_over():
    plan = plan_ended(plan_detailed())
    with pytest.raises(Refused, match="in force"):
        perform(CoreGroup(plan=plan), "form", by=None, formed_on=TODAY)


def test_a_group_is_disbanded_once():
    group = plan_ended(plan_detailed()).core_group
    with pytest.raises(AlreadyMoved):
        perform(group, "disband", by=None, disbanded_on=TODAY)


def test_a_group_is_formed_once():
    group = plan_outlined().core_group
    with pytest.raises(AlreadyMoved):
        perform(group, "form", by=None, formed_on=TODAY)
