"""Signing in with the council's own account, against a real provider on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse

from cpms import security
from cpms.accounts.models import User
from cpms.accounts.permissions import Role
from tests.accounts.identity_provider import CLIENT, SECRET, IdentityProvider
from tests.accounts.signing_in import browser, is_signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(settings):
    """The council's sign-in, and this service told of it."""
    cache.clear()
    provider = IdentityProvider()
    settings.SINGLE_SIGN_ON_NAME = "Example Council"
    settings.SOCIALACCOUNT_PROVIDERS = security.single_sign_on(
        provider.address, "Example Council", CLIENT, SECRET, ["council.example"]
    )
    yield provider
    provider.close()


@pytest.fixture
def sam():
    user = UserFactory(email="Sam@Council.example")
    user.set_unusable_password()
    user.save()
    return user


def go(place, **sent):
    """Sign in as a browser does: here, there, and back here; return the last answer."""
    there = place.post(reverse("single-sign-on"), sent)
    assert there.status_code == 302, there.content
    back = requests.get(there["Location"], allow_redirects=False, timeout=10).headers["Location"]
    where = urlsplit(back)
    assert where.path == reverse("single-sign-on-callback")
    return place.get(f"{where.path}?{where.query}")


def test_who_has_an_account_is_found_by_the_address_and_afterwards_by_the_subject(council, sam):
    place = browser()

    answer = go(place, next="/notices/")

    assert answer["Location"] == "/notices/"
    assert is_signed_in(place)
    assert SocialAccount.objects.get().user == sam
    asked = council.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) > 20
    council.person["email"] = "sam.married@council.example"
    later = browser()
    go(later)
    assert is_signed_in(later)
    assert SocialAccount.objects.count() == 1


def test_who_has_no_account_is_refused_in_plain_words_and_none_is_made(council, sam):
    council.person |= {"sub": "subject-2", "email": "somebody@council.example"}
    place = browser()

    answer = go(place)

    assert answer.status_code == 403
    assert "nobody has made an account for you" in answer.content.decode()
    assert not is_signed_in(place)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


LIES = {
    "another nonce": ({"nonce": "made-up"}, {}),
    "no nonce": ({"nonce": None}, {}),
    "for somebody else": ({"aud": "another-client"}, {}),
    "by somebody else": ({"iss": "https://elsewhere.example/"}, {}),
    "expired": ({"exp": 1_700_000_000}, {}),
    "without an end": ({"exp": None}, {}),
    "without a subject": ({"sub": None}, {}),
    "another key": ({}, {"key": True}),
    "an unknown key": ({}, {"kid": "2"}),
    "not signed": ({}, {"alg": "none"}),
    "signed by a word": ({}, {"alg": "HS256"}),
    "no token": ({}, {"no_token": True}),
    "cancelled": ({}, {"cancel": True}),
}


@pytest.mark.parametrize(("says", "lies"), LIES.values(), ids=LIES.keys())
def test_a_token_that_is_not_right_in_every_point_signs_nobody_in(council, sam, says, lies):
    council.says, council.lies = says, lies
    place = browser()

    answer = go(place)
    if answer.status_code == 302:
        answer = place.get(answer["Location"])

    assert "You are not signed in" in answer.content.decode()
    assert not is_signed_in(place)


def test_an_address_that_nobody_vouches_for_finds_no_account(council, settings):
    UserFactory(email="sam@elsewhere.example")
    council.person["email"] = "sam@elsewhere.example"

    assert go(browser()).status_code == 403

    council.person["email_verified"] = True
    assert go(browser()).status_code == 302


def test_an_address_of_two_accounts_finds_neither(council, sam):
    UserFactory(email="sam@council.example")

    assert go(browser()).status_code == 403


def test_a_closed_account_is_not_opened_by_the_council_s_sign_in(council, sam):
    sam.is_active = False
    sam.save()
    place = browser()

    answer = go(place)

    assert answer["Location"] == reverse("account_inactive")
    assert not is_signed_in(place)


def test_an_answer_cannot_be_played_back_in_another_browser(council, sam):
    there = browser().post(reverse("single-sign-on"))
    back = requests.get(there["Location"], allow_redirects=False, timeout=10).headers["Location"]
    thief = browser()

    thief.get(f"{urlsplit(back).path}?{urlsplit(back).query}")

    assert not is_signed_in(thief)


def test_a_grave_act_asks_the_council_s_sign_in_once_more(council, time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")
    chief = UserFactory(email="sam@council.example", role=Role.ADMINISTRATOR)
    chief.set_unusable_password()
    chief.save()
    place = browser()
    go(place)
    assert place.get(reverse("make-account")).status_code == 200
    time_machine.move_to("2026-11-23 10:06 +0000")

    asked = place.get(reverse("make-account"))

    assert asked["Location"].startswith(reverse("single-sign-on-confirm"))
    back = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    assert "Confirm with" in place.get(asked["Location"]).content.decode()
    answer = go(place, next=back)
    assert council.asked[-1]["prompt"] == "login"
    assert answer["Location"] == reverse("make-account")
    assert place.get(reverse("make-account")).status_code == 200


def test_who_signed_in_there_needs_no_second_step_here(council, sam, settings):
    settings.SECOND_STEP = ["all"]
    place = browser()
    go(place)

    assert place.get("/").status_code == 200


def test_while_the_council_s_sign_in_is_away_the_page_says_so(council, sam):
    council.close()

    answer = browser().post(reverse("single-sign-on"))

    assert "You are not signed in" in answer.content.decode()


def test_without_the_setting_there_is_no_such_way(client):
    assert client.post(reverse("single-sign-on")).status_code == 404
    assert client.get(reverse("single-sign-on-callback")).status_code == 404


def test_the_policy_lets_the_one_form_lead_there_and_nothing_else():
    policy = security.content_security_policy("https://login.example/tenant/v2.0")["DIRECTIVES"]

    assert policy["form-action"] == ["'self'", "https://login.example"]
    assert policy["script-src"] == ["'self'"]
