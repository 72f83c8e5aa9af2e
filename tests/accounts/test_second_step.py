"""The second step: demanded by role and by setting, and its secrets kept encrypted."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from cpms.accounts.permissions import Role
from tests.accounts.signing_in import PASSWORD, browser, is_signed_in, sign_in, with_password
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def person():
    return with_password(UserFactory(role=Role.HEAD_OF_SERVICE))


def code_for(secret):
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def set_up(place):
    """Set an authenticator app up as the page shows it; return its secret."""
    page = place.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret if page.context else secret_in(page.content.decode())
    place.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


def secret_in(page):
    return page.partition('class="secret">')[2].partition("<")[0]


@pytest.mark.parametrize(
    ("setting", "led"),
    [([], False), (["all"], True), (["head_of_service"], True), (["administrator"], False)],
)
def test_who_must_have_one_is_led_to_set_it_up_before_anything_else(settings, person, setting, led):
    settings.SECOND_STEP = setting
    place = browser()
    sign_in(place, person.username)

    answers = [place.get(address) for address in ("/", reverse("children"), reverse("notices"))]

    assert [answer.status_code for answer in answers] == [302 if led else 200] * 3
    if led:
        assert answers[0]["Location"] == reverse("mfa_index") + "?demanded=yes"
        assert "Your role needs a second step" in place.get(answers[0]["Location"]).content.decode()
        assert place.post("/accounts/logout/").status_code == 302


def test_once_it_is_set_up_it_opens_the_pages_and_is_asked_for_at_each_sign_in(settings, person):
    settings.SECOND_STEP = ["all"]
    place = browser()
    sign_in(place, person.username)
    secret = set_up(place)
    assert place.get("/").status_code == 200
    other = browser()

    half = sign_in(other, person.username)

    assert half["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(other)
    other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(other)
    cache.clear()  # the app's code of this half minute was used to set it up
    other.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert is_signed_in(other)


def test_a_code_is_used_once(person):
    place = browser()
    sign_in(place, person.username)
    secret = set_up(place)
    cache.clear()
    windows = [browser(), browser()]
    for window in windows:
        sign_in(window, person.username)
        window.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert [is_signed_in(window) for window in windows] == [True, False]


def test_a_recovery_code_works_once(person):
    place = browser()
    sign_in(place, person.username)
    set_up(place)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = codes.get_unused_codes()[0]
    windows = [browser(), browser()]
    for window in windows:
        sign_in(window, person.username)
        window.post(reverse("mfa_authenticate"), {"code": code})

    assert [is_signed_in(window) for window in windows] == [True, False]


def test_codes_are_guessed_ten_times_at_most(person, monkeypatch):
    place = browser()
    sign_in(place, person.username)
    set_up(place)
    tried = []
    check = totp.TOTP.validate_code
    monkeypatch.setattr(
        totp.TOTP, "validate_code", lambda self, code: (tried.append(code), check(self, code))[1]
    )
    other = browser()
    sign_in(other, person.username)

    for number in range(30):
        place_of = f"127.0.3.{number}"
        other.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}, REMOTE_ADDR=place_of)

    assert len(tried) == 10


def test_the_database_alone_does_not_tell_a_secret(person):
    place = browser()
    sign_in(place, person.username)
    secret = set_up(place)

    kept = [str(one.data) for one in Authenticator.objects.all()]

    assert len(kept) == 2
    assert all(secret not in text for text in kept)
    assert all("gAAAA" in text for text in kept)


def test_taking_it_away_leads_to_setting_it_up_again(settings, person):
    settings.SECOND_STEP = ["all"]
    place = browser()
    sign_in(place, person.username)
    set_up(place)
    assert place.get("/").status_code == 200

    place.post(reverse("mfa_deactivate_totp"))

    assert place.get("/").status_code == 302


def test_setting_it_up_long_after_signing_in_asks_who_it_is(person, time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")
    place = browser()
    sign_in(place, person.username, PASSWORD)
    time_machine.move_to("2026-11-23 10:06 +0000")

    answer = place.get(reverse("mfa_activate_totp"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
