"""A bank holiday is proclaimed or withdrawn late: running clocks move, their owners are told."""

from datetime import date

from django.db import transaction

from cpms.accounts.models import User
from cpms.design.formats import day as in_words
from cpms.records.moves import write

from .calendar import CalendarEnds, last_day
from .deadlines.keeping import Recomputed, recompute
from .models import BankHoliday, ClosureDay, Deadline, Stage
from .policy import pack_in_force
from .reminders.sweep import tell


@transaction.atomic
def proclaim(
    on: date, name: str, *, known_on: date, by: User | None, is_withdrawn: bool = False
) -> Recomputed:
    """Change the calendar by one day and bring the running clocks up to date.

    What was done before the day became known stays as it was counted then. The old due day
    and the reason are kept, and each owner is told once.
    """
    if on > last_day():
        raise CalendarEnds(f"The working-day calendar ends on {in_words(last_day())}.")
    row = BankHoliday.objects.filter(day=on).first() or BankHoliday(day=on)
    row.name, row.known_on, row.is_withdrawn = name, known_on, is_withdrawn
    write(row, by=by)
    did = "withdrawn as" if is_withdrawn else "proclaimed"
    return _move_clocks(f"{in_words(on)} was {did} a bank holiday ({name}).", known_on)


@transaction.atomic
def close(on: date, name: str, *, known_on: date, by: User | None) -> Recomputed:
    """Enter a day on which the authority is closed; clocks move only if the pack says so."""
    row = ClosureDay.objects.filter(day=on).first() or ClosureDay(day=on)
    row.name = name
    write(row, by=by)
    if not pack_in_force().latest.switches.closures_stop_clocks:
        return Recomputed()
    return _move_clocks(f"The authority is closed on {in_words(on)} ({name}).", known_on)


def _move_clocks(because: str, known_on: date) -> Recomputed:
    children = Deadline.objects.open().order_by().values_list("child_id", flat=True).distinct()
    changes = recompute(children, because=because)
    tell([new.pk for _, new in changes.moved], Stage.MOVED, known_on)
    return changes
