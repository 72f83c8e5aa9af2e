"""Which browsers a person has signed in from before: a signed cookie, kept for half a year.

Whoever guesses passwords is stopped by a count for each account, and could so stop the true
person too. A browser that the person has used is therefore counted by itself: nobody
elsewhere can lock the night desk out (threat A20). The cookie opens nothing.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from cpms.accounts.models import User

SALT = "cpms.accounts.devices"
KEPT_FOR = 180 * 24 * 60 * 60
MOST_PEOPLE = 30


def id_if_known(request: HttpRequest, username: str) -> str:
    """Return this browser's identity if the person so named has signed in from it, else ""."""
    device = _read(request)
    if device is None:
        return ""
    names = User.objects.filter(pk__in=device["users"]).values_list("username", flat=True)
    return device["id"] if username.casefold() in {name.casefold() for name in names} else ""


def last_person(request: HttpRequest) -> User | None:
    """Return who signed in last from this browser, if they still may."""
    device = _read(request)
    users = device["users"] if device else []
    return User.objects.filter(pk=users[-1], is_active=True).first() if users else None


def remember(request: HttpRequest, response: HttpResponse, user_id: int) -> None:
    """Note on the browser that this person has signed in from it."""
    device = _read(request) or {"id": secrets.token_hex(12), "users": []}
    others = [one for one in device["users"] if one != user_id]
    device["users"] = [*others, user_id][-MOST_PEOPLE:]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(device, salt=SALT),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any] | None:
    sent = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        found = signing.loads(sent, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return found if isinstance(found, dict) else None
