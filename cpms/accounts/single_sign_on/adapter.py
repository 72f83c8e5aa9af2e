"""Who of this service it is that the council's sign-in has recognised."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from cpms.accounts.models import User


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Known by the subject, or the first time by the e-mail address; nobody is taken on."""

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Return the one account with this address, if the council vouches for the address."""
        for address in sociallogin.email_addresses:
            if address.verified:
                found = User.objects.filter(email__iexact=address.email)[:2]
                if len(found) == 1:
                    return found[0], address.email
        return None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse, in words that say whom to ask."""
        raise ImmediateHttpResponse(render(request, "socialaccount/not_known.html", status=403))
