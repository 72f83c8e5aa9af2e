"""How the events of conferences are told in the chronology."""

from conferences.tellings import after, before, decisions


def register() -> None:
    """Tell each event; called once when the app starts."""
    before.register()
    decisions.register()
    after.register()
