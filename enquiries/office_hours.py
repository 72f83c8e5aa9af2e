"""When the unit answers and when the Emergency Duty Team does (EN-01)."""

from datetime import datetime, time

from django.conf import settings

from cpms.timescales import calendar
from cpms.timescales.policy import working_days


def is_office_open(moment: datetime) -> bool:
    """Say whether the moment lies in office hours of a working day."""
    local = calendar.as_london(moment)
    is_working = working_days().is_working_day(local.date())
    return is_working and opens() <= local.time() < closes()


def last_closing(moment: datetime) -> datetime:
    """Return when the unit last closed: since then the night desk took the calls."""
    local = calendar.as_london(moment)
    days = working_days()
    has_closed = days.is_working_day(local.date()) and local.time() >= closes()
    day = local.date() if has_closed else days.last_working_day_before(local.date())
    return calendar.at_clock(day, closes())


def opens() -> time:
    """Return when the unit opens on a working day."""
    return time.fromisoformat(settings.OFFICE_OPENS)


def closes() -> time:
    """Return when the unit closes on a working day."""
    return time.fromisoformat(settings.OFFICE_CLOSES)
