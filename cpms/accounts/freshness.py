"""The gravest acts ask who it is once more: a desk may have been left for a moment."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

from cpms.accounts.models import User


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the person has shown who they are within the last minutes."""
    assert isinstance(request.user, User)
    shown = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(shown) and time.time() - max(shown) < app_settings.REAUTHENTICATION_TIMEOUT


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Send the person to confirm who they are; what was sent is kept and done afterwards."""
    if not is_fresh(request):
        raise ReauthenticationRequired
