"""Forms of signing in, in the words of this service."""

from allauth.mfa.webauthn import forms as webauthn
from django import forms


class AddPasskeyForm(webauthn._BaseAddWebAuthnForm):  # type: ignore[misc]
    """A passkey on this device, a telephone or a key of its own."""

    passwordless = forms.BooleanField(
        label="Sign in with it alone",
        required=False,
        help_text="It then asks for your face, finger or number, and you need no password.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What do you call it?"
        self.fields["name"].initial = self.initial["name"] = ""
        self.fields["name"].help_text = "Such as “telephone” or “desk at the town hall”."
