"""What follows from signing in and out."""

from typing import Any

from allauth.mfa.signals import authenticator_removed
from django.contrib.auth import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from cpms.accounts import session_limits
from cpms.accounts.models import User
from cpms.accounts.second_step import HAS_ONE


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Start the session's clocks, note the browser, and note the day without a history row."""
    session_limits.begin(request)
    request.signed_in_as = user.pk  # type: ignore[attr-defined]
    user.last_login = timezone.now()
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        user.save(update_fields=["last_login"])
    finally:
        del user.skip_history_when_saving  # type: ignore[attr-defined]


@receiver(authenticator_removed)
def ask_again_for_a_second_step(request: HttpRequest, **_: Any) -> None:
    """Look anew whether there is a second step: one was taken away."""
    request.session.pop(HAS_ONE, None)


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, **_: Any) -> None:
    """Have the browser forget what it kept of this service (cpms.privacy)."""
    request.is_signed_out = True  # type: ignore[attr-defined]
