"""Messages about accounts leave by the outbox, as everything does."""

from uuid import uuid4

from cpms.timescales.reminders import outbox


def carry(to: str, subject: str, body: str) -> None:
    """Put one message into the outbox."""
    outbox.put(reference=f"account-{uuid4().hex}", to=to, subject=subject, body=body)
