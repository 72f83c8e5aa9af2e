"""How sign-in differs here from what the library does by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from redis.exceptions import RedisError

from cpms.accounts import devices, mail
from cpms.accounts.freshness import is_fresh

CACHE_IS_AWAY = (RedisError, OSError)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up: a person is given an account, never takes one."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try: for a browser that the person has used before, by itself alone.

        With the counter's store away, known browsers get in and others wait: a storm of
        guesses is kept out, and not everybody with it.
        """
        name = str(credentials.get("username", ""))
        device = devices.id_if_known(request, name)
        action = "login_failed_known" if device else "login_failed"
        key = f"{device}:{name.casefold()}"
        try:
            self._login_failed_rl_usage = ratelimit.consume(
                request, app="allauth.account", action=action, key=key
            )
        except CACHE_IS_AWAY:
            self._login_failed_rl_usage = None
            if device:
                return
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask who it is again only if that was not shown within the last minutes."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Let who has no password here confirm at the council's sign-in."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if settings.SINGLE_SIGN_ON_NAME and not methods:
            words = f"Confirm with {settings.SINGLE_SIGN_ON_NAME}"
            url = reverse("single-sign-on-confirm")
            methods.append({"id": "single_sign_on", "description": words, "url": url})
        return methods

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the message into the outbox: no page waits for a mail server."""
        message = self.render_mail(template_prefix, email, context)
        mail.send(email, str(message.subject), str(message.body))
