"""How the events of strategy discussions and enquiries are told."""

from cpms.records.chronology import tell
from cpms.records.models import Event

_BY = {"in_person": "in person", "video": "by video", "telephone": "by telephone"}


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("strategy_discussion.planned", "Strategy discussion planned")
    tell("strategy_discussion.held", _held)
    tell(
        "strategy_discussion.no_further_involvement",
        "Strategy discussion decided: no further involvement",
    )
    tell(
        "strategy_discussion.section_17_assessment",
        "Strategy discussion decided: section 17 assessment",
    )
    tell(
        "strategy_discussion.section_47_initiated",
        "Strategy discussion decided: section 47 enquiries",
    )
    tell("strategy_discussion.minutes_circulated", "Strategy discussion minutes sent")
    tell("section_47_enquiry.started", "Section 47 enquiry started")
    tell(
        "section_47_enquiry.concluded",
        "Section 47 enquiry concluded: likely to suffer significant harm",
    )
    tell("section_47_enquiry.concluded_without_conference", _without_conference)


def _held(event: Event) -> str:
    how = _BY.get(str(event.facts.get("method")), "")
    return f"Strategy discussion held {how}".strip()


def _without_conference(event: Event) -> str:
    if event.facts.get("outcome") == "concluded_no_continuing_risk":
        return "Section 47 enquiry concluded: harm, but no continuing risk"
    return "Section 47 enquiry concluded: concerns not substantiated"
