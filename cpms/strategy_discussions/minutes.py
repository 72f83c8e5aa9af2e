"""The minutes of a strategy discussion, as each recipient has them (ST-09)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cpms.accounts.models import User
from cpms.documents.models import Letter, LetterKind
from cpms.documents.recipients import Copy, Recipient
from cpms.documents.services import circulate
from cpms.strategy_discussions.models import StrategyDiscussion


def send_minutes(
    discussion: StrategyDiscussion, recipients: Sequence[Recipient], *, on: date, by: User | None
) -> list[Letter]:
    """Make each recipient's copy and tell them of it."""
    context = minutes_of(discussion)
    title = "Minutes of a strategy discussion"
    copies = [
        Copy(recipient, title, "letters/strategy_minutes.html", context) for recipient in recipients
    ]
    children = list(discussion.concerned_children())
    return circulate(LetterKind.STRATEGY_MINUTES, copies, children=children, on=on, by=by)


def minutes_of(discussion: StrategyDiscussion) -> dict[str, Any]:
    """Return what the minutes say. Professionals have all of it; no address is in it."""
    attendees = discussion.attendees.select_related("practitioner__agency")
    return {
        "discussion": discussion,
        "chair": discussion.chair,
        "attendees": list(attendees),
        "analyses": list(discussion.analyses.select_related("child")),
        "actions": list(discussion.actions.select_related("agency")),
    }
