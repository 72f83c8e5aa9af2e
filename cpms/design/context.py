"""What the base page needs on every page (settings, TEMPLATES)."""

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
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        found["navigation"] = navigation.items_for(request)
        found["bell"] = navigation.bell_for(user)
        found["me"] = navigation.identity_of(user)
    return found
