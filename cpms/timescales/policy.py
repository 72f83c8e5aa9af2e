"""The pack and the calendar in force in this deployment, read where they are needed."""

from django.conf import settings

from .calendar import Announcement, WorkingDays, calendar_for
from .models import BankHoliday, ClosureDay
from .packs import Pack, load


def pack_in_force() -> Pack:
    """The pack that the deployment names in its settings."""
    return load(settings.TIMESCALES_PACK)


def calendar_of(pack: Pack) -> WorkingDays:
    """The working days as known now, with closures if the pack says that they stop clocks."""
    announcements = tuple(
        Announcement(row.day, row.name, row.known_on, row.is_withdrawn)
        for row in BankHoliday.objects.order_by("day")
    )
    closures = tuple(ClosureDay.objects.order_by("day").values_list("day", "name"))
    return calendar_for(announcements, closures, pack.latest.switches.closures_stop_clocks)


def working_days() -> WorkingDays:
    """The working days of the pack in force: for pages, guards and counts of days late."""
    return calendar_of(pack_in_force())
