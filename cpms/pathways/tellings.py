"""How the events off the main road are told."""

from cpms.records.chronology import tell


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("action_plan.agreed", "Action plan agreed")
    tell("action_plan.reviewed", "Action plan reviewed")
    tell("action_plan.closed", "Action plan closed")
    tell("child_in_need_meeting.demanded", "First child in need meeting demanded")
    tell("child_in_need_meeting.date_set", "Date of the child in need meeting set")
    tell("child_in_need_meeting.held", "Child in need meeting held")
