"""How what happens to copies is told in a child's chronology."""

from typing import Any

from cpms.records.chronology import tell


def register() -> None:
    """Tell that a copy was issued, or withdrawn: its number and of what, never for whom."""
    tell("authenticated_copy.issued", lambda event: _told(event, "issued"))
    tell("authenticated_copy.withdrawn", lambda event: _told(event, "withdrawn"))


def _told(event: Any, verb: str) -> str:
    kind = str(event.facts.get("kind", "letter")).lower()
    return f"Authenticated copy {event.facts.get('number', '')} {verb}: {kind}"
