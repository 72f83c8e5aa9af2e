"""A real Chromium for the journeys: pages, sign-in, and the accessibility rules of axe.

Without a Chromium these tests are skipped loudly; with CPMS_REQUIRE_BROWSER=1 (as in CI) they
fail instead, so that a missing browser is never mistaken for a passing suite.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
DESK, PHONE = 1280, 390


def pytest_collection_modifyitems(items):
    """Whatever lives in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_path():
    """Return where Chromium is: CPMS_CHROMIUM, else by the usual names."""
    return os.environ.get("CPMS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all tests."""
    path = chromium_path()
    if path is None:
        reason = f"No Chromium found ({', '.join(NAMES)}); set CPMS_CHROMIUM to its path."
        if os.environ.get("CPMS_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright's loop runs in this thread; the database is asked from it all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def assets():
    """The stylesheet and scripts, built if they are not."""
    subprocess.run([sys.executable, ROOT / "bin" / "build-assets"], check=True, timeout=300)
    build = ROOT / "static" / "build"
    if build not in settings.STATICFILES_DIRS:
        settings.STATICFILES_DIRS.append(build)
        finders.get_finder.cache_clear()


@pytest.fixture
def open_page(chromium, assets, live_server, request):
    """Open a window: `open_page(width=PHONE, user=worker, scripts=False)`.

    At the end no window may have seen a script fail or the content security policy bite.
    """
    windows, faults = [], []

    def open_one(*, width=DESK, user=None, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            base_url=live_server.url,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        windows.append(context)
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.extend(complaints(said)))
        return page

    yield open_one
    for context in windows:
        context.close()
    time.sleep(0.3)  # a live page's last question may still hold the tables that are emptied next
    assert faults == []


def complaints(said):
    """Return what the browser complains about, but for pages that are meant to fail."""
    is_meant = any(
        words in said.text
        for words in ("the server responded with a status of", "ERR_INTERNET_DISCONNECTED")
    )
    return [said.text] if said.type == "error" and not is_meant else []


def session_cookie(user, url):
    """Return the cookie of a signed-in person, without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def page(open_page):
    """A window at a desk, nobody signed in."""
    return open_page()


@pytest.fixture(scope="session")
def violations():
    """Ask axe: `violations(page)` returns a sentence for each rule broken; [] is right."""
    axe = Axe()

    def ask(page):
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    return ask


@pytest.fixture(scope="session")
def runs_over():
    """Say by how many pixels a page is wider than its window."""
    return lambda page: page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
