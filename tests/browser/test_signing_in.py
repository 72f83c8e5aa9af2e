"""Signing in with a real Chromium: the second step, passkeys, the desk that others use."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from cpms.accounts.kept_text import KeptText
from cpms.accounts.permissions import Role
from tests.accounts.signing_in import PASSWORD, with_password
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "CNRY-CHILDNAME"


@pytest.fixture(autouse=True)
def _fresh(settings):
    cache.clear()


@pytest.fixture
def person():
    return with_password(UserFactory(username="sam-signs-in", role=Role.SOCIAL_WORKER))


def enter(page, path="/"):
    page.goto(path)
    page.get_by_label("Username").fill("sam-signs-in")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_authenticator(page):
    """Give the browser a key of its own, as a telephone or a laptop has one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_person_led_to_a_second_step_sets_a_code_up_and_signs_in_with_it(
    open_page, person, settings, violations
):
    settings.SECOND_STEP = ["all"]
    page = open_page()
    enter(page)
    assert page.get_by_text("Your role needs a second step").is_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Set it up").click()
    secret = page.locator(".secret").inner_text()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    page.get_by_label("code").fill(code_for(secret))
    page.get_by_role("button", name="Switch it on").click()
    page.goto("/")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.url.endswith("/")

    cache.clear()
    second = open_page(scripts=False)
    enter(second)
    second.get_by_label("code").fill(code_for(secret))
    second.get_by_role("button", name="Sign in", exact=True).click()
    assert second.url.endswith("/")


def code_for(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_a_passkey_is_added_and_signs_in_as_second_step_and_alone(open_page, person, violations):
    page = open_page()
    with_authenticator(page)
    enter(page)
    page.goto("/accounts/2fa/")
    assert violations(page) == []
    page.get_by_role("link", name="Add a passkey").click()
    assert violations(page) == []
    page.get_by_label("What do you call it?").fill("desk")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("recovery-codes"))
    kept = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert kept.wrap().name == "desk"
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_text("desk").first.is_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Sign out").click()
    enter(page)
    assert violations(page) == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(re.compile(r":\d+/$"))

    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    assert page.get_by_role("button", name="Sign out").is_visible()


def test_after_sign_out_the_back_button_and_the_storage_show_nothing(open_page, person):
    child = ChildFactory(family_name=CANARY, team=person.team)
    page = open_page()
    enter(page)
    paths = [child.get_absolute_url(), "/children/", f"{child.get_absolute_url()}people/"] * 3
    for path in [*paths, child.get_absolute_url()]:
        page.goto(path)
        assert CANARY in page.content()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/accounts/login/"))

    for step in [page.go_back] * 10 + [page.go_forward] * 3:
        step(wait_until="load")
        assert CANARY not in page.content()
    kept = page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage},"
        " await indexedDB.databases(), await caches.keys()])"
    )
    assert CANARY not in kept


def test_the_pages_ask_nothing_of_any_other_origin(open_page, person, live_server):
    child = ChildFactory(team=person.team)
    page, elsewhere = open_page(), []
    page.on(
        "request",
        lambda request: (
            request.url.startswith((live_server.url, "data:")) or elsewhere.append(request.url)
        ),
    )
    enter(page)
    for path in (
        "/", "/children/", child.get_absolute_url(), "/notices/", "/timescales/", "/design/",
        "/children/register/", "/accounts/2fa/", "/accounts/sessions/", "/session/kept/",
        "/no-such-page/",
    ):  # fmt: skip
        page.goto(path)
        page.wait_for_load_state("networkidle")

    assert elsewhere == []


def test_text_that_would_run_is_shown_and_does_not(open_page, person):
    """Names and addresses with markup stay words, on the pages that show them (A34)."""
    payload = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    child = ChildFactory(
        family_name=payload[:60], given_name="<svg onload=alert(3)>", team=person.team
    )
    page, dialogs = open_page(), []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    enter(page)
    for path in ("/children/", child.get_absolute_url(), f"{child.get_absolute_url()}people/"):
        page.goto(path)
        assert "<svg onload" in page.inner_text("main") or "<img src" in page.inner_text("body")

    assert dialogs == []


def test_before_the_end_the_page_warns_keeps_what_was_typed_and_leaves(
    open_page, person, settings, violations
):
    settings.SESSION_IDLE_SECONDS = 100
    child = ChildFactory(team=person.team)
    page = open_page()
    page.clock.install()
    enter(page)
    page.goto(f"{child.get_absolute_url()}addresses/add/")
    form = page.url
    page.get_by_label("Address", exact=True).fill("4 Sample Row, behind the bakery")
    page.clock.run_for(6000)
    warning = page.get_by_role("alert").filter(has_text="soon be signed out")
    warning.wait_for()
    assert violations(page) == []
    settings.SESSION_IDLE_SECONDS = 10
    page.clock.run_for(6000)
    page.wait_for_url(re.compile("why=inactive"))

    assert "bakery" in KeptText.objects.get(path=urlsplit(form).path).query
    page.get_by_label("Username").fill("sam-signs-in")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    settings.SESSION_IDLE_SECONDS = 1200
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(form)
    assert (
        page.get_by_label("Address", exact=True).input_value() == "4 Sample Row, behind the bakery"
    )


def test_staying_signed_in_takes_one_press(open_page, person, settings):
    settings.SESSION_IDLE_SECONDS = 100
    page = open_page()
    page.clock.install()
    enter(page)
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto("/notices/")
    page.clock.run_for(6000)
    page.get_by_role("alert").filter(has_text="soon").wait_for()
    settings.SESSION_IDLE_SECONDS = 1200

    page.get_by_role("alert").get_by_role("button", name="Stay signed in").click()

    page.get_by_role("alert").filter(has_text="soon").wait_for(state="hidden")
