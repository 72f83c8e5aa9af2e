"""The second step of signing in: who must have one, and how its secrets are kept.

It is demanded by a setting, of everyone or of some roles. Who signs in through the council's
own sign-in has done it there.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cpms.accounts.models import User

HAS_ONE = "has_second_step"
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
ALWAYS_OPEN = (
    "mfa_",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "session-",
)


def is_demanded_of(user: User) -> bool:
    """Say whether this person must have a second step."""
    wanted = settings.SECOND_STEP
    return "all" in wanted or any(role.value in wanted for role in user.roles)


def may_do_without(request: HttpRequest) -> bool:
    """Say whether the person has one, needs none, or has done it at the council's sign-in."""
    assert isinstance(request.user, User)
    if request.session.get(HAS_ONE) or not is_demanded_of(request.user):
        return True
    shown = get_authentication_records(request, request.user)
    has_one = any(record["method"] == "socialaccount" for record in shown)
    if has_one or is_mfa_enabled(request.user, STEPS):
        request.session[HAS_ONE] = True
        return True
    return False


class DemandSecondStep:
    """Lead who must have a second step, and has none, to set it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, or lead to the page that sets a second step up."""
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if (
            not settings.SECOND_STEP
            or not request.user.is_authenticated
            or not getattr(view, "login_required", True)
            or name.startswith(ALWAYS_OPEN)
            or may_do_without(request)
        ):
            return None
        return HttpResponseRedirect(f"{reverse('mfa_index')}?demanded=yes")


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are kept encrypted."""

    def encrypt(self, text: str) -> str:
        """Encrypt by the service's own secret: a copy of the database alone opens nothing."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Return the name under which the app lists the code."""
        return f"Child protection, {settings.PARTNERSHIP_NAME}"


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
