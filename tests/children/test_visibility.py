"""Who sees which child: by role, or by a relation that holds today."""

from datetime import date

import pytest
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.children.models import Allocation, Child
from cpms.children.relations import relations_of
from cpms.children.services import allocate
from tests.factories import ChildFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_social_worker_sees_the_children_of_the_own_team_and_no_others():
    mine, other = ChildFactory(), ChildFactory(team=TeamFactory(name="West team"))
    worker = UserFactory()

    assert list(Child.objects.visible_to(worker)) == [mine]
    assert relations_of(worker, mine.pk, date(2026, 11, 23)) == ["team"]
    assert relations_of(worker, other.pk, date(2026, 11, 23)) == []


def test_a_lead_professional_of_another_team_sees_the_child_until_the_last_day():
    child = ChildFactory(team=TeamFactory(name="West team"))
    worker = UserFactory()
    Allocation.objects.create(
        child=child, worker=worker, from_on=date(2026, 11, 2), until_on=date(2026, 11, 20)
    )

    assert list(Child.objects.visible_to(worker, on=date(2026, 11, 20))) == [child]
    assert not Child.objects.visible_to(worker, on=date(2026, 11, 21)).exists()


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.NIGHT_DESK, Role.HEAD_OF_SERVICE])
def test_some_roles_see_every_child(role):
    child = ChildFactory(team=TeamFactory(name="West team"))

    assert list(Child.objects.visible_to(UserFactory(role=role))) == [child]


@pytest.mark.parametrize("role", [Role.PARTNER, Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_some_roles_see_no_child_without_a_relation(role):
    ChildFactory()

    assert not Child.objects.visible_to(UserFactory(role=role)).exists()


def test_a_person_who_has_left_sees_nothing():
    ChildFactory()

    assert not Child.objects.visible_to(UserFactory(is_active=False)).exists()


def test_a_new_lead_professional_ends_the_former_allocation():
    child, first, second = ChildFactory(), UserFactory(), UserFactory()
    manager = UserFactory(role=Role.TEAM_MANAGER)

    allocate(child, first, on=date(2026, 11, 2), by=manager)
    allocate(child, second, on=date(2026, 11, 23), by=manager)

    assert [a.worker for a in child.allocations.all()] == [second, first]
    assert child.allocations.filter(until_on__isnull=True).get().worker == second


def test_a_relation_lets_a_partner_know_of_the_child_and_opens_no_case_file():
    child, partner = ChildFactory(), UserFactory(role=Role.PARTNER)
    Allocation.objects.create(child=child, worker=partner, from_on=date(2026, 11, 2))

    assert list(Child.objects.visible_to(partner, on=date(2026, 11, 20))) == [child]
    assert not Child.objects.open_to(partner, on=date(2026, 11, 20)).exists()


def test_a_relation_that_is_enough_opens_what_it_is_about():
    child, partner = ChildFactory(), UserFactory(role=Role.PARTNER)
    Allocation.objects.create(child=child, worker=partner, from_on=date(2026, 11, 2))

    opened = Child.objects.open_to(partner, on=date(2026, 11, 20), or_as="lead professional")
    other = Child.objects.open_to(partner, on=date(2026, 11, 20), or_as="team")

    assert (list(opened), list(other)) == ([child], [])


@pytest.mark.parametrize("page", ["child", "chronology", "child-people", "strategy-discussions"])
def test_a_partner_with_a_relation_is_refused_the_pages_of_the_case_file(client, page):
    child, partner = ChildFactory(), UserFactory(role=Role.PARTNER)
    Allocation.objects.create(child=child, worker=partner, from_on=date(2026, 1, 5))
    client.force_login(partner)

    assert client.get(reverse(page, args=[child.pk])).status_code == 403
