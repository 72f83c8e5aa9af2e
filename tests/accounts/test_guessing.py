"""Guessing passwords is stopped, and nobody is locked out by it (A20)."""

import statistics
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis.exceptions import ConnectionError as RedisAway

from cpms.accounts.models import User
from tests.accounts.signing_in import PASSWORD, WRONG, browser, is_signed_in, sign_in, with_password
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TOO_MANY = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def guesses(monkeypatch):
    """The guesses that reached a password, by account."""
    reached = []
    check = User.check_password

    def counted(self, password):
        reached.append(self.username)
        return check(self, password)

    monkeypatch.setattr(User, "check_password", counted)
    return reached


@pytest.mark.parametrize("addresses", [1, 50])
def test_of_a_thousand_guesses_ten_an_account_reach_the_password(guesses, addresses):
    people = [UserFactory(username=f"target-{n}") for n in range(20)]
    stranger = browser()

    for guess in range(50):
        for number, person in enumerate(people):
            place = f"127.0.1.{1 + (guess * 20 + number) % addresses}"
            sign_in(stranger, person.username, WRONG, REMOTE_ADDR=place)

    assert max(guesses.count(person.username) for person in people) <= 10
    assert len(guesses) == (200 if addresses == 50 else 20)


def test_a_quarter_of_an_hour_later_the_account_is_open_again(time_machine):
    time_machine.move_to("2026-11-24 22:00 +0000")
    person, stranger = with_password(UserFactory()), browser()
    for _ in range(12):
        sign_in(stranger, person.username, WRONG)
    assert TOO_MANY in sign_in(browser(), person.username).content.decode()

    time_machine.move_to("2026-11-24 22:16 +0000")

    assert sign_in(browser(), person.username).status_code == 302


def test_the_night_desk_gets_in_from_its_own_browser_while_somebody_guesses(guesses):
    desk = browser()
    person = with_password(UserFactory(username="night-desk"))
    assert sign_in(desk, "night-desk").status_code == 302
    desk.post("/accounts/logout/")
    stranger = browser()
    for guess in range(40):
        sign_in(stranger, "night-desk", WRONG, REMOTE_ADDR=f"127.0.2.{guess}")
    assert TOO_MANY in sign_in(browser(), "night-desk").content.decode()

    answer = sign_in(desk, "Night-Desk")

    assert answer.status_code == 302
    assert is_signed_in(desk)
    assert person.username == "night-desk"


def test_a_whole_office_behind_one_address_gets_in_from_known_browsers():
    person, desk = with_password(UserFactory()), browser()
    sign_in(desk, person.username)
    desk.post("/accounts/logout/")
    for n in range(30):
        sign_in(browser(), f"somebody-{n}", WRONG)

    assert sign_in(desk, person.username).status_code == 302


def test_a_known_browser_has_ten_guesses_too(guesses):
    person, desk = with_password(UserFactory()), browser()
    sign_in(desk, person.username)
    desk.post("/accounts/logout/")
    guesses.clear()

    for _ in range(15):
        sign_in(desk, person.username, WRONG)

    assert len(guesses) == 10


def test_a_browser_known_for_one_person_is_strange_for_another():
    own, desk = with_password(UserFactory()), browser()
    sign_in(desk, own.username)
    desk.post("/accounts/logout/")
    other = with_password(UserFactory())
    for _ in range(10):
        sign_in(browser(), other.username, WRONG)

    assert TOO_MANY in sign_in(desk, other.username).content.decode()


@pytest.mark.parametrize(
    "spoil", [lambda sent: sent[:-2] + "xx", lambda sent: "", lambda sent: "a:b:c"]
)
def test_the_mark_of_a_known_browser_cannot_be_made_up(settings, spoil):
    person, desk = with_password(UserFactory()), browser()
    sign_in(desk, person.username)
    desk.post("/accounts/logout/")
    cookie = desk.cookies[settings.DEVICE_COOKIE_NAME]
    assert cookie["httponly"]
    desk.cookies[settings.DEVICE_COOKIE_NAME] = spoil(cookie.value)
    for _ in range(10):
        sign_in(browser(), person.username, WRONG)

    assert TOO_MANY in sign_in(desk, person.username).content.decode()


def test_with_the_counter_away_known_browsers_get_in_and_others_wait(monkeypatch):
    person, desk = with_password(UserFactory()), browser()
    sign_in(desk, person.username)
    desk.post("/accounts/logout/")

    class Away:
        def __getattr__(self, name):
            raise RedisAway

    monkeypatch.setattr("allauth.core.internal.ratelimit.cache", Away())

    assert TOO_MANY in sign_in(browser(), person.username).content.decode()
    assert sign_in(desk, person.username).status_code == 302


def test_a_known_name_and_an_unknown_one_get_the_same_answer():
    person, place = with_password(UserFactory(username="known-name")), browser()

    pages = [
        sign_in(place, name, WRONG).content.decode().replace(name, "NAME")
        for name in (person.username, "other-name")
    ]

    assert without_tokens(pages[0]) == without_tokens(pages[1])


def without_tokens(page):
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", page)


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(mailoutbox):
    UserFactory(email="known@example.gov.uk")
    answers, asked = [], []
    for address in ("known@example.gov.uk", "unknown@example.gov.uk"):
        with CaptureQueriesContext(connection) as queries:
            answer = browser().post("/accounts/password/reset/", {"email": address})
        answers.append((answer.status_code, answer["Location"]))
        asked.append(len(queries))

    assert answers[0] == answers[1]
    assert mailoutbox == []  # no page waits for a mail server: the outbox has it


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_known_name_takes_as_long_as_an_unknown_one(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
    with_password(UserFactory(username="known-name"))
    took = {"known-name": [], "other-name": []}
    place = browser()
    for _ in range(500):
        for name, times in took.items():
            cache.clear()
            began = time.perf_counter()
            sign_in(place, name, WRONG)
            times.append(time.perf_counter() - began)

    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) / known < 0.05


def test_the_right_password_still_opens_the_account():
    assert sign_in(browser(), with_password(UserFactory()).username, PASSWORD).status_code == 302
