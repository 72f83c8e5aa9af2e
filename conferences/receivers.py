"""What follows inside the conference when it moves."""

from typing import Any

from django.dispatch import receiver

from conferences import agenda, meetings_in_calendars, suggestions
from conferences.models import Conference
from cpms.records import clock
from cpms.records.signals import moved


@receiver(moved, sender=Conference)
def lay_the_agenda(record: Conference, move: str, by: Any, **kwargs: Any) -> None:
    """A conference that opens has its agenda, whoever opened it and from where."""
    if move == "open":
        agenda.lay(record, by=by)


@receiver(moved, sender=Conference)
def enter_the_leads(record: Conference, move: str, **kwargs: Any) -> None:
    """Whoever leads for a child now is in the directory before anybody is invited (CF-04)."""
    if record.is_open and move != "open":
        suggestions.enter_leads(record, clock.today())


@receiver(moved, sender=Conference)
def leave_the_calendars(record: Conference, move: str, by: Any, **kwargs: Any) -> None:
    """A conference stood down leaves the calendars until it has another day (CF-06)."""
    if move == "stand_down":
        meetings_in_calendars.take_out_for_everybody(record, {}, by=by)
