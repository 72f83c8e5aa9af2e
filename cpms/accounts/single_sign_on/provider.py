"""The council's sign-in, as the library knows a provider."""

import secrets
from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

NONCE = "single_sign_on_nonce"
SIGNED_BY_KEY = {"RS256", "RS384", "RS512", "PS256", "ES256"}


class SingleSignOnAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the token that comes back."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Take who it is from the signed token, and from nowhere else."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        data = {"id_token": self._decode_id_token(app, id_token)}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Return the claims of a token that is signed, for us, in time, and of this sign-in."""
        expected = self.request.session.pop(NONCE, "")
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_BY_KEY:
                raise OAuth2Error("not signed by a key")
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
                verify_signature=True,
            )
        except (jwt.PyJWTError, KeyError, TypeError) as error:
            raise OAuth2Error("not a token") from error
        if not expected or not constant_time_compare(str(claims.get("nonce", "")), expected):
            raise OAuth2Error("not the token of this sign-in")
        if not claims.get("sub") or "exp" not in claims:
            raise OAuth2Error("a token without a subject or an end")
        return claims

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Return where the council's sign-in sends the person back to."""
        return str(request.build_absolute_uri(reverse("single-sign-on-callback")))


class SingleSignOnProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider of this installation, set by the environment."""

    id = "single_sign_on"
    name = "Single sign-on"
    pkce_enabled_default = True
    oauth2_adapter_class = SingleSignOnAdapter

    def begin(self, request: HttpRequest, *, again: bool, next_url: str | None) -> Any:
        """Send the person to the council's sign-in; `again` has it ask who it is once more."""
        nonce = request.session[NONCE] = secrets.token_urlsafe(24)
        asked = {"nonce": nonce, **({"prompt": "login", "max_age": "0"} if again else {})}
        return self.redirect(request, "login", next_url=next_url, auth_params=asked)


provider_classes = [SingleSignOnProvider]
