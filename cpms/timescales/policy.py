"""The pack and the calendar in force in this deployment, read where they are needed."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings

from .calendar import Announcement, Closure, WorkingDays, calendar_for, today
from .models import BankHoliday, ClosureDay, PackChoice
from .packs import Pack, load

Choice = tuple[date, str]


def choices() -> list[Choice]:
    """The day and the name of each pack chosen after the settings' own, oldest first."""
    return list(PackChoice.objects.values_list("effective_from", "pack"))


def pack_in_force(chosen: Iterable[Choice] | None = None) -> Pack:
    """The pack of the settings, followed by those chosen since, each from its day.

    What is given takes the place of what is kept: to see what a choice would move.
    """
    pack = load(settings.TIMESCALES_PACK)
    for effective_from, name in sorted(choices() if chosen is None else chosen):
        pack = pack.followed_by(load(name), effective_from)
    return pack


def announcements() -> tuple[Announcement, ...]:
    """What was proclaimed and withdrawn, in the order in which it became known."""
    return tuple(
        Announcement(row.day, row.name, row.known_on, row.is_withdrawn)
        for row in BankHoliday.objects.order_by("known_on", "pk")
    )


def closures() -> tuple[Closure, ...]:
    """The days on which the authority is closed."""
    return tuple(
        Closure(row.day, row.name, row.known_on) for row in ClosureDay.objects.order_by("day")
    )


def calendar_of(
    pack: Pack,
    announced: Collection[Announcement] | None = None,
    closed: Collection[Closure] | None = None,
) -> WorkingDays:
    """The working days as known now, with closures if the pack says that they stop clocks.

    What is given takes the place of what is kept: to see what a change would move.
    """
    return calendar_for(
        announcements() if announced is None else tuple(announced),
        closures() if closed is None else tuple(closed),
        pack.in_force(today()).switches.closures_stop_clocks,
    )


def working_days() -> WorkingDays:
    """The working days of the pack in force: for pages, guards and counts of days late."""
    return calendar_of(pack_in_force())
