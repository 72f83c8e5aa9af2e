"""The gallery, the error pages and the pages of one's own account."""

import re
from importlib import reload

import pytest
from django.test import Client

from cpms.accounts.demonstration import DEMONSTRATION_PASSWORD
from cpms.design import errors
from tests.design.every_field import ids, referred
from tests.factories.accounts import UserFactory


def test_the_gallery_shows_every_component_and_every_reference_leads_somewhere(client):
    page = client.get("/design/").content.decode()
    found = ids(page)

    assert page.count('class="dl dl--') == 7
    assert len(found) == len(set(found))
    assert set(referred(page)) <= set(found)


def test_no_component_needs_a_style_or_a_script_inside_the_page(client):
    page = client.get("/design/").content.decode()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", page)


def test_the_gallery_is_not_there_in_production(settings):
    import cpms.urls

    settings.PRODUCTION = True
    try:
        addresses = [str(one.pattern) for one in reload(cpms.urls).urlpatterns]
    finally:
        settings.PRODUCTION = False
        reload(cpms.urls)

    assert "design/" not in addresses
    assert "accounts/" in addresses


def test_a_page_that_is_not_there_says_so_with_a_number_to_report(client):
    answer = client.get("/no-such-page/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert re.search(r'class="reference">[0-9a-f]{32}<', answer.content.decode())


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "outage"])
def test_an_error_page_asks_neither_the_database_nor_the_session(client, name):
    # No database mark: a question to the database would fail this test.
    page = client.get(f"/design/errors/{name}/", headers={"X-Request-ID": "reference-1"})

    assert page.status_code >= 400
    assert 'class="reference">reference-1<' in page.content.decode()
    assert "ring 999" in page.content.decode()


def test_a_refusal_says_why_in_its_own_words(rf):
    answer = errors.permission_denied(rf.get("/"), PermissionError("This is not yours to do."))

    assert answer.status_code == 403
    assert "This is not yours to do." in answer.content.decode()


@pytest.mark.django_db
def test_a_form_sent_without_its_token_is_refused_in_plain_words():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert answer.status_code == 403
    assert "The form was too old to be sent" in answer.content.decode()


@pytest.mark.django_db
def test_the_demonstration_says_who_may_sign_in_and_no_other_installation_does(client, settings):
    settings.DEMONSTRATION = True
    assert DEMONSTRATION_PASSWORD in client.get("/accounts/login/").content.decode()

    settings.DEMONSTRATION = False
    assert DEMONSTRATION_PASSWORD not in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_top_of_the_page(client):
    page = client.post("/accounts/login/", {"login": "x", "password": "y"}).content.decode()

    assert "There is a problem" in page
    assert "<title>Error: Sign in" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/2fa/", "Your second step"),
        ("/accounts/sessions/", "Where you are signed in"),
        ("/accounts/logout/", "Sign out"),
        ("/accounts/email/", "Your e-mail address"),
        ("/accounts/reauthenticate/", "Confirm that it is you"),
    ],
)
def test_the_pages_of_ones_own_account_are_in_the_service_s_own_language(client, address, heading):
    client.force_login(UserFactory())
    page = client.get(address).content.decode()

    assert f"<h1>{heading}</h1>" in page
    assert 'class="account-pages"' in page


@pytest.mark.django_db
def test_of_two_places_one_is_signed_in_the_present_one_is_marked(client):
    user = UserFactory()
    user.set_password("kestrel-meadow-7")
    user.save()
    for browser in (Client(), client):
        browser.post("/accounts/login/", {"login": user.username, "password": "kestrel-meadow-7"})
    page = client.get("/accounts/sessions/").content.decode()

    assert page.count("This one") == 1
    assert "Sign the others out" in page


@pytest.mark.django_db
def test_nobody_makes_an_account_for_themselves(client):
    page = client.get("/accounts/signup/").content.decode()

    assert "Accounts are given, not taken" in page
    assert "<form" not in page
