"""A session ends after twenty minutes without a page, and after twelve hours in any case.

What was being typed is kept for the person and given back after sign-in.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cpms.accounts import devices, kept_text
from cpms.accounts.models import User

BEGAN, SEEN = "session_began", "session_seen"
NOTED_EVERY = 30  # seconds: not each request of a busy minute writes the session


def seconds_left(request: HttpRequest) -> int:
    """Return for how long the session lasts if nothing more is done."""
    now = time.time()
    idle: float = settings.SESSION_IDLE_SECONDS - (now - request.session.get(SEEN, now))
    whole: float = settings.SESSION_COOKIE_AGE - (now - request.session.get(BEGAN, now))
    return round(min(idle, whole))


def begin(request: HttpRequest) -> None:
    """Start the clocks of a new session."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


class SessionLimits:
    """End what has lasted too long, before the page is reached; keep what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note on the browser who has signed in from it."""
        response = self.get_response(request)
        if user_id := getattr(request, "signed_in_as", None):
            devices.remember(request, response, user_id)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, or send the person to sign in."""
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return self._left_behind(request)
        why = self._over(request)
        if why:
            person = request.user
            logout(request)
            return _to_sign_in(request, person, why)
        self._note(request)
        request.session_ends_in = seconds_left(request)  # type: ignore[attr-defined]
        return None

    def _left_behind(self, request: HttpRequest) -> HttpResponse | None:
        """A form from a session that is gone: its sender signed in last from this browser."""
        person = devices.last_person(request) if request.method == "POST" else None
        return _to_sign_in(request, person, "ended") if person else None

    def _over(self, request: HttpRequest) -> str:
        session, now = request.session, time.time()
        if BEGAN not in session:
            begin(request)
        if now - session[BEGAN] >= settings.SESSION_COOKIE_AGE:
            return "long"
        return "inactive" if now - session[SEEN] >= settings.SESSION_IDLE_SECONDS else ""

    def _note(self, request: HttpRequest) -> None:
        """Note that somebody is there; a page that asks by itself is not somebody."""
        asks_by_itself = (
            request.method in {"GET", "HEAD"} and request.headers.get("Sec-Fetch-Dest") == "empty"
        )
        if not asks_by_itself and time.time() - request.session[SEEN] > NOTED_EVERY:
            request.session[SEEN] = time.time()


def _to_sign_in(request: HttpRequest, person: Any, why: str) -> HttpResponse:
    """Lead to the sign-in page and from there back; keep what was typed, except by a script."""
    back = request.get_full_path()
    if request.method == "POST" and "json" not in request.headers.get("Accept", ""):
        if isinstance(person, User):
            kept_text.keep(person, request.path, request.POST)
        view = getattr(request.resolver_match and request.resolver_match.func, "view_class", None)
        if not getattr(view, "gives_text_back", False):
            back = reverse("kept-texts")
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back, 'why': why})}"
    return HttpResponseRedirect(address)
