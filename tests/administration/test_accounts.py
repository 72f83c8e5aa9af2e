"""Joiners, movers and leavers: made, changed and closed by an administrator, with history."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from cpms.accounts.models import RoleHeld, Team, User
from cpms.accounts.permissions import Role
from cpms.administration import services
from cpms.records.guards import Refused
from cpms.timescales.models import Dispatch
from tests.accounts.signing_in import PASSWORD, browser, is_signed_in, sign_in, with_password
from tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
NEW = "meadow-tunnel-31"


@pytest.fixture(autouse=True)
def _monday(time_machine):
    cache.clear()
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def administrator():
    return with_password(UserFactory(role=Role.ADMINISTRATOR, username="administrator"))


@pytest.fixture
def desk(administrator):
    """A browser in which the administrator has just signed in."""
    place = browser()
    sign_in(place, "administrator")
    return place


def joiner(**changes):
    return {
        "name": "Ada Joiner", "username": "ada", "email": "Ada@example.gov.uk",
        "job_title": "Social worker", "telephone": "01632 960 001", "role": Role.SOCIAL_WORKER,
        "held_from_day": "23", "held_from_month": "11", "held_from_year": "2026",
    } | changes  # fmt: skip


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def test_a_joiner_gets_an_account_a_role_and_a_link_that_sets_the_password_once(desk):
    team = TeamFactory(name="West team")
    answer = desk.post(reverse("make-account"), joiner(team=team.pk))
    ada = User.objects.get(username="ada")
    assert answer["Location"] == reverse("account", args=[ada.pk])
    assert not ada.has_usable_password()
    assert (ada.email, ada.team) == ("ada@example.gov.uk", team)
    message = Dispatch.objects.get()
    assert message.to == "ada@example.gov.uk"
    assert "Ada" not in message.subject + message.body

    place, link = browser(), link_in(message)
    for scanner in (browser(), browser()):  # a link scanner opens it and uses nothing up
        scanner.head(link)
        scanner.get(link)
    form = place.get(link)["Location"]
    done = place.post(form, {"password1": NEW, "password2": NEW})

    assert done.status_code == 302
    assert sign_in(place, "ada", NEW).status_code == 302
    assert "no longer works" in browser().get(link).content.decode()


def test_a_link_older_than_three_days_no_longer_works(desk, time_machine):
    desk.post(reverse("make-account"), joiner())
    link = link_in(Dispatch.objects.get())

    time_machine.move_to("2026-11-26 10:01 +0000")

    assert "no longer works" in browser().get(link).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "ADMINISTRATOR"}, "Another account has this user name"),
        ({"email": "TAKEN@example.gov.uk"}, "Another account has this e-mail address"),
        ({"name": ""}, "Name"),
        ({"held_from_month": "13"}, "must be a real date"),
    ],
)
def test_a_wrong_entry_makes_no_account_and_keeps_what_was_typed(desk, changes, words):
    UserFactory(email="taken@example.gov.uk")

    answer = desk.post(reverse("make-account"), joiner(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "01632 960 001" in answer.content.decode()
    assert not User.objects.filter(job_title="Social worker").exists()
    assert not Dispatch.objects.exists()


def test_a_mover_s_team_changes_with_its_history(desk, administrator):
    person = UserFactory(team=TeamFactory(name="East team"))
    west = TeamFactory(name="West team")
    facts = {"name": person.name, "email": person.email, "team": west.pk}

    desk.post(reverse("change-account", args=[person.pk]), facts)

    person.refresh_from_db()
    assert person.team == west
    page = desk.get(reverse("account", args=[person.pk])).content.decode()
    assert "Changed: team" in page
    assert person.history.first().history_user == administrator


def test_a_role_is_given_from_a_day_to_a_day_and_counts_on_those_days_only(desk, time_machine):
    person = UserFactory(role=Role.SOCIAL_WORKER)
    facts = {"role": Role.TEAM_MANAGER}
    for name, day in (("held_from", "24"), ("held_until", "25")):
        facts |= {f"{name}_day": day, f"{name}_month": "11", f"{name}_year": "2026"}

    assert desk.post(reverse("give-role", args=[person.pk]), facts).status_code == 302

    held = {}
    for day in (23, 24, 25, 26):
        time_machine.move_to(f"2026-11-{day} 12:00 +0000")
        held[day] = Role.TEAM_MANAGER in User.objects.get(pk=person.pk).roles
    assert held == {23: False, 24: True, 25: True, 26: False}


def test_a_role_held_on_these_days_is_not_given_twice(administrator):
    person = UserFactory(role=Role.SOCIAL_WORKER)

    with pytest.raises(Refused, match="already"):
        services.give_role(
            person, role=Role.SOCIAL_WORKER, held_from=MONDAY, held_until=None, by=administrator
        )
    assert RoleHeld.objects.filter(user=person).count() == 1


def test_a_last_day_before_the_first_is_refused_beside_its_field(desk):
    person = UserFactory()
    facts = {"role": Role.TEAM_MANAGER}
    for name, day in (("held_from", "25"), ("held_until", "24")):
        facts |= {f"{name}_day": day, f"{name}_month": "11", f"{name}_year": "2026"}

    answer = desk.post(reverse("give-role", args=[person.pk]), facts)

    assert answer.status_code == 422
    assert "cannot be before the first" in answer.content.decode()


def test_a_role_is_ended_on_a_day_which_is_still_a_day_of_it(desk, time_machine):
    person = with_password(UserFactory(role=Role.ADMINISTRATOR))
    held = person.roles_held.get()
    when = {"until_day": "23", "until_month": "11", "until_year": "2026"}

    assert desk.post(reverse("end-role", args=[held.pk]), when).status_code == 302

    assert Role.ADMINISTRATOR in User.objects.get(pk=person.pk).roles
    time_machine.move_to("2026-11-24 00:01 +0000")
    assert User.objects.get(pk=person.pk).roles == frozenset()


def test_a_leaver_is_out_everywhere_with_the_next_request(desk, administrator):
    leaver = with_password(UserFactory())
    windows = [browser() for _ in range(3)]
    for window in windows:
        sign_in(window, leaver.username)

    answer = desk.post(reverse("close-account", args=[leaver.pk]))

    assert answer.status_code == 302
    assert [is_signed_in(window) for window in windows] == [False] * 3
    assert "closed" in sign_in(browser(), leaver.username, follow=True).content.decode()
    assert leaver.roles_held.get().held_until == MONDAY
    page = desk.get(reverse("account", args=[leaver.pk])).content.decode()
    assert "Account closed" in page


def test_a_closed_account_is_opened_with_a_new_link_and_without_its_old_password(desk):
    person = with_password(UserFactory())
    services.close_account(person, on=MONDAY, by=UserFactory(role=Role.ADMINISTRATOR))

    assert desk.post(reverse("open-account", args=[person.pk])).status_code == 302

    assert sign_in(browser(), person.username, PASSWORD).status_code == 200
    assert Dispatch.objects.filter(to=person.email).count() == 1


def test_a_lost_second_step_is_taken_away_and_ends_the_sessions(desk):
    person = with_password(UserFactory())
    window = browser()
    sign_in(window, person.username)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})

    desk.post(reverse("forget-second-step", args=[person.pk]))

    assert not Authenticator.objects.exists()
    assert not is_signed_in(window)


def test_nobody_changes_their_own_role_or_closes_their_own_account(desk, administrator):
    UserFactory(role=Role.ADMINISTRATOR)
    facts = joiner(role=Role.HEAD_OF_SERVICE)
    held = administrator.roles_held.get()
    when = {"until_day": "23", "until_month": "11", "until_year": "2026"}

    answers = [
        desk.post(reverse("give-role", args=[administrator.pk]), facts),
        desk.post(reverse("close-account", args=[administrator.pk])),
        desk.post(reverse("forget-second-step", args=[administrator.pk])),
        desk.post(reverse("end-role", args=[held.pk]), when),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert all("Ask a colleague" in answer.content.decode() for answer in answers)
    assert administrator.roles_held.get().held_until is None


def test_the_last_administrator_stays_one(administrator):
    other = UserFactory(role=Role.SOCIAL_WORKER)

    for act in (
        lambda: services.close_account(administrator, on=MONDAY, by=other),
        lambda: services.end_role(administrator.roles_held.get(), until=MONDAY, by=other),
    ):
        with pytest.raises(Refused, match="last administrator"):
            act()


GRAVE = [
    "make-account", "give-role", "close-account", "open-account", "send-link", "forget-second-step",
]  # fmt: skip


@pytest.mark.parametrize("name", GRAVE)
def test_five_minutes_after_signing_in_a_grave_act_asks_who_it_is(desk, time_machine, name):
    person = UserFactory()
    address = reverse(name, args=[] if name == "make-account" else [person.pk])
    assert desk.get(address).status_code == 200
    time_machine.move_to("2026-11-23 10:06 +0000")

    asked = desk.get(address)

    assert asked["Location"] == f"/accounts/reauthenticate/?next={address.replace('/', '%2F')}"
    wrong = desk.post(asked["Location"], {"password": "not-the-password-1", "next": address})
    assert wrong.status_code == 200
    assert desk.post(asked["Location"], {"password": PASSWORD, "next": address}).status_code == 302
    assert desk.get(address).status_code == 200


def test_a_grave_act_sent_too_late_is_done_once_it_is_confirmed(desk, time_machine):
    leaver = UserFactory()
    address = reverse("close-account", args=[leaver.pk])
    time_machine.move_to("2026-11-23 10:06 +0000")
    asked = desk.post(address, {"words": "x"})
    leaver.refresh_from_db()
    assert leaver.is_active

    desk.post(asked["Location"], {"password": PASSWORD, "next": address})

    leaver.refresh_from_db()
    assert not leaver.is_active


def test_teams_are_made_and_renamed(desk):
    desk.post(reverse("make-team"), {"name": "North team", "telephone": "01632 960 002"})
    team = Team.objects.get(name="North team")
    desk.post(reverse("change-team", args=[team.pk]), {"name": "Far North team"})
    double = desk.post(reverse("make-team"), {"name": "far north TEAM"})

    assert double.status_code == 422
    assert "Far North team" in desk.get(reverse("teams")).content.decode()
    assert team.history.count() == 2


def test_the_list_is_searched_and_asks_as_often_for_many_as_for_few(
    client, administrator, constant_queries
):
    client.force_login(administrator)
    UserFactory(name="Zora Find", is_active=False)

    assert "Zora" not in client.get(reverse("accounts"), {"q": "zora"}).content.decode()
    assert (
        "Zora" in client.get(reverse("accounts"), {"q": "zora", "state": "closed"}).content.decode()
    )
    constant_queries(reverse("accounts"), lambda n: [UserFactory() for _ in range(n)])


def test_sign_in_leaves_no_history_row_and_its_moment(administrator):
    before = administrator.history.count()
    sign_in(browser(), "administrator")

    administrator.refresh_from_db()
    assert administrator.last_login
    assert administrator.history.count() == before
