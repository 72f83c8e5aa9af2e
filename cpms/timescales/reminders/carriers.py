"""Who carries a message out of the service, and whether they can be asked about it later."""

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from ..models import Dispatch

FILES = "django.core.mail.backends.filebased.EmailBackend"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"


class Carrier(Protocol):
    """A way out: e-mail here, a provider such as GOV.UK Notify by setting."""

    def send(self, message: Dispatch) -> None:
        """Hand the message over, or raise."""

    def was_accepted(self, reference: str) -> bool | None:
        """Whether a message of this reference was taken before; None if nobody can say."""


class EmailCarrier:
    """E-mail through Django's backend. The reference travels as the Message-ID.

    Plain SMTP cannot be asked what it took. There the promise is: never lost, and at most
    one repeat for each crash between sending and noting, which is listed as doubtful.
    """

    def send(self, message: Dispatch) -> None:
        """Send it, with its reference for the provider and for whoever searches the logs."""
        EmailMessage(
            subject=message.subject,
            body=message.body,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[message.to],
            headers={
                "Message-ID": message_id(message.reference),
                "Auto-Submitted": "auto-generated",
            },
        ).send()

    def was_accepted(self, reference: str) -> bool | None:
        """Look in the demonstration's files, or the tests' memory; SMTP cannot say."""
        wanted = message_id(reference)
        if settings.EMAIL_BACKEND == FILES:
            files = Path(getattr(settings, "EMAIL_FILE_PATH", "")).glob("*")
            return any(wanted in path.read_text(errors="replace") for path in files)
        if settings.EMAIL_BACKEND == MEMORY:
            kept = getattr(mail, "outbox", [])
            return any(wanted == sent.extra_headers.get("Message-ID") for sent in kept)
        return None


def message_id(reference: str) -> str:
    """The reference as a Message-ID of this service."""
    return f"<{reference}@{urlsplit(settings.SERVICE_URL).hostname or 'localhost'}>"


def carrier_in_force() -> Carrier:
    """The carrier that the settings name (`CPMS_CARRIER`); e-mail if they name none."""
    name = settings.REMINDER_CARRIER
    carrier: Carrier = import_string(name)() if name else EmailCarrier()
    return carrier
