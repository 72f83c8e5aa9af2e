"""How the events of the desk are told in a child's chronology."""

from typing import Any

from cpms.records.chronology import tell


def register() -> None:
    """Tell each event; called once when the app starts."""
    for name, what in _ENQUIRY.items():
        tell(f"enquiry.{name}", _of_enquiry(what))
    tell("enquiry_follow_up.opened", "Quality Assurance Manager notified of a second enquiry")
    tell("enquiry_follow_up.withdrawn", "Notification of a second enquiry withdrawn")
    tell("enquiry_follow_up.discussed", "Second enquiry discussed with the district team")
    tell("enquiry_follow_up.finished", "Follow-up of a second enquiry finished")


def _of_enquiry(what: str) -> Any:
    return lambda event: f"{what} ({event.facts['reference']}): {event.facts['caller']}"


_ENQUIRY = {
    "identified": "Enquiry to the unit about the child",
    "match_settled": "Enquiry to the unit about the child, match decided by the QA Manager",
    "match_taken_back": "Enquiry to the unit was about another child",
    "answered": "Enquiry to the unit answered",
    "closed": "Enquiry to the unit closed",
    "rung_off": "Enquiry to the unit ended by the caller",
}
