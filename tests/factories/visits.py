"""Visits as a social worker records them at the door."""

from datetime import UTC, date, datetime

from core_groups.services import record_visit
from tests.factories import UserFactory

# Tuesday 24 November 2026, ten past four.
VISITED_AT = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

SEEN = {"was_seen": True, "was_alone": True, "place": "home", "childs_words": "I slept well."}
NOT_SEEN = {"was_seen": False, "place": "home", "not_seen_reason": "no_answer"}


def visited(child, *, at=VISITED_AT, by=None, also_seen=(), today=TODAY, now=NOW, **said):
    """Record a visit; the child was seen unless something else is said."""
    by = by or UserFactory(name="Sam Specimen")
    facts = SEEN | {"visited_at": at, "visitor_name": by.name} | said
    return record_visit(child, facts, also_seen=also_seen, today=today, now=now, by=by)


def missed(child, *, at=VISITED_AT, **said):
    """Record a visit on which nobody answered."""
    facts = {
        "was_seen": False,
        "was_alone": False,
        "childs_words": "",
        "not_seen_reason": "no_answer",
    }
    return visited(child, at=at, **facts | said)
