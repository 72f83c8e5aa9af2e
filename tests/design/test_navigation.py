"""The header shows a person what they may open, and nothing else."""

import pytest
from django.test import RequestFactory

from cpms.accounts.permissions import Role
from cpms.design import navigation
from tests.factories.accounts import TeamFactory, UserFactory


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_bell", {})


@pytest.fixture
def ask():
    def request(path, user=None):
        made = RequestFactory().get(path)
        made.user = user
        return made

    return request


def test_an_entry_is_shown_only_to_those_it_permits(ask):
    navigation.register("For some", "account_login", lambda user: user == "some")
    navigation.register("For all", "account_logout")

    assert [one.label for one in navigation.items_for(ask("/", "some"))] == ["For all", "For some"]
    assert [one.label for one in navigation.items_for(ask("/", "other"))] == ["For all"]


def test_entries_stand_in_the_order_they_ask_for(ask):
    navigation.register("A", "account_login", order=20)
    navigation.register("B", "account_logout", order=10)

    assert [one.label for one in navigation.items_for(ask("/"))] == ["B", "A"]


def test_the_entry_one_is_in_is_marked(ask):
    navigation.register("Accounts", "account_login", section="/accounts/")
    navigation.register("Elsewhere", "account_logout", section="/elsewhere/")

    current = {one.label: one.is_current for one in navigation.items_for(ask("/accounts/email/"))}
    assert current == {"Accounts": True, "Elsewhere": False}


def test_the_bell_counts_for_the_person():
    navigation.register_bell("account_login", lambda user: 3)

    assert navigation.bell_for("somebody") == navigation.Bell("Notices", "/accounts/login/", 3)


@pytest.mark.django_db
def test_the_header_says_who_one_is(client):
    team = TeamFactory(name="East team")
    client.force_login(UserFactory(name="Sam Specimen", role=Role.SOCIAL_WORKER, team=team))
    page = client.get("/accounts/password/change/").content.decode()

    assert "<b>Sam Specimen</b>Social worker, East team" in page
    assert 'action="/children/"' in page
    assert "Sign out" in page


@pytest.mark.django_db
def test_nobody_signed_in_sees_no_search_and_no_navigation(client):
    navigation.register("Children", "account_email")
    page = client.get("/accounts/login/").content.decode()

    assert "/children/" not in page
    assert 'class="nav"' not in page
