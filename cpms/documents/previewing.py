"""What a recipient would get, seen before it is sent; and whether it is still that (A6)."""

import hashlib
from collections.abc import Iterable

from django.template.loader import render_to_string

from cpms.documents.recipients import Copy
from cpms.records.guards import Refused


def previewed(copy: Copy) -> str:
    """Return the letter as its reader would have it."""
    context = {**copy.context, "recipient": copy.recipient, "letter": None}
    return render_to_string(copy.template, context, using="jinja2")


def fingerprint(copies: Iterable[Copy]) -> str:
    """Return what stands for these copies: who gets which words, whatever their order."""
    lines = sorted("|".join((*_to(copy), copy.title, previewed(copy))) for copy in copies)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def require_seen(copies: Iterable[Copy], seen: str | None) -> None:
    """Refuse to send anything but what was shown to the person who sends.

    Somebody may have been taken off the list, or a word changed, between the look and the
    button. None: there was no look, because no page asked.
    """
    if seen is not None and seen != fingerprint(copies):
        raise Refused(
            "The list, or the words, changed since this page was shown. Nothing was sent. "
            "Look at it as it is now, then send it."
        )


def _to(copy: Copy) -> tuple[str, str]:
    return copy.recipient.name, copy.recipient.email
