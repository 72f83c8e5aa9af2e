"""Sessions begin anew, end in time, and give back what was being typed (A10, A18, A19)."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cpms.accounts import kept_text
from cpms.accounts.kept_text import KeptText
from cpms.accounts.permissions import Role
from cpms.children.models import Address, Child
from tests.accounts.signing_in import PASSWORD, browser, is_signed_in, sign_in, with_password
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db

LINES = "4 Sample Row, behind the bakery"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    cache.clear()
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def person():
    return with_password(UserFactory())


@pytest.fixture
def desk(person):
    """A browser in which the person has signed in."""
    place = browser()
    assert sign_in(place, person.username).status_code == 302
    return place


@pytest.fixture
def form(person):
    """The address of a form that takes a long text."""
    return reverse("add-address", args=[ChildFactory(team=person.team).pk])


def typed(lines=LINES):
    return {"lines": lines, "from_on_day": "23", "from_on_month": "11", "from_on_year": "2026"}


def test_sign_in_gives_the_session_a_new_identity(person, settings):
    place = browser()
    place.get("/accounts/login/")
    place.session["before"] = "x"
    place.session.save()
    before = place.cookies.get(settings.SESSION_COOKIE_NAME)

    sign_in(place, person.username)

    after = place.cookies[settings.SESSION_COOKIE_NAME].value
    assert before is None or before.value != after


def test_a_session_cookie_kept_from_before_sign_out_opens_nothing(desk, settings):
    kept = desk.cookies[settings.SESSION_COOKIE_NAME].value
    desk.post("/accounts/logout/")
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept

    assert not is_signed_in(thief)


def test_sign_out_tells_the_browser_to_forget(desk):
    assert desk.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_changed_password_ends_the_other_sessions(desk, person):
    other = browser()
    sign_in(other, person.username)

    answer = desk.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "meadow-tunnel-31", "password2": "meadow-tunnel-31"},
    )

    assert answer.status_code == 302
    assert is_signed_in(desk)
    assert not is_signed_in(other)


def test_own_other_sessions_are_listed_and_ended(desk, person):
    other = browser(headers={"user-agent": "The other desk"})
    sign_in(other, person.username)
    assert "The other desk" in desk.get(reverse("usersessions_list")).content.decode()

    desk.post(reverse("usersessions_list"))

    assert is_signed_in(desk)
    assert not is_signed_in(other)


@pytest.mark.parametrize(("minutes", "still"), [(19, True), (21, False)])
def test_twenty_minutes_without_a_page_end_the_session(desk, time_machine, minutes, still):
    time_machine.move_to(f"2026-11-23 10:{minutes} +0000")

    assert is_signed_in(desk) is still


def test_pages_opened_meanwhile_lengthen_it_until_twelve_hours_are_over(desk, time_machine):
    hours = [f"2026-11-23 {10 + n // 4}:{n % 4 * 15:02} +0000" for n in range(1, 48)]
    for moment in hours:
        time_machine.move_to(moment)
        assert desk.get("/").status_code == 200

    time_machine.move_to("2026-11-23 22:01 +0000")
    answer = desk.get("/")

    assert answer["Location"] == "/accounts/login/?next=%2F&why=long"
    assert "twelve hours" in desk.get(answer["Location"]).content.decode()


def test_a_page_that_asks_by_itself_does_not_lengthen_it(desk, time_machine):
    for minute in (5, 10, 15, 19):
        time_machine.move_to(f"2026-11-23 10:{minute:02} +0000")
        assert desk.get("/session/left/", headers={"Sec-Fetch-Dest": "empty"}).json()["left"] > 0

    time_machine.move_to("2026-11-23 10:21 +0000")

    assert desk.get("/").status_code == 302


def test_what_was_typed_when_the_session_ended_is_there_after_sign_in(
    desk, form, person, time_machine
):
    time_machine.move_to("2026-11-23 10:21 +0000")

    answer = desk.post(form, typed() | {"csrfmiddlewaretoken": "x"})

    assert answer["Location"].startswith("/accounts/login/?next=%2Fchildren")
    assert "why=inactive" in answer["Location"]
    assert not Address.objects.exists()
    sign_page = desk.get(answer["Location"]).content.decode()
    assert LINES not in sign_page
    assert "given back to you" in sign_page
    back = sign_in_at(desk, answer["Location"], person)
    shown = desk.get(back).content.decode()
    assert back == form
    assert LINES in shown
    assert "signed out before this was saved" in shown


def sign_in_at(place, address, person):
    from urllib.parse import parse_qs, urlsplit

    after = parse_qs(urlsplit(address).query)["next"][0]
    answer = place.post(
        "/accounts/login/", {"login": person.username, "password": PASSWORD, "next": after}
    )
    return answer["Location"]


def test_once_it_is_saved_nothing_of_it_is_kept(desk, form, person, time_machine):
    time_machine.move_to("2026-11-23 10:21 +0000")
    answer = desk.post(form, typed())
    sign_in_at(desk, answer["Location"], person)
    fields = KeptText.objects.get().fields.dict()
    page = desk.get(form).content.decode()
    assert LINES in page

    saved = desk.post(form, fields | {"children": Child.objects.get().pk})

    assert saved.status_code == 302
    assert not KeptText.objects.exists()


def test_a_session_gone_altogether_keeps_the_text_for_who_signed_in_last_from_here(
    desk, form, person
):
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()

    answer = desk.post(form, typed())

    assert "why=ended" in answer["Location"]
    kept = KeptText.objects.get()
    assert kept.user == person
    assert LINES in kept.words


def test_a_stranger_s_post_keeps_nothing(form):
    answer = browser().post(form, typed())

    assert answer["Location"].startswith("/accounts/login/")
    assert not KeptText.objects.exists()


def test_nobody_else_at_the_desk_is_shown_what_was_typed(desk, form, time_machine):
    time_machine.move_to("2026-11-23 10:21 +0000")
    desk.post(form, typed())
    other = with_password(UserFactory())
    sign_in(desk, other.username)

    assert LINES not in desk.get(form).content.decode()
    assert LINES not in desk.get(reverse("kept-texts")).content.decode()


def test_passwords_and_tokens_are_never_kept(person, rf):
    sent = rf.post("/x/", {"oldpassword": "secret", "csrfmiddlewaretoken": "y", "code": "123"}).POST

    kept_text.keep(person, "/x/", sent)

    assert not KeptText.objects.exists()


def test_a_text_without_a_page_of_its_own_waits_in_a_list_until_it_is_put_away(desk, person, rf):
    kept_text.keep(person, "/gone/", rf.post("/gone/", {"words": "Some words of mine"}).POST)
    page = desk.get(reverse("kept-texts")).content.decode()
    assert "Some words of mine" in page

    desk.post(reverse("kept-texts"), {"text": KeptText.objects.get().pk})

    assert "Nothing is kept for you" in desk.get(reverse("kept-texts")).content.decode()


def test_at_most_twenty_texts_are_kept_for_one_person(person, rf):
    for n in range(25):
        kept_text.keep(person, f"/{n}/", rf.post("/", {"words": "Some words"}).POST)
    kept_text.keep(person, "/long/", rf.post("/", {"words": "x" * 400_000}).POST)

    assert KeptText.objects.count() == 20
    assert not KeptText.objects.filter(path__in=["/0/", "/long/"]).exists()


def test_the_page_s_own_script_hands_over_what_was_typed_and_signs_out(desk, form, person):
    answer = desk.post(reverse("kept-texts"), typed(), headers={"X-Kept-For": form})

    assert answer.json() == {"kept": True}
    assert KeptText.objects.get().path == form
    assert not is_signed_in(desk)


def test_every_page_says_until_when_one_stays_signed_in_and_how_to_stay(desk):
    page = desk.get("/").content.decode()

    assert "signed out at <time>10:20</time>" in page
    assert 'href="/session/stay/"' in page
    assert "Until 10:20" in desk.get("/session/stay/").content.decode()
    assert desk.post("/session/stay/").json()["left"] > 1100


def test_a_closed_account_s_very_next_request_is_refused_in_every_window(person):
    windows = [browser() for _ in range(5)]
    for window in windows:
        sign_in(window, person.username)
    person.is_active = False
    person.save()

    assert [is_signed_in(window) for window in windows] == [False] * 5


def test_a_role_that_ended_yesterday_opens_nothing_in_a_session_that_goes_on(desk, person):
    administrator = with_password(UserFactory(role=Role.ADMINISTRATOR))
    place = browser()
    sign_in(place, administrator.username)
    assert place.get(reverse("accounts")).status_code == 200
    held = administrator.roles_held.get()
    held.held_until = held.held_from.replace(year=2026, month=11, day=22)
    held.save()

    assert place.get(reverse("accounts")).status_code == 403
