"""What the base page needs on every page (settings, TEMPLATES)."""

import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from cpms.design import navigation

SERVICE_NAME = "Child protection"


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the header's content; for somebody not signed in, the names alone."""
    found: dict[str, Any] = {
        "service_name": SERVICE_NAME,
        "is_demonstration": settings.DEMONSTRATION,
        "now": timezone.localtime(),
        "navigation": [],
        "bell": None,
        "me": None,
        "session": None,
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        found["navigation"] = navigation.items_for(request)
        found["bell"] = navigation.bell_for(user)
        found["me"] = navigation.identity_of(user)
        found["session"] = _session(request)
    return found


def _session(request: HttpRequest) -> dict[str, Any] | None:
    """Return for how long the person stays signed in, and until when, if nothing is done."""
    left = getattr(request, "session_ends_in", None)
    if left is None:
        return None
    zone = timezone.get_current_timezone()
    return {"left": left, "until": datetime.fromtimestamp(time.time() + left, zone)}
