"""The components, the sign-in pages and the error pages, as a browser and axe see them."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import UserFactory

OPEN_PAGES = [
    "/design/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/design/errors/400/",
    "/design/errors/403/",
    "/design/errors/403_csrf/",
    "/design/errors/404/",
    "/design/errors/500/",
    "/design/errors/outage/",
]
OWN_PAGES = [
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/email/",
    "/accounts/reauthenticate/",
]


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("address", OPEN_PAGES)
def test_a_page_open_to_all_breaks_no_rule_of_access(
    open_page, violations, runs_over, address, width
):
    page = open_page(width=width)
    page.goto(address)

    assert violations(page) == []
    assert runs_over(page) <= 0


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("address", OWN_PAGES)
def test_a_page_about_ones_own_account_breaks_no_rule_of_access(
    open_page, violations, runs_over, address, width
):
    page = open_page(width=width, user=UserFactory())
    page.goto(address)

    assert violations(page) == []
    assert runs_over(page) <= 0


def test_nothing_is_wider_than_the_narrowest_window(open_page, runs_over):
    page = open_page(width=320)
    page.goto("/design/")

    assert runs_over(page) <= 0


def test_the_slash_key_goes_to_the_search_unless_somebody_types(open_page):
    page = open_page(user=UserFactory())
    page.goto("/accounts/password/change/")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find-child"

    page.locator("#id_oldpassword").focus()
    page.keyboard.press("/")
    assert page.input_value("#id_oldpassword") == "/"


def test_a_refused_sign_in_leads_to_the_summary_and_keeps_the_name(open_page, violations):
    page = open_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", "nobody")
    page.fill("#id_password", "wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()

    assert page.locator(".govuk-error-summary").evaluate("box => box === document.activeElement")
    assert page.title().startswith("Error: ")
    assert page.input_value("#id_login") == "nobody"
    assert violations(page) == []


def test_a_link_of_the_summary_goes_to_the_box_in_error_without_scripts_too(open_page):
    page = open_page(scripts=False)
    page.goto("/design/")
    page.get_by_role("link", name="Held on must be a real date").click()

    assert page.url.endswith("#id_wrong-held_on_day")


def test_rows_are_added_and_removed_and_counted(open_page):
    page = open_page()
    page.goto("/design/")
    total = page.locator("input[name='form-TOTAL_FORMS']")
    page.get_by_role("button", name="Add another action").click()

    assert page.locator("#id_form-2-what").is_visible()
    assert page.locator("#id_form-2-by_day").get_attribute("name") == "form-2-by_day"
    assert total.input_value() == "3"

    page.get_by_role("button", name="Remove action 1", exact=True).click()
    assert total.input_value() == "2"
    assert page.locator("#id_form-2-what").count() == 0


def test_a_revealed_question_opens_under_its_answer(open_page):
    page = open_page()
    page.goto("/design/")

    assert not page.locator("#id_place").is_visible()
    page.get_by_label("Elsewhere").first.check()
    assert page.locator("#id_place").is_visible()


def test_no_page_holds_a_style_or_a_script_that_the_policy_forbids(open_page):
    page = open_page(scripts=False)
    for address in OPEN_PAGES:
        page.goto(address)
        assert page.locator("[style], style, script:not([src])").count() == 0
