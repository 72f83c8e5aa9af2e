"""A conference on its day in a real browser: two people write, nothing is lost (A25, F13)."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from conferences.models import Passage
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind
from tests.browser.conftest import DESK, PHONE
from tests.factories import UserFactory
from tests.factories.meetings import (
    family_of,
    give_views,
    held,
    invite,
    opened,
    settle_all,
    speaker,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def conference():
    """Three siblings: one clear, one equal split, one not quorate."""
    ash, bay, cedar = family_of("Ash", "Bay", "Cedar")
    found = opened(ash, bay, cedar)
    for agency in ("Mockshire Police", "Pear Tree Primary", "School nursing"):
        speaker(found, agency).knows.set([ash, bay])
    invite(found, "Little Acorn Nursery", AgencyKind.EDUCATION, knows=[cedar])
    by_child = {row.child: row for row in found.decisions.all()}
    give_views(by_child[ash], "plan", "plan", "plan", "plan")
    give_views(by_child[bay], "plan", "plan", "no_plan", "no_plan")
    give_views(by_child[cedar], "plan")
    settle_all(by_child[ash], contingency="", review_on=None)
    return found


def day(conference):
    return reverse("conference-day", args=[conference.pk])


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_page_of_the_day_breaks_no_rule_of_access(
    open_page, violations, runs_over, conference, width
):
    page = open_page(width=width, user=conference.chair)
    page.goto(day(conference))

    assert violations(page) == []
    assert runs_over(page) <= 0


def test_without_scripts_a_passage_is_saved_by_its_button(open_page, conference):
    page = open_page(user=conference.chair, scripts=False)
    page.goto(day(conference))

    box(page).fill("Saved by the button.")
    page.get_by_role("button", name="Save item 1").click()

    assert page.url.endswith("?item=1#item-1")
    assert box(page).input_value() == "Saved by the button."


def test_the_pages_round_it_break_no_rule_of_access(open_page, violations, runs_over, conference):
    page = open_page(width=PHONE, user=conference.chair)
    decision = conference.decisions.first()
    for part in ("test", "outline", "core-group", "first-core-group", "step-down"):
        page.goto(reverse("decision-settle", args=[decision.pk, part]))
        assert (part, violations(page), runs_over(page)) == (part, [], 0)
    for address in (
        reverse("decision-close", args=[decision.pk]),
        reverse("attendance-add", args=[conference.pk]),
        reverse("decision-view", args=[decision.pk, speaker(conference, "Mockshire Police").pk]),
    ):
        page.goto(address)
        assert (address, violations(page), runs_over(page)) == (address, [], 0)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_page_after_breaks_no_rule_of_access(open_page, violations, runs_over, width):
    after = held()
    page = open_page(width=width, user=after.chair)
    mother = after.invitations.get(person__isnull=False)
    for address in (
        reverse("conference-after", args=[after.pk]),
        reverse("decision-for", args=[after.pk, mother.pk]),
        reverse("decision-send", args=[after.pk]),
    ):
        page.goto(address)
        assert (address, violations(page), runs_over(page)) == (address, [], 0)


def box(page):
    return page.locator("#item-1 textarea[name=text]")


def words(page):
    return page.locator("#item-1 .save__words")


def test_minutes_save_themselves_while_somebody_types(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))

    box(page).press_sequentially("Everyone said who they are.")

    expect(words(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d:\d\d$"))
    passage = Passage.objects.get(conference=conference, position=1)
    assert passage.text == "Everyone said who they are."


def test_minutes_are_saved_on_leaving_the_box(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))

    box(page).fill("Said and left.")
    with page.expect_response(re.compile("autosave")):
        page.locator("#item-2 summary").click()

    assert Passage.objects.get(conference=conference, position=1).text == "Said and left."


def two_writers(open_page, conference):
    """Two windows on the same passage: the chair's has saved, the officer's has not."""
    chair = open_page(user=conference.chair)
    officer = open_page(user=UserFactory(role=Role.UNIT_OFFICER, name="Jo Placeholder"))
    for page in (chair, officer):
        page.goto(day(conference))
    box(officer).fill("Jo’s words.")
    box(chair).fill("The chair’s words.")
    with chair.expect_response(re.compile("autosave")):
        box(chair).blur()
    with officer.expect_response(re.compile("autosave")):
        box(officer).blur()
    return chair, officer


def test_two_people_writing_the_same_passage_are_both_shown(open_page, violations, conference):
    _, officer = two_writers(open_page, conference)

    clash = officer.locator("#item-1 .clash")
    expect(clash).to_be_visible()
    expect(clash.locator(".clash__who")).to_have_text("Morgan Trial")
    assert clash.locator(".clash__theirs").input_value() == "The chair’s words."
    assert box(officer).input_value() == "Jo’s words."
    assert violations(officer) == []


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("both", "The chair’s words.\n\nJo’s words."),
        ("mine", "Jo’s words."),
        ("theirs", "The chair’s words."),
    ],
)
def test_the_second_writer_decides_what_stands_and_every_wording_stays_in_history(
    open_page, conference, choice, text
):
    _, officer = two_writers(open_page, conference)

    officer.locator(f"#item-1 [data-clash={choice}]").click()

    expect(words(officer)).to_have_text(re.compile("^Saved"))
    expect(box(officer)).to_have_value(text)
    officer.wait_for_load_state("networkidle")
    passage = Passage.objects.get(conference=conference, position=1)
    assert passage.text == text
    assert "The chair’s words." in set(passage.history.values_list("text", flat=True))


def test_who_is_signed_out_is_told_and_keeps_the_words(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))
    page.context.clear_cookies()

    box(page).fill("Typed after the session ended.")
    box(page).blur()

    expect(words(page)).to_contain_text("you are signed out")
    assert box(page).input_value() == "Typed after the session ended."


def test_who_loses_the_line_is_told_and_saved_when_it_is_back(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))
    page.context.set_offline(True)
    box(page).fill("Typed without a line.")
    box(page).blur()
    expect(words(page)).to_contain_text("the service does not answer")

    page.context.set_offline(False)

    expect(words(page)).to_have_text(re.compile("^Saved"))
    saved = Passage.objects.get(conference=conference, position=1)
    assert saved.text == "Typed without a line."


def test_the_browser_keeps_nothing_that_was_typed(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))
    box(page).fill("A canary.")
    box(page).blur()
    expect(words(page)).to_have_text(re.compile("^Saved"))

    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})") == "{}"


def test_the_live_parts_follow_what_others_do(open_page, conference):
    page = open_page(user=conference.chair)
    page.goto(day(conference))
    cedar = page.locator(".quo li", has_text="Cedar")
    expect(cedar).to_contain_text("not quorate")
    other = open_page(user=UserFactory(role=Role.UNIT_OFFICER))
    other.goto(day(conference))

    other.locator("#attendance summary").click()
    other.get_by_role("button", name=re.compile("^Here")).first.click()

    expect(page.locator("#here .came li", has_text="Nursery")).to_contain_text(
        "in person since", timeout=20_000
    )
