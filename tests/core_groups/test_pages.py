"""The pages of a core group: recording a meeting on one page, and what is shown of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cpms.accounts.permissions import Role
from cpms.records.moves import perform
from tests.core_groups.test_meeting import held_meeting, recorded
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import TODAY, plan_detailed, plan_ended, plan_outlined

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """It is Tuesday 24 November 2026."""
    monkeypatch.setattr("cpms.records.clock.today", lambda: TODAY)


@pytest.fixture
def lead():
    return UserFactory(name="Sam Specimen")


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def sent_form(plan, **changes):
    """Return the record page as a browser sends it."""
    meeting = plan.core_group.meetings.get()
    members = list(meeting.group.members.all())
    form = {
        "held_on_day": "17",
        "held_on_month": "11",
        "held_on_year": "2026",
        "minutes": "We went through the plan.",
        "next_at_day": "15",
        "next_at_month": "12",
        "next_at_year": "2026",
        "next_at_time": "14:00",
        "members-TOTAL_FORMS": str(len(members)),
        "members-INITIAL_FORMS": str(len(members)),
    }
    for number, member in enumerate(members):
        form[f"members-{number}-member"] = str(member.pk)
        form[f"members-{number}-attendance"] = "in_person"
        form[f"members-{number}-facts"] = "Two visits."
    for need in plan.needs.all():
        prefix = f"need-{need.pk}"
        form |= {
            f"{prefix}-need": need.need,
            f"{prefix}-outcome": need.outcome,
            f"{prefix}-actions-TOTAL_FORMS": "1",
            f"{prefix}-actions-INITIAL_FORMS": "0",
            f"{prefix}-actions-0-what": "Drug screening",
            f"{prefix}-actions-0-why": "so that mornings are calm",
            f"{prefix}-actions-0-owner": f"worker:{plan.lead_professional_id}",
            f"{prefix}-actions-0-by_when_day": "18",
            f"{prefix}-actions-0-by_when_month": "12",
            f"{prefix}-actions-0-by_when_year": "2026",
            f"{prefix}-actions-0-measure": "Six clear screens",
            f"{prefix}-actions-0-progress": "not_begun",
        }
    return form | changes


def send(user, plan, **changes):
    meeting = plan.core_group.meetings.get()
    address = reverse("core_group_meeting-hold", args=[meeting.pk])
    return client_of(user).post(address, sent_form(plan, **changes))


def test_the_first_meeting_is_recorded_on_one_page(lead):
    plan = plan_outlined(lead=lead)

    answer = send(lead, plan)

    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.state == "detailed"
    need = plan.needs.get()
    assert need.by_when == date(2027, 1, 29) or need.by_when is None
    assert plan.core_group.meetings.held().get().contributions.count() == 2


def test_the_page_shows_members_and_the_outline_to_fill(lead):
    plan = plan_outlined(lead=lead)
    meeting = plan.core_group.meetings.get()

    html = (
        client_of(lead).get(reverse("core_group_meeting-hold", args=[meeting.pk])).content.decode()
    )

    assert "Ana Mockford" in html
    assert "Robin lies awake listening." in html
    assert "by Tue 29 Dec 2026 (CG-03)" in html


def test_a_refusal_keeps_everything_that_was_typed(lead):
    plan = plan_outlined(lead=lead)
    need = plan.needs.get()

    answer = send(lead, plan, **{f"need-{need.pk}-actions-0-owner": "", "next_at_day": "26"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“Drug screening”: by whom" in html
    assert "never on a weekend or a bank holiday" in html
    assert "We went through the plan." in html
    assert "Six clear screens" in html
    plan.refresh_from_db()
    assert plan.state == "outlined"


def test_an_error_in_a_row_is_in_the_summary_and_the_title(lead):
    plan = plan_outlined(lead=lead)

    html = send(lead, plan, **{"members-0-attendance": ""}).content.decode()

    assert "<title>Error: " in html
    assert "Choose came." not in html
    assert "Say whether Sam Specimen came." in html


def test_minutes_are_sent_from_a_page_once(lead):
    meeting = held_meeting()
    address = reverse("core_group_meeting-minutes", args=[meeting.pk])
    worker = UserFactory()
    assert client_of(worker).post(address).status_code == 302

    again = client_of(worker).post(address)

    assert again.status_code == 422
    assert "already (CG-06)" in again.content.decode()


def test_the_group_page_says_what_to_do_next(lead):
    plan = plan_detailed(lead=lead)
    address = reverse("core_group", args=[plan.core_group.pk])

    html = client_of(lead).get(address).content.decode()
    assert "Record the meeting of Tue 17 Nov 2026" in html

    recorded(plan.core_group.meetings.get())
    html = client_of(lead).get(address).content.decode()
    assert "Send the minutes of Tue 17 Nov 2026" in html


def test_a_held_meeting_shows_reports_and_minutes(lead):
    meeting = held_meeting()

    html = client_of(UserFactory()).get(meeting.get_absolute_url()).content.decode()

    assert "Two visits." in html
    assert "The group went through the plan." in html


def test_a_meeting_is_planned_moved_and_cancelled_from_pages(lead):
    plan = plan_detailed(lead=lead)
    client = client_of(lead)
    when = {
        "planned_at_day": "15",
        "planned_at_month": "12",
        "planned_at_year": "2026",
        "planned_at_time": "10:00",
    }

    client.post(reverse("core_group_meeting-plan", args=[plan.core_group.pk]), when)
    meeting = plan.core_group.meetings.last()
    client.post(
        reverse("core_group_meeting-move", args=[meeting.pk]), when | {"planned_at_day": "16"}
    )
    meeting.refresh_from_db()
    assert meeting.day == date(2026, 12, 16)
    client.post(reverse("core_group_meeting-cancel", args=[meeting.pk]), {"reason": "Snow"})
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_a_member_sees_the_group_until_the_plan_ends_and_not_after():
    partner = UserFactory(role=Role.PARTNER, team=None)
    plan = plan_detailed(practitioners=[PractitionerFactory(user=partner)])
    address = reverse("core_group", args=[plan.core_group.pk])
    client = client_of(partner)

    assert client.get(address).status_code == 200
    day = date(2026, 11, 20)
    died = {"died_on": day, "known_by": "The hospital", "has_concerns": False, "today": day}
    perform(plan.child, "record_death", by=None, **died)
    assert client.get(address).status_code == 404


def test_the_page_of_a_child_leads_to_the_group_or_says_that_there_is_none(lead):
    plan = plan_ended(plan_detailed(lead=lead))
    client = client_of(lead)

    answer = client.get(reverse("core-group-of-child", args=[plan.child_id]))
    assert answer.url == f"/core-groups/{plan.core_group.pk}/"
    other = ChildFactory(team=lead.team)
    html = client.get(reverse("core-group-of-child", args=[other.pk])).content.decode()
    assert "There is no core group" in html
