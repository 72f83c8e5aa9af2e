"""What a recipient is told by e-mail: that there is a letter, never whom it is about."""

from dataclasses import dataclass

from django.conf import settings

from cpms.documents.models import Letter
from cpms.timescales.reminders.outbox import put

_READ_HERE = """There is a new letter for you in the child protection service.

Sign in to read and print it:
{address}

Reference: {reference}
This message says nothing about whom it concerns, and cannot be answered.
"""

_ON_PAPER = """A letter for you was made in the child protection service.

You have no account there, so it will be posted or handed to you.

Reference: {reference}. Quote it if you ask about the letter.
This message says nothing about whom it concerns, and cannot be answered.
"""


@dataclass(frozen=True)
class Message:
    """One e-mail to one recipient."""

    to: str
    subject: str
    body: str


def message_about(letter: Letter) -> Message:
    """Return the e-mail: a reference and, for who can sign in, a link. No name, no kind."""
    text = _ON_PAPER if letter.is_on_paper else _READ_HERE
    address = f"{settings.SERVICE_URL.rstrip('/')}{letter.get_absolute_url()}"
    return Message(
        to=letter.email,
        subject=f"Child protection service: letter {letter.reference}",
        body=text.format(address=address, reference=letter.reference),
    )


def reference_of(letter: Letter) -> str:
    """Return how the message about a letter is known in the outbox and at the provider."""
    return f"letter-{letter.reference}"


def deliver(letter: Letter) -> None:
    """Put the e-mail into the outbox, in the transaction that made the letter.

    It goes when the circulation goes: until then it can be taken back.
    """
    if letter.email:
        message = message_about(letter)
        put(
            reference=reference_of(letter),
            to=message.to,
            subject=message.subject,
            body=message.body,
            due_at=letter.circulation.goes_at,
        )
