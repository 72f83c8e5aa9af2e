"""How the events of a child's own record, and of the records of its status, are told."""

from typing import Any

from cpms.children.models import LegalBasis, OrderKind
from cpms.records.chronology import tell


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("child.registered", "Registered")
    tell("child.reasonable_cause_decided", "Reasonable cause to suspect significant harm")
    tell("child.allocated", "Allocated to a lead professional")
    tell("child.born", "Born")
    tell("child.closed", "Case closed")
    tell("child.reopened", "Case opened again")
    tell("restriction.in_force", "Record restricted to named readers")
    tell("restriction.readers_changed", "Readers of the restricted record changed")
    tell("restriction.lifted", "Record no longer restricted")
    tell("conflict.declared", "Conflict of interest declared")
    tell("conflict.ended", "Conflict of interest ended")
    tell("access.opened", "File opened for a reason")
    tell("access.reviewed", "Opening of the file reviewed")
    tell("child.turned_eighteen", "Turned 18")
    tell("child.died", "Died")
    tell("child.left_uk", "Left the UK for good")
    tell("child.married", "Married")
    tell("child.discussion_demanded", "Strategy discussion demanded: a brother or sister died")
    _moves()
    _missing()
    _care()


def _moves() -> None:
    tell("address.change_learned", _learned)
    tell("address.change_notified", "Child Protection Unit told of the new address")
    tell("address.circulated", "Those who attended the initial conference told of the move")
    tell("transfer_in.notified", lambda event: f"Moves in from {event.facts['authority']}")
    tell("transfer_in.conference_held", "Transfer-in conference held")
    tell("transfer_in.withdrawn", "Did not move in after all")
    tell("transfer_out.notified", _notified)
    tell("transfer_out.conference_held", _their_conference)
    tell("transfer_out.withdrawn", "Did not move away after all")


def _missing() -> None:
    tell("missing_episode.reported", "Reported missing")
    tell("missing_episode.managers_told", "Missing: line manager and QA Manager told")
    tell("missing_episode.agencies_contacted", "Missing: other agencies contacted")
    tell("missing_episode.health_tracing_begun", "Missing: health traces the family")
    tell("missing_episode.authorities_told", "Missing: all local authorities written to")
    tell("missing_episode.found", "Found")
    tell("absence.noted", "Temporarily out of touch")
    tell("absence.back", "Back in touch")
    tell("absence.turned_missing", "Out of touch turned out to be missing")


def _care() -> None:
    tell("care_episode.began", _began)
    tell("care_episode.changed", _changed)
    tell("care_episode.police_asked", "Police asked for the looked-after review")
    tell("care_episode.police_answered", "Police information received for the looked-after review")
    tell("care_episode.ended", "No longer looked after")
    tell("court_order.made", lambda event: f"{_order(event)} made")
    tell("court_order.chair_informed", lambda event: f"Chair informed: {_order(event).lower()}")
    tell("court_order.ended", lambda event: f"{_order(event)} ended")


def _learned(event: Any) -> str:
    return "Moved to a confidential address" if event.facts["confidential"] else "Moved"


def _notified(event: Any) -> str:
    return f"Moves to another authority: {event.facts['authority']} notified"


def _their_conference(event: Any) -> str:
    return f"{event.facts['authority']} held its conference"


def _began(event: Any) -> str:
    return f"Became looked after: {_basis(event)}"


def _changed(event: Any) -> str:
    return f"Looked after, changed: {_basis(event)}"


def _basis(event: Any) -> str:
    return str(LegalBasis(event.facts["legal_basis"]).label).lower()


def _order(event: Any) -> str:
    return str(OrderKind(event.facts["kind"]).label)
