"""How the events before a conference are told."""

from datetime import datetime
from typing import Any

from conferences.models.kinds import Kind
from cpms.design.formats import clock, day
from cpms.records.chronology import tell
from cpms.timescales.calendar import as_london


def register() -> None:
    """Tell each event of the meeting itself and of the reports to it."""
    tell("conference.requested", lambda event: f"{_kind(event)} requested")
    tell("conference.agreed", lambda event: f"{_kind(event)} agreed")
    tell("conference.declined", lambda event: f"{_kind(event)} declined")
    tell("conference.scheduled", _scheduled)
    tell("conference.convened", lambda event: f"Invited to the {_kind(event).lower()}")
    tell("conference.cancelled", lambda event: f"{_kind(event)} cancelled")
    tell("conference.opened", lambda event: f"{_kind(event)} opened")
    tell("conference.held", lambda event: f"{_kind(event)} held")
    tell("conference.stood_down", lambda event: f"{_kind(event)} stood down")
    tell("report.requested", lambda event: f"Report asked for: {_author(event)}")
    tell("report.submitted", lambda event: f"Report submitted: {_author(event)}")
    tell("report.cancelled", lambda event: f"Report no longer needed: {_author(event)}")


def _kind(event: Any) -> str:
    kind = event.facts.get("kind")
    return str(Kind(kind).label) if kind in Kind.values else "Conference"


def _scheduled(event: Any) -> str:
    at = event.facts.get("scheduled_at")
    if not at:
        return f"{_kind(event)} scheduled"
    moment = as_london(datetime.fromisoformat(at))
    return f"{_kind(event)} scheduled for {day(moment)} at {clock(moment)}"


def _author(event: Any) -> str:
    return str(event.facts.get("agency") or "the core group")
