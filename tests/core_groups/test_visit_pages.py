"""The pages of visits: ten seconds at the door, the list, and what follows."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core_groups.models import Visit
from core_groups.visits import keeping_key
from cpms.accounts.permissions import Role
from cpms.records.moves import perform
from cpms.records.submissions import new_token
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import plan_detailed
from tests.factories.visits import missed, visited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    """It is Tuesday 24 November 2026, five in the afternoon."""
    with time_machine.travel(datetime(2026, 11, 24, 17, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def worker():
    return UserFactory(name="Sam Specimen")


@pytest.fixture
def client(worker):
    signed_in = Client()
    signed_in.force_login(worker)
    return signed_in


def robin(**kwargs):
    return ChildFactory(given_name="Robin", **kwargs)


AT_THE_DOOR = {
    "visited_at_day": "24",
    "visited_at_month": "11",
    "visited_at_year": "2026",
    "visited_at_time": "16:10",
    "visitor_name": "Sam Specimen",
    "was_seen": "yes",
    "was_alone": "yes",
    "place": "home",
    "childs_words": "I slept in my own bed all week.",
}


def save(client, child, **said):
    return client.post(reverse("visit-add", args=[child.pk]), AT_THE_DOOR | said)


def test_a_visit_is_recorded_with_four_answers(client):
    child = robin()

    answer = save(client, child)

    assert answer.status_code == 302
    visit = Visit.objects.get()
    assert (visit.was_seen, visit.was_alone, visit.place) == (True, True, "home")
    assert visit.childs_words == "I slept in my own bed all week."
    assert visit.visited_at == datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
    assert "Seen alone" in client.get(answer["Location"]).content.decode()


def test_the_form_shows_the_moment_and_when_the_child_was_last_seen(client):
    child = robin()
    visited(child, at=datetime(2026, 11, 13, 15, 0, tzinfo=UTC), place="school")

    html = client.get(reverse("visit-add", args=[child.pk])).content.decode()

    assert "Last seen Fri 13 Nov 2026, alone, school" in html
    assert "Did you see Robin?" in html
    assert 'value="17:00"' in html


def test_a_form_sent_twice_from_a_poor_network_is_one_visit(client):
    child, token = robin(), new_token()

    first = save(client, child, form_token=token)
    again = save(client, child, form_token=token)

    assert first["Location"] == again["Location"]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"was_alone": ""}, "Say whether you saw Robin alone."),
        ({"was_seen": "no"}, "Say why Robin was not seen."),
        ({"place": "elsewhere"}, "Say where it was."),
        ({"visited_at_time": "18:00"}, "cannot lie in the future"),
    ],
)
def test_what_is_missing_is_said_and_the_childs_words_are_kept(client, said, refusal):
    answer = save(client, robin(), **said)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert refusal in html
    assert "I slept in my own bed all week." in html
    assert not Visit.objects.exists()


def test_what_the_other_answer_asked_for_is_dropped(client):
    save(client, robin(), was_seen="no", not_seen_reason="asleep", is_bedroom_seen="on")

    visit = Visit.objects.get()
    assert (visit.was_alone, visit.childs_words, visit.is_bedroom_seen) == (False, "", False)


def test_a_visit_that_arrives_after_the_case_was_closed_is_explained_and_kept(client):
    child = robin()
    perform(child, "close", by=None, closed_on=date(2026, 11, 24))

    answer = save(client, child)

    assert answer.status_code == 422
    assert "was closed meanwhile" in answer.content.decode()
    assert "I slept in my own bed all week." in answer.content.decode()


def test_brothers_and_sisters_seen_are_ticked_on_the_same_page(client):
    child = robin()
    wren = ChildFactory(family=child.family, given_name="Wren")
    stranger = ChildFactory(given_name="Pip")

    save(client, child, also_seen=[str(wren.pk)])
    refused = save(client, child, also_seen=[str(stranger.pk)], visited_at_time="15:00")

    assert Visit.objects.filter(child=wren, was_seen=True).count() == 1
    assert refused.status_code == 422
    assert not Visit.objects.filter(child=stranger).exists()


def test_the_list_puts_the_plan_of_action_on_top(client):
    child = robin()
    missed(child, at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    visit = missed(child)

    html = client.get(reverse("visits-of-child", args=[child.pk])).content.decode()

    assert "was not seen on two visits in a row" in html
    assert reverse("visit-plan-of-action", args=[visit.pk]) in html


def test_the_list_asks_for_what_follows_from_resistance(client):
    child = robin()
    visit = visited(child, resistance="Asleep upstairs.")

    html = client.get(reverse("visits-of-child", args=[child.pk])).content.decode()

    assert reverse("visit-resistance", args=[visit.pk]) in html


def test_the_list_reads_twenty_visits_as_it_reads_two(client, constant_queries):
    child = robin()
    days = iter(range(1, 24))

    def add(number):
        for _ in range(number):
            visited(child, at=datetime(2026, 11, next(days), 9, 0, tzinfo=UTC))

    constant_queries(reverse("visits-of-child", args=[child.pk]), add)


def test_a_plan_of_action_is_recorded_on_its_page(client):
    child = robin()
    missed(child, at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    visit = missed(child)
    address = reverse("visit-plan-of-action", args=[visit.pk])
    form = {
        "agreed_on_day": "24",
        "agreed_on_month": "11",
        "agreed_on_year": "2026",
        "police": "PC 4417 Trial",
        "steps": "Together today at 18:00.",
        "is_strategy_discussion_held": "yes",
        "strategy_discussion_reason": "Today.",
        "is_legal_meeting_held": "no",
        "legal_meeting_reason": "Not before the joint visit.",
        "is_review_brought_forward": "no",
        "review_reason": "",
    }

    refused = client.post(address, form)
    done = client.post(address, form | {"review_reason": "After the strategy discussion."})

    assert refused.status_code == 422
    assert "whether and why (CG-12)" in refused.content.decode()
    html = client.get(done["Location"]).content.decode()
    assert "Agreed with PC 4417 Trial." in html
    assert "Legal planning meeting: considered, not now." in html


def test_emergency_action_is_asked_about_where_resistance_continues(client):
    child = robin()
    first = visited(child, at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC), resistance="Asleep.")
    second = visited(child, resistance="Asleep again.")
    question = "Emergency action: taken or not, and why"

    pages = [
        client.get(reverse("visit-resistance", args=[one.pk])).content.decode()
        for one in (first, second)
    ]

    assert [question in html for html in pages] == [False, True]


def test_a_visit_is_completed_at_the_desk(client):
    visit = visited(robin(), concern="Bruise on the arm.")
    address = reverse("visit-complete", args=[visit.pk])

    assert "Bruise on the arm." in client.get(address).content.decode()
    client.post(address, {"childs_words": "I slept well.", "concern": "Bruise, left arm."})

    visit.refresh_from_db()
    assert visit.concern == "Bruise, left arm."


def test_how_often_is_agreed_on_the_page_of_the_group(client, worker):
    plan = plan_detailed(robin(), lead=worker)
    form = {
        "every_days": "10",
        "agreed_on_day": "24",
        "agreed_on_month": "11",
        "agreed_on_year": "2026",
    }

    client.post(reverse("core_group-visits", args=[plan.core_group.pk]), form)

    html = client.get(reverse("visits-of-child", args=[plan.child.pk])).content.decode()
    assert "To be seen again by Fri 4 Dec 2026" in html


def test_the_key_that_keeps_a_visit_in_the_browser_is_each_persons_own():
    one, other = UserFactory(), UserFactory()

    assert keeping_key(one) == keeping_key(one)
    assert keeping_key(one)["key"] != keeping_key(other)["key"]
    assert keeping_key(one)["owner"] != keeping_key(other)["owner"]


def test_a_partner_of_the_core_group_sees_no_visits():
    partner = UserFactory(role=Role.PARTNER, team=None)
    plan = plan_detailed(robin(), practitioners=[PractitionerFactory(user=partner)])
    visit = visited(plan.child)
    signed_in = Client()
    signed_in.force_login(partner)

    assert signed_in.get(reverse("visit", args=[visit.pk])).status_code == 404
    assert signed_in.get(reverse("visits-of-child", args=[plan.child.pk])).status_code == 403
