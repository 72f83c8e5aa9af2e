"""The pages of a plan: what they show, to whom, and what they keep when refused."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.records.moves import perform
from plans.models import Action, Need
from plans.services import take_out
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import (
    TODAY,
    plan_detailed,
    plan_ended,
    plan_outlined,
    with_action,
    with_need,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """It is Tuesday 24 November 2026."""
    monkeypatch.setattr("cpms.records.clock.today", lambda: TODAY)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lead():
    return UserFactory(name="Sam Specimen")


def page(user, name, *args, **query):
    return client_of(user).get(reverse(name, args=args), query)


def test_the_plan_shows_needs_outcomes_actions_and_what_is_late(lead):
    plan = plan_detailed(lead=lead)
    with_action(plan, what="Non-molestation order", by_when=date(2026, 11, 20))

    html = page(lead, "plan", plan.pk).content.decode()

    assert "Robin lies awake listening." in html
    assert "Robin sleeps and feels safe at home." in html
    assert "2 actions: 1 on track, 1 overdue" in html
    assert "2 working days late and nobody has said why" in html
    assert "Make the changes version 3" in html


def test_an_action_that_is_not_smart_is_a_warning_and_no_block(lead):
    plan = plan_detailed(lead=lead)
    with_action(plan, what="Support with reading", owner="", by_when=None, measure="")

    html = page(lead, "plan", plan.pk).content.decode()

    assert "Not SMART" in html
    assert "No named person." in html
    plan = perform(plan, "revise", by=None, revised_on=TODAY, today=TODAY)
    assert plan.versions.count() == 3


def test_the_page_of_a_child_leads_to_the_plan_or_says_that_there_is_none(lead):
    plan = plan_outlined(lead=lead)
    assert page(lead, "plan-of-child", plan.child_id).url == f"/plans/{plan.pk}/"

    other = ChildFactory(team=lead.team)
    assert "There is no plan" in page(lead, "plan-of-child", other.pk).content.decode()


def test_who_does_not_see_the_child_does_not_see_the_plan():
    plan = plan_outlined()
    assert page(UserFactory(team=None), "plan", plan.pk).status_code == 404


def test_a_member_of_the_core_group_reads_the_plan_and_writes_nothing():
    partner = UserFactory(role=Role.PARTNER, team=None)
    plan = plan_detailed(practitioners=[PractitionerFactory(user=partner)])

    html = page(partner, "plan", plan.pk).content.decode()

    assert "Drug screening" in html
    assert "Change the words" not in html
    assert page(partner, "plan-words", plan.pk).status_code == 403


def test_an_owner_reports_on_their_own_action_and_on_no_other():
    partner = UserFactory(role=Role.PARTNER, team=None)
    nurse = PractitionerFactory(user=partner)
    plan = plan_detailed(practitioners=[nurse])
    own = with_action(plan, what="Weigh Robin", owner=f"practitioner:{nurse.pk}")
    other = plan.needs.get().actions.first()

    answer = client_of(partner).post(
        reverse("action-progress", args=[own.pk]),
        {
            "progress": "done",
            "done_on_day": "20",
            "done_on_month": "11",
            "done_on_year": "2026",
            "progress_note": "",
        },
    )

    assert answer.status_code == 302
    own.refresh_from_db()
    assert own.done_on == date(2026, 11, 20)
    assert page(partner, "action-progress", other.pk).status_code == 404


def need_form(need, **changes):
    return {
        "need": need.need,
        "outcome": need.outcome,
        "measure": "",
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        "actions-0-what": "Read with Robin",
        "actions-0-why": "so that school feels good",
        "actions-0-owner": "",
        "actions-0-measure": "A book a week",
    } | changes


def test_a_need_is_written_with_its_actions_on_one_page(lead):
    plan = plan_outlined(lead=lead)
    need = plan.needs.get()
    sent = need_form(need, **{"actions-0-owner": f"worker:{lead.pk}"})

    answer = client_of(lead).post(reverse("need", args=[need.pk]), sent)

    assert answer.status_code == 302
    action = need.actions.get()
    assert (action.what, action.worker) == ("Read with Robin", lead)


def test_a_wrong_day_keeps_everything_that_was_typed(lead):
    plan = plan_outlined(lead=lead)
    need = plan.needs.get()
    sent = need_form(need, **{"actions-0-by_when_day": "31", "actions-0-by_when_month": "2"})

    answer = client_of(lead).post(reverse("need", args=[need.pk]), sent)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "By when must include a year" in html
    assert "Read with Robin" in html
    assert "<title>Error: " in html
    assert not Action.objects.exists()


def test_a_need_is_added_to_a_plan_that_one_sees(lead):
    plan = plan_outlined(lead=lead)
    sent = need_form(Need(need="Robin misses Dad.", outcome="Robin sees Dad safely."))

    client_of(lead).post(reverse("need-add", args=[plan.pk]), sent)

    assert plan.needs.count() == 2
    stranger = UserFactory(team=None)
    assert client_of(stranger).post(reverse("need-add", args=[plan.pk]), sent).status_code == 404


def test_an_action_of_another_need_is_not_changed_through_this_page(lead):
    plan = plan_detailed(lead=lead)
    other = with_need(plan)
    action = plan.needs.first().actions.get()
    sent = need_form(other, **{"actions-0-action": str(action.pk)})

    answer = client_of(lead).post(reverse("need", args=[other.pk]), sent)

    assert answer.status_code == 422
    action.refresh_from_db()
    assert action.what == "Drug screening"


def test_a_plan_that_may_not_be_made_detailed_says_what_is_missing(lead):
    plan = plan_outlined(lead=lead)

    html = page(lead, "plan-detail", plan.pk).content.decode()

    assert "This cannot be done yet" in html
    assert "Still bare" in html


def test_the_form_sent_twice_makes_one_version(lead):
    plan = plan_detailed(lead=lead)
    with_action(plan, what="Another")
    sent = {
        "form_token": "6f0f5d3e-3c3a-4b0f-9a65-0d6a1c9f3b11",
        "revised_on_day": "24",
        "revised_on_month": "11",
        "revised_on_year": "2026",
    }
    client = client_of(lead)

    for _ in range(2):
        assert client.post(reverse("plan-revise", args=[plan.pk]), sent).status_code == 302

    assert plan.versions.count() == 3


def test_two_versions_are_compared_in_words(lead):
    plan = plan_detailed(lead=lead)

    html = page(lead, "plan-compare", plan.pk, earlier=1, later=2).content.decode()

    assert "Added</b>action “Drug screening”" in html


def test_the_plan_is_read_as_it_stood_at_the_end_of_a_day(lead):
    plan = plan_detailed(lead=lead)
    take_out(plan.needs.get().actions.get(), reason="Done", on=TODAY, by=None)
    died = {"died_on": TODAY, "known_by": "Certificate", "has_concerns": False, "today": TODAY}
    perform(plan.child, "record_death", by=None, **died)

    def as_of(day, month):
        query = {"on_day": day, "on_month": month, "on_year": 2026}
        return page(lead, "plan-as-of", plan.pk, **query).content.decode()

    assert "There was no plan on that day" in as_of(3, 11)
    assert "Version 1, outline" in as_of(16, 11)
    assert "Drug screening" not in as_of(16, 11)
    assert "Drug screening" in as_of(17, 11)
    assert "The plan ended on Tue 24 Nov 2026" in as_of(24, 11)


def test_an_earlier_version_is_read_by_its_number(lead):
    plan = plan_detailed(lead=lead)

    html = page(lead, "plan-as-of", plan.pk, version=1).content.decode()

    assert "Child protection plan as of Wednesday 4 November 2026" in html
    assert "Version 1, outline" in html
    assert "Drug screening" not in html
    assert "There is a problem" not in html


def test_a_plan_that_ended_shows_what_follows_it_and_nothing_to_write(lead):
    plan = plan_ended(plan_detailed(lead=lead))

    html = page(lead, "plan", plan.pk).content.decode()

    assert "This plan ended on Tue 2 Feb 2027." in html
    assert "Child in need plan" in html
    assert "Change the words" not in html


def test_taking_out_asks_why(lead):
    plan = plan_detailed(lead=lead)
    need = plan.needs.get()

    answer = client_of(lead).post(reverse("need-take-out", args=[need.pk]), {"reason": ""})

    assert answer.status_code == 422
    assert "Why is it taken out?" in answer.content.decode()


def test_the_banner_says_that_the_child_is_on_a_plan_and_since_when(lead):
    plan = plan_outlined(lead=lead)

    html = page(lead, "plan", plan.pk).content.decode()

    assert "On a plan: emotional abuse, since Wed 4 Nov 2026" in html


def test_the_plan_asks_the_database_as_often_for_many_actions_as_for_few(
    lead, django_assert_max_num_queries
):
    plan = plan_detailed(lead=lead)
    client = client_of(lead)
    address = reverse("plan", args=[plan.pk])
    few = _queries(client, address)
    for number in range(5):
        need = with_need(plan, need=f"Need {number}")
        for _ in range(4):
            with_action(plan, what=f"Action {need.pk}")

    assert _queries(client, address) <= few + 1


def _queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
