"""What the service shows to the outside: forms, public pages, headers (A35, A36)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import UserFactory
from tests.urls.test_expectations import NOBODY, OTHER, address, written
from tests.urls.world import routes

pytestmark = pytest.mark.django_db
PUBLIC = Path(__file__).with_name("public.txt")
ELSEWHERE = (
    "/admin/", "/media/", "/files/", "/var/", "/.git/config", "/.env", "/static/", "/api/",
    "/schema/", "/__debug__/", "/metrics", "/accounts/3rdparty/", "/accounts/oidc/x/login/",
    "/static/../cpms/settings.py", "/static/%2e%2e/manage.py", "/server-status", "/docs/",
)  # fmt: skip


def test_every_form_sent_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())

    passed = [
        route.name
        for route in routes()
        if client.post(address(route, {}), {"is_quorate": "1"}).status_code != 403
    ]

    assert passed == []
    assert len(routes()) > 150


def test_what_nobody_signed_in_may_see_is_exactly_what_is_listed():
    listed = {line for line in PUBLIC.read_text().splitlines() if line and line[0] != "#"}

    assert listed == {name for name, row in written().items() if row[NOBODY] == "P"}


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_else_is_served_to_nobody(client, path):
    answer = client.get(path)

    assert answer.status_code in {302, 404}
    if answer.status_code == 302:
        assert answer["Location"].startswith("/accounts/login/")


def test_django_s_admin_is_not_even_installed():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any("admin" in route.path.split("/")[0] for route in routes())


def test_every_page_carries_the_headers_that_keep_it_here(client):
    client.force_login(UserFactory())
    for path in ("/", "/children/", "/no-such-page/", "/accounts/login/"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "no-store" in headers["Cache-Control"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client):
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert OTHER
