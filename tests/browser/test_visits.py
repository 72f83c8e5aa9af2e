"""A visit on a phone: ten seconds, with and without a network, never twice (CG-14)."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from core_groups.models import Visit
from cpms.design.forms import MomentField
from tests.browser.conftest import DESK, PHONE
from tests.factories import ChildFactory, UserFactory
from tests.factories.plans import plan_detailed
from tests.factories.visits import missed, visited

PICTURES = os.environ.get("CPMS_PICTURES")
FIRST_TRY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
WORDS = "I slept in my own bed all week."


@pytest.fixture
def worker(db):
    return UserFactory(name="Sam Specimen")


@pytest.fixture
def robin(worker):
    return plan_detailed(ChildFactory(given_name="Robin"), lead=worker).child


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def at_the_door(page, child):
    page.goto(reverse("visit-add", args=[child.pk]))
    page.get_by_role("group", name="Did you see Robin?").get_by_text("Yes").click()
    page.get_by_role("group", name="Alone?").get_by_text("Yes").click()
    page.get_by_role("group", name="Where?").get_by_text("Home").click()
    page.fill("[name=childs_words]", WORDS)


def kept(page):
    return page.evaluate(
        "Object.entries(localStorage).filter(([k]) => k.startsWith('cpms.visit.'))"
    )


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_of_visits_break_no_rule_of_access(
    open_page, violations, runs_over, robin, width
):
    worker = robin.plans.get().lead_professional
    ChildFactory(family=robin.family, given_name="Wren")
    missed(robin, at=FIRST_TRY, resistance="Asleep upstairs.")
    visit = missed(robin)
    page = open_page(width=width, user=worker)
    addresses = [
        reverse("visit-add", args=[robin.pk]),
        reverse("visits-of-child", args=[robin.pk]),
        *(reverse(name, args=[visit.pk]) for name in ("visit", "visit-plan-of-action")),
        reverse("visit-complete", args=[visit.pk]),
        reverse("core_group-visits", args=[robin.plans.get().core_group.pk]),
    ]
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        picture(page, f"{address.strip('/').replace('/', '-')}-{width}")
        assert violations(page) == [], address
        assert runs_over(page) <= 0, address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visit_is_recorded_with_four_touches_also_without_scripts(
    open_page, worker, robin, scripts
):
    page = open_page(width=PHONE, user=worker, scripts=scripts)
    at_the_door(page, robin)
    picture(page, f"visit-{scripts}")

    page.get_by_role("button", name="Save visit").click()
    page.wait_for_url("**" + reverse("visits-of-child", args=[robin.pk]))

    assert WORDS in page.inner_text("main")
    assert Visit.objects.get().was_alone


def test_without_signal_the_visit_is_kept_and_goes_by_itself_once(open_page, worker, robin):
    page = open_page(width=PHONE, user=worker)
    at_the_door(page, robin)

    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    page.wait_for_selector("text=No signal.")
    picture(page, "visit-offline")
    ((_, row),) = kept(page)
    assert WORDS not in row  # encrypted where it lies
    assert not Visit.objects.exists()

    page.context.set_offline(False)
    page.wait_for_url("**" + reverse("visits-of-child", args=[robin.pk]))
    assert Visit.objects.get().childs_words == WORDS
    assert kept(page) == []


def test_an_answer_that_was_lost_does_not_record_the_visit_twice(open_page, worker, robin):
    page = open_page(width=PHONE, user=worker)
    at_the_door(page, robin)
    address = reverse("visit-add", args=[robin.pk])
    lost = []

    def lose_the_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(f"**{address}", lose_the_answer)
    page.get_by_role("button", name="Save visit").click()
    page.wait_for_selector("text=No signal.")
    assert Visit.objects.count() == 1

    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**" + reverse("visits-of-child", args=[robin.pk]))
    assert Visit.objects.count() == 1


def test_what_was_typed_survives_a_page_that_was_lost(open_page, worker, robin):
    page = open_page(width=PHONE, user=worker)
    at_the_door(page, robin)
    page.wait_for_selector("text=Kept on this phone")

    page.reload()
    page.wait_for_selector("text=is not recorded yet")

    assert page.input_value("[name=childs_words]") == WORDS
    assert page.is_checked("[name=was_seen][value=yes]")
    page.get_by_role("button", name="Start afresh").click()
    page.wait_for_function("!document.querySelector('[name=childs_words]').value")
    assert kept(page) == []


def test_another_person_on_the_same_phone_cannot_read_what_was_kept(open_page, worker, robin):
    page = open_page(width=PHONE, user=worker)
    at_the_door(page, robin)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    page.wait_for_selector("text=No signal.")
    rows = page.evaluate("({...localStorage})")
    page.goto("about:blank")
    page.context.set_offline(False)

    other = open_page(width=PHONE, user=UserFactory(name="Lee Other", team=worker.team))
    other.goto(reverse("visit-add", args=[robin.pk]))
    other.evaluate("(rows) => Object.assign(localStorage, rows)", rows)
    other.reload()
    other.wait_for_load_state("networkidle")

    assert other.input_value("[name=childs_words]") == ""
    assert not Visit.objects.exists()
    assert kept(other) != []


def test_a_visit_that_meanwhile_stands_on_record_is_explained(open_page, worker, robin):
    page = open_page(width=PHONE, user=worker)
    at_the_door(page, robin)
    visited(robin, at=moment_on(page), by=worker, now=moment_on(page), today=moment_on(page).date())

    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    page.wait_for_selector("text=No signal.")
    page.context.set_offline(False)
    page.wait_for_selector("text=on record already")

    picture(page, "visit-conflict")
    assert page.input_value("[name=childs_words]") == WORDS
    assert Visit.objects.count() == 1


def moment_on(page):
    """Return the moment that stands in the form."""
    names = ("day", "month", "year", "time")
    boxes = [page.input_value(f"[name=visited_at_{name}]") for name in names]
    return MomentField(label="Moment").to_python(boxes)
