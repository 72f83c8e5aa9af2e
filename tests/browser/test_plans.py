"""A plan and its core group in a real browser: rules of access, on a desk and on a phone."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from cpms.records.moves import perform
from plans.services import report_progress
from tests.browser.conftest import DESK, PHONE
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import (
    FIRST_MEETING_ON,
    TODAY,
    plan_detailed,
    plan_outlined,
    with_action,
    with_need,
)

PICTURES = os.environ.get("CPMS_PICTURES")


@pytest.fixture
def lead(db):
    return UserFactory(name="Sam Specimen", telephone="01632 960 214")


def robin(**kwargs):
    return ChildFactory(given_name="Robin", **kwargs)


def full_plan(lead):
    """Return a plan with work done, work late, and an action that is not SMART."""
    nurse = PractitionerFactory(name="Ana Mockford", job_title="Family worker")
    plan = plan_detailed(robin(), lead=lead, practitioners=[nurse])
    late = {"what": "Ask the solicitor about the order", "by_when": date(2026, 11, 18)}
    with_action(plan, **late, owner=f"practitioner:{nurse.pk}")
    done = with_action(plan, what="Safety plan for home", by_when=date(2026, 11, 20))
    said = {"progress": "done", "done_on": date(2026, 11, 19), "progress_note": ""}
    report_progress(done, said, today=TODAY, by=None)
    need = with_need(plan)
    vague = {"what": "Support Robin with reading", "owner": "", "by_when": None, "measure": ""}
    action = with_action(plan, **vague)
    action.need = need
    action.save()
    return perform(plan, "revise", by=lead, revised_on=date(2026, 11, 20), today=TODAY)


def addresses(plan):
    meeting = plan.core_group.meetings.first()
    action = plan.needs.first().actions.first()
    return [
        reverse("plan", args=[plan.pk]),
        reverse("plan-as-of", args=[plan.pk]),
        reverse("plan-compare", args=[plan.pk]),
        reverse("plan-words", args=[plan.pk]),
        reverse("need", args=[plan.needs.first().pk]),
        reverse("need-add", args=[plan.pk]),
        reverse("need-take-out", args=[plan.needs.first().pk]),
        reverse("action-progress", args=[action.pk]),
        reverse("plan-circulate", args=[plan.pk]),
        reverse("core_group", args=[plan.core_group.pk]),
        reverse("core_group_meeting", args=[meeting.pk]),
        reverse("core_group_meeting-hold", args=[meeting.pk]),
        reverse("core_group_meeting-move", args=[meeting.pk]),
    ]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_a_plan_and_its_group_break_no_rule_of_access(
    open_page, violations, runs_over, lead, width
):
    plan = full_plan(lead)
    page = open_page(width=width, user=lead)
    for address in addresses(plan):
        page.goto(address)
        picture(page, f"{address.strip('/').replace('/', '-')}-{width}")
        assert violations(page) == [], address
        assert runs_over(page) <= 0, address


def picture(page, name):
    """Keep a picture where somebody wants to look at the pages."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_first_core_group_is_recorded_on_a_tablet(open_page, lead, scripts):
    plan = plan_outlined(robin(), lead=lead)
    meeting, need = plan.core_group.meetings.get(), plan.needs.get()
    page = open_page(width=768, user=lead, scripts=scripts)
    page.goto(reverse("core_group_meeting-hold", args=[meeting.pk]))

    for number in range(2):
        page.select_option(f"[name=members-{number}-attendance]", "in_person")
    first = f"need-{need.pk}-actions-0"
    page.fill(f"[name={first}-what]", "Drug screening")
    page.fill(f"[name={first}-why]", "so that mornings are calm")
    page.select_option(f"[name={first}-owner]", f"worker:{lead.pk}")
    fill_day(page, f"{first}-by_when", date(2026, 12, 18))
    page.fill(f"[name={first}-measure]", "Six clear screens")
    fill_day(page, "held_on", FIRST_MEETING_ON)
    fill_day(page, "next_at", FIRST_MEETING_ON + timedelta(days=35))
    page.fill("[name=next_at_time]", "14:00")
    page.get_by_role("button", name="Record the meeting").click()
    page.wait_for_load_state()
    picture(page, f"refused-{scripts}")

    assert "Enter minutes." in page.inner_text(".govuk-error-summary")
    assert page.input_value(f"[name={first}-what]") == "Drug screening"

    page.fill("[name=minutes]", "We made the plan.")
    page.get_by_role("button", name="Record the meeting").click()
    page.wait_for_url("**" + reverse("core_group_meeting", args=[meeting.pk]))
    plan.refresh_from_db()
    assert plan.state == "detailed"


def fill_day(page, name, day):
    for part in ("day", "month", "year"):
        page.fill(f"[name={name}_{part}]", str(getattr(day, part)))
