"""Who must be in the room before a child's future is decided (CF-05)."""

import pytest

from conferences.models import Invitation
from conferences.models.invitation import Attendance
from conferences.quoracy import quoracy
from cpms.children.models import AgencyKind
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory

pytestmark = pytest.mark.django_db


class Present:
    """A person in the meeting, as the count reads one."""

    def __init__(self, kind, *knows, agency="", is_present=True):
        agency = AgencyFactory.build(kind=kind, name=agency or kind)
        self.practitioner = PractitionerFactory.build(agency=agency)
        self.is_present = is_present
        self.knows = self
        self._knows = knows

    def all(self):
        return self._knows


def test_social_care_and_two_agencies_that_know_the_child_are_quorate():
    child = ChildFactory()
    present = [
        Present(AgencyKind.SOCIAL_CARE),
        Present(AgencyKind.POLICE, child),
        Present(AgencyKind.EDUCATION, child),
    ]

    assert quoracy(child.pk, present).is_met


def test_an_agency_without_direct_contact_with_this_child_does_not_count():
    child, sibling = ChildFactory(), ChildFactory()
    present = [
        Present(AgencyKind.SOCIAL_CARE),
        Present(AgencyKind.POLICE, child),
        Present(AgencyKind.EDUCATION, sibling),
    ]

    found = quoracy(child.pk, present)

    assert (found.is_met, found.still_needed) == (False, 1)


def test_two_people_of_one_agency_count_once():
    child = ChildFactory()
    school = {"agency": "Pear Tree School"}
    present = [
        Present(AgencyKind.SOCIAL_CARE),
        Present(AgencyKind.EDUCATION, child, **school),
        Present(AgencyKind.EDUCATION, child, **school),
    ]

    assert quoracy(child.pk, present).still_needed == 1


def test_nothing_makes_up_for_social_care():
    child = ChildFactory()
    kinds = [AgencyKind.POLICE, AgencyKind.HEALTH, AgencyKind.EDUCATION]

    assert not quoracy(child.pk, [Present(kind, child) for kind in kinds]).is_met


def test_those_who_were_invited_and_stayed_away_do_not_count():
    child = ChildFactory()
    present = [
        Present(AgencyKind.SOCIAL_CARE),
        Present(AgencyKind.POLICE, child),
        Present(AgencyKind.EDUCATION, child, is_present=False),
    ]

    assert quoracy(child.pk, present).still_needed == 1


def test_a_deputy_who_came_is_present_and_an_apology_is_not():
    assert Invitation(attendance=Attendance.DEPUTY).is_present
    assert not Invitation(attendance=Attendance.ABSENT).is_present
