"""How what follows a conference is told."""

from cpms.records.chronology import tell


def register() -> None:
    """Tell each event of the time after a conference."""
    tell("conference.decision_circulated", "Decision sent to all invited")
    tell("conference.decision_recalled", "Decision taken back before any letter had gone")
    tell("conference.minutes_recalled", "Conference minutes taken back before any copy had gone")
    tell("conference.minutes_approved", "Conference minutes approved by the chair")
    tell("conference.minutes_circulated", "Conference minutes sent")
    tell("conference.minutes_finalised", "Conference minutes final")
    tell("conference.split_referred", "Equal split referred to the Head of Service")
    tell("conference.split_heard", "Appeals and Split Decisions Panel heard the equal split")
