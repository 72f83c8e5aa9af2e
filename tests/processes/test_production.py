"""Production as it is deployed: gunicorn, worker and beat from the Procfile's lines."""

import sys

import pytest

from tests.processes.conftest import HOST, free_port, get

pytestmark = pytest.mark.xdist_group("processes")

NOBODY_LISTENS = "127.0.0.1:1"


def test_the_sign_in_page_answers_behind_a_proxy_that_ends_https(web):
    answer = get(web.port, "/accounts/login/")

    assert answer.status == 200
    assert 'type="password"' in answer.body
    assert "/static/app." in answer.body


def test_a_stylesheet_is_served_and_may_be_kept_for_ever(web):
    page = get(web.port, "/accounts/login/").body
    address = "/static/app." + page.partition("/static/app.")[2].partition('"')[0]

    answer = get(web.port, address)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_nothing_of_a_page_stays_in_the_browser_or_runs_from_elsewhere(web):
    headers = get(web.port, "/accounts/login/").headers

    assert "no-store" in headers["Cache-Control"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_cookies_travel_over_https_only_and_belong_to_this_host(web):
    cookie = get(web.port, "/accounts/login/").headers["Set-Cookie"]

    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "SameSite=Lax" in cookie


def test_a_request_without_https_is_sent_there(web):
    answer = get(web.port, "/accounts/login/", X_Forwarded_Proto="http")

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/accounts/login/"


def test_a_host_that_is_not_served_is_refused(web):
    assert get(web.port, "/accounts/login/", host="elsewhere.example").status == 400


def test_the_proxy_s_request_identity_is_kept_and_a_strange_one_is_not(web):
    kept = get(web.port, "/health/live", X_Request_ID="proxy-4711-abcdef")
    replaced = get(web.port, "/health/live", X_Request_ID="a b")

    assert kept.headers["X-Request-ID"] == "proxy-4711-abcdef"
    assert len(replaced.headers["X-Request-ID"]) == 32


def test_a_request_is_logged_once_as_json_without_what_was_searched_for(web):
    get(web.port, "/accounts/login/?q=Niamh", X_Request_ID="find-this-line")

    web.await_words("find-this-line")
    lines = [line for line in web.words.splitlines() if "find-this-line" in line]
    assert len(lines) == 1
    assert lines[0].startswith("{")
    assert '"path": "/accounts/login/"' in lines[0]
    assert "Niamh" not in web.words


def test_health_says_that_people_can_work(web, production):
    answer = get(web.port, "/health/ready")
    asked = production.command(sys.executable, "bin/healthy", PORT=str(web.port))

    assert answer.status == 200
    assert '"database": "ready"' in answer.body
    assert '"broker": "reachable"' in answer.body
    assert asked.returncode == 0, asked.stderr


def test_the_worker_answers_when_it_is_asked(production):
    worker = production.start("worker")

    worker.await_words("ready.")
    asked = production.command("celery", "-A", "cpms", "inspect", "ping", "--timeout", "3")

    assert "pong" in asked.stdout, asked.stdout + asked.stderr + worker.words
    assert worker.end() == 0, worker.words
    assert worker.left_behind() == []


def test_web_and_beat_end_on_sigterm_and_leave_nothing(production):
    processes = [production.start("web"), production.start("beat")]
    processes[0].await_answer()
    processes[1].await_words("beat: Starting...")

    codes = [process.end() for process in processes]

    assert codes == [0, 0], [process.words for process in processes]
    assert [process.left_behind() for process in processes] == [[], []]


def test_a_lost_database_is_said_in_plain_words_and_health_says_it_too(production):
    web = production.start("web", DATABASE_URL=f"postgres://cpms@{NOBODY_LISTENS}/cpms")
    web.await_answer()

    page = get(web.port, "/accounts/login/", Cookie="__Host-session=" + "a" * 32)
    health = get(web.port, "/health/ready")

    assert page.status == 503
    assert "The records cannot be reached just now" in page.body
    assert page.headers["Retry-After"] == "30"
    assert health.status == 503
    assert '"database": "unreachable"' in health.body
    assert get(web.port, "/health/live").status == 200


def test_without_a_broker_pages_are_served_and_health_only_reports_it(production):
    web = production.start("web", CELERY_BROKER_URL=f"redis://{NOBODY_LISTENS}/0")
    web.await_answer()

    health = get(web.port, "/health/ready")

    assert get(web.port, "/accounts/login/").status == 200
    assert health.status == 200
    assert '"broker": "unreachable"' in health.body


def test_production_refuses_to_start_on_debug_and_on_a_secret_that_is_none(production):
    web = production.start("web", CPMS_DEBUG="on", CPMS_SECRET_KEY="")

    assert web.run.wait(timeout=60) != 0
    assert "Not safe for production. CPMS_DEBUG is on; switch it off." in web.words
    assert "CPMS_SECRET_KEY must be a secret of this installation" in web.words


def test_bin_start_names_the_processes_when_asked_for_another(production):
    port = free_port()

    done = production.command("bin/start", "nothing", PORT=str(port))

    assert done.returncode == 1
    assert "web worker beat" in done.stderr
