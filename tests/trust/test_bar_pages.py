"""The pages on which a record is restricted, its readers changed, and conflicts declared."""

import re

import pytest
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.children.models import Child, Conflict, Restriction
from cpms.children.services import allocate
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.trust import in_conflict, restricted

pytestmark = pytest.mark.django_db


@pytest.fixture
def child():
    return ChildFactory(given_name="Wren")


@pytest.fixture
def head(client):
    user = UserFactory(role=Role.HEAD_OF_SERVICE)
    client.force_login(user)
    return user


def text_of(client, name, *args):
    """Return the text of a page."""
    return client.get(reverse(name, args=args)).content.decode()


def test_a_record_is_restricted_on_a_page_that_proposes_the_lead_professional(client, head, child):
    lead, manager = UserFactory(), UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    allocate(child, lead, on=child.events.get().happened_on, by=None)
    address = reverse("restrict-child", args=[child.pk])
    assert re.search(rf'value="{lead.pk}"[^>]* checked', client.get(address).content.decode())

    sent = {"kind": "protected", "reason": "New identity.", "readers": [lead.pk, manager.pk]}
    response = client.post(address, sent, follow=True)

    assert "The record is restricted: R-" in response.content.decode()
    assert "which child it is, and why it is restricted, is not shown" in response.content.decode()
    assert not Child.objects.visible_to(head).exists()
    assert list(Child.objects.visible_to(lead)) == [child]


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, head, child):
    sent = {"kind": "protected", "reason": "New identity.", "readers": [UserFactory().pk]}

    response = client.post(reverse("restrict-child", args=[child.pk]), sent)

    assert response.status_code == 422
    assert "Name a Quality Assurance Manager" in response.content.decode()
    assert "New identity." in response.content.decode()


def test_the_list_of_restrictions_names_no_child(client, head, child):
    restricted(child)

    page = text_of(client, "restrictions")

    assert Restriction.objects.get().reference in page
    assert "2 readers" not in page
    assert "1 reader" in page
    assert "Wren" not in page + text_of(client, "restriction", Restriction.objects.get().pk)


def test_a_head_of_service_who_is_no_reader_names_others_and_lifts(client, head, child):
    restricted(child)
    restriction = Restriction.objects.get()
    second = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)

    client.post(
        reverse("restriction-readers", args=[restriction.pk]),
        {"reason": "The first has left.", "readers": [second.pk, head.pk]},
    )
    assert list(Child.objects.visible_to(head)) == [child]
    assert "A parent works in the East team." in text_of(client, "restriction", restriction.pk)
    assert "This record is restricted" in text_of(client, "child-access", child.pk)

    client.post(reverse("restriction-lift", args=[restriction.pk]), {"reason": "Over."})
    assert list(Child.objects.visible_to(UserFactory())) == [child]


def test_the_child_page_says_why_one_sees_the_child(client, child):
    client.force_login(UserFactory())
    assert "As team." in text_of(client, "child-access", child.pk)

    client.force_login(UserFactory(role=Role.NIGHT_DESK))
    assert "By your role: Emergency Duty Team." in text_of(client, "child-access", child.pk)


def test_a_conflict_is_declared_also_by_who_has_no_part_in_the_case(client):
    child = ChildFactory(given_name="Wren", team=TeamFactory(name="West team"))
    user = UserFactory()
    client.force_login(user)
    address = reverse("declare-conflict", args=[child.pk])
    assert "This child" not in client.get(address).content.decode()

    response = client.post(address, {"person": user.pk, "kind": "neighbour"}, follow=True)

    assert f"neighbour, case {child.case_number}" in response.content.decode()
    assert "Wren" not in response.content.decode()
    assert client.get(child.get_absolute_url()).status_code == 404


def test_a_social_worker_declares_for_nobody_else_on_the_page(client, child):
    client.force_login(UserFactory())

    response = client.post(
        reverse("declare-conflict", args=[child.pk]),
        {"person": UserFactory().pk, "kind": "neighbour"},
    )

    assert response.status_code == 422
    assert not Conflict.objects.exists()


def test_a_conflict_is_ended_by_the_head_of_service(client, head, child):
    conflict = in_conflict(UserFactory(), child)
    assert "End it" in text_of(client, "conflicts")

    client.post(reverse("conflict-end", args=[conflict.pk]), {"reason": "They have moved."})

    assert Conflict.objects.get().state == "ended"


def test_each_sees_the_own_conflicts_and_governance_all(client, child):
    conflict = in_conflict(UserFactory(name="Sam Close"), child)
    client.force_login(UserFactory())
    assert "Sam Close" not in text_of(client, "conflicts")

    client.force_login(UserFactory(role=Role.INFORMATION_GOVERNANCE))
    assert "Sam Close" in text_of(client, "conflicts")

    client.force_login(conflict.user)
    assert "Sam Close" in text_of(client, "conflicts")
