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
    tell("restriction.in_force", "Record restricted to named readers")
    tell("restriction.readers_changed", "Readers of the restricted record changed")
    tell("restriction.lifted", "Record no longer restricted")
    tell("conflict.declared", "Conflict of interest declared")
    tell("conflict.ended", "Conflict of interest ended")
    tell("access.opened", "File opened for a reason")
    tell("access.reviewed", "Opening of the file reviewed")
