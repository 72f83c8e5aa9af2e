"""How the events of a child's own record are told."""

from cpms.records.chronology import tell


def register() -> None:
    """Tell each event; called once when the app starts."""
    tell("child.registered", "Registered")
    tell("child.reasonable_cause_decided", "Reasonable cause to suspect significant harm")
    tell("child.allocated", "Allocated to a lead professional")
    tell("child.born", "Born")
    tell("child.closed", "Case closed")
    tell("child.reopened", "Case opened again")
