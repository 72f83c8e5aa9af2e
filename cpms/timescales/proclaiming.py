"""The calendar changes late: running clocks move, their owners are told once.

A bank holiday is proclaimed or withdrawn, or the authority closes on a day. What was done
before the change became known stays as it was counted then. Each change can be tried first.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction

from cpms.accounts.models import User
from cpms.design.formats import day as in_words
from cpms.records.guards import Refused
from cpms.records.moves import write

from .calendar import Announcement, CalendarEnds, Closure, WorkingDays, last_day
from .deadlines.keeping import Recomputed, recompute
from .models import BankHoliday, ClosureDay, Deadline, Stage
from .policy import announcements, calendar_of, closures, pack_in_force, working_days
from .reminders.sweep import tell


class Kind(StrEnum):
    """What is changed about a day."""

    PROCLAIMED = "proclaimed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    OPENED = "opened"


@dataclass(frozen=True)
class Change:
    """One change of the calendar, and the day on which it became known."""

    kind: Kind
    day: date
    name: str
    known_on: date

    @property
    def because(self) -> str:
        """The reason that is kept with each due day that moves."""
        told = f"{in_words(self.day)}"
        return {
            Kind.PROCLAIMED: f"{told} was proclaimed a bank holiday ({self.name}).",
            Kind.WITHDRAWN: f"{told} was withdrawn as a bank holiday ({self.name}).",
            Kind.CLOSED: f"The authority is closed on {told} ({self.name}).",
            Kind.OPENED: f"The authority is not closed on {told} after all.",
        }[self.kind]

    def calendar(self) -> WorkingDays:
        """The working days as they will be."""
        told, closed = announcements(), closures()
        if self.kind in {Kind.PROCLAIMED, Kind.WITHDRAWN}:
            is_withdrawn = self.kind is Kind.WITHDRAWN
            new = Announcement(self.day, self.name, self.known_on, is_withdrawn)
            told = (*told, new)
        else:
            closed = tuple(closure for closure in closed if closure.day != self.day)
        if self.kind is Kind.CLOSED:
            closed = (*closed, Closure(self.day, self.name, self.known_on))
        return calendar_of(pack_in_force(), told, closed)


def proclaim(
    on: date, name: str, *, known_on: date, by: User | None, is_withdrawn: bool = False
) -> Recomputed:
    """Proclaim a bank holiday, or withdraw one."""
    kind = Kind.WITHDRAWN if is_withdrawn else Kind.PROCLAIMED
    return make(Change(kind, on, name, known_on), by=by)


def close(on: date, name: str, *, known_on: date, by: User | None) -> Recomputed:
    """Enter a day on which the authority is closed; clocks move only if the pack says so."""
    return make(Change(Kind.CLOSED, on, name, known_on), by=by)


def would_move(change: Change) -> Recomputed:
    """What the change would do to the running clocks. Nothing is written."""
    _require(change)
    return recompute(_children(), calendar=change.calendar(), dry_run=True)


@transaction.atomic
def make(change: Change, *, by: User | None) -> Recomputed:
    """Change the calendar by one day and bring the running clocks up to date.

    The old due day and the reason are kept, and each owner is told once.
    """
    _require(change)
    _write(change, by)
    changes = recompute(_children(), because=change.because)
    tell([new.pk for _, new in changes.moved], Stage.MOVED, change.known_on)
    return changes


def _children() -> list[int]:
    open_clocks = Deadline.objects.open().order_by()
    return list(open_clocks.values_list("child_id", flat=True).distinct())


def _write(change: Change, by: User | None) -> None:
    if change.kind is Kind.OPENED:
        closure = ClosureDay.objects.get(day=change.day)
        closure._history_user = by  # type: ignore[attr-defined]
        closure.delete()
        return
    if change.kind is Kind.CLOSED:
        row: BankHoliday | ClosureDay = ClosureDay.objects.filter(day=change.day).first() or (
            ClosureDay(day=change.day)
        )
    else:
        told = BankHoliday.objects.filter(day=change.day, known_on=change.known_on)
        row = told.first() or BankHoliday(day=change.day)
        row.is_withdrawn = change.kind is Kind.WITHDRAWN
    row.name, row.known_on = change.name, change.known_on
    write(row, by=by)


def _require(change: Change) -> None:
    """Refuse what cannot be so, in a sentence."""
    if change.day > last_day():
        raise CalendarEnds(f"The working-day calendar ends on {in_words(last_day())}.")
    calendar = working_days()
    is_holiday = bool(calendar.holiday_on(change.day))
    told = in_words(change.day)
    refusals = {
        Kind.PROCLAIMED: (is_holiday, f"{told} is a bank holiday already."),
        Kind.WITHDRAWN: (not is_holiday, f"{told} is no bank holiday, so it cannot be withdrawn."),
        Kind.CLOSED: (
            change.day.weekday() >= 5 or is_holiday,
            f"{told} is no working day as it is: nobody has to close.",
        ),
        Kind.OPENED: (
            change.day not in calendar.closures or change.day < change.known_on,
            f"Only a closure that still lies ahead can be taken back, and {told} is none.",
        ),
    }
    is_wrong, refusal = refusals[change.kind]
    if is_wrong:
        raise Refused(refusal)
    if change.kind is not Kind.CLOSED and change.known_on > change.day:
        raise Refused("A bank holiday cannot have become known after its own day.")
