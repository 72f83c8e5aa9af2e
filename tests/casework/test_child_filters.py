"""The list of children narrowed by what conferences and plans know of them."""

import pytest

from cpms.accounts.permissions import Role
from tests.factories import ChildFactory, UserFactory
from tests.factories.plans import plan_detailed
from tests.factories.strategy_discussions import discussion_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.UNIT_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def families(officer):
    """One child on a plan for neglect, one in an enquiry, one with neither."""
    planned = ChildFactory(given_name="Planned")
    plan = plan_detailed(planned)
    enquired = ChildFactory(given_name="Enquired")
    discussion_at("section_47_initiated", children=[enquired])
    ChildFactory(given_name="Neither")
    return plan


def shown(client, address):
    page = client.get(f"/children/?{address}").content.decode()
    return {name for name in ("Planned", "Enquired", "Neither") if f"{name} Demo" in page}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", {"Planned", "Enquired", "Neither"}),
        ("status=plan", {"Planned"}),
        ("status=section-47", {"Enquired"}),
        ("status=neither", {"Neither"}),
        ("status=before", set()),
        ("status=nonsense", {"Planned", "Enquired", "Neither"}),
        ("category=nonsense&chair=0", {"Planned", "Enquired", "Neither"}),
    ],
)
def test_the_list_is_narrowed_by_status(client, families, address, found):
    assert shown(client, address) == found


def test_the_list_is_narrowed_by_category_and_by_chair(client, families):
    plan = families
    others = {"physical", "emotional", "sexual", "neglect"} - {plan.category}

    assert shown(client, f"category={plan.category}") == {"Planned"}
    assert shown(client, f"category={others.pop()}") == set()
    assert shown(client, f"chair={plan.decision.conference.chair_id}") == {"Planned"}


def test_a_row_says_the_category_and_since_when_and_so_does_the_file(client, families):
    page = client.get("/children/?status=plan").content.decode()
    file = client.get("/children/?status=plan&as=csv").content.decode()

    for shown_in in (page, file):
        assert families.get_category_display() in shown_in
        assert str(families.started_on.year) in shown_in


def test_the_list_asks_as_often_for_twenty_plans_as_for_two(client, officer, constant_queries):
    def add(count):
        for _ in range(count):
            plan_detailed(ChildFactory())

    constant_queries("/children/", add)
