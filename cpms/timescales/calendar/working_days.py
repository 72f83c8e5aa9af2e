"""The table of working days in England.

A working day is Monday to Friday that is neither a bank holiday in England nor, where the
policy says that closures stop clocks, a day on which the authority is closed. The table
holds, for every day, how many working days there have been up to and including it: adding
is then two look-ups and no search.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import holidays

from .days import days_from

FIRST_YEAR, LAST_YEAR = 2000, 2050
WEEKEND = {5: "Saturday", 6: "Sunday"}


def last_day() -> date:
    """The last day that the working-day table knows."""
    return date(LAST_YEAR, 12, 31)


class CalendarEnds(ValueError):  # noqa: N818  what happened
    """A day was asked for that the working-day table does not reach."""


@lru_cache(maxsize=4)
def bank_holidays(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Mapping[date, str]:
    """Bank holidays in England with their names, substitute days included."""
    days = holidays.country_holidays(
        "GB", subdiv="ENG", observed=True, years=range(first_year, last_year + 1)
    )
    return {day: name.replace("(observed)", "(substitute day)") for day, name in days.items()}


@dataclass(frozen=True)
class Announcement:
    """A bank holiday proclaimed (or withdrawn) after the published list was made.

    It counts for clocks that were still running on the day it became known; a thing done
    before that day was done under the calendar of that day.
    """

    day: date
    name: str
    known_on: date
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Closure:
    """A day on which the authority is closed, and the day on which that became known."""

    day: date
    name: str
    known_on: date


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """Working days of England, as known at one time.

    Announcements are in the order in which they became known: the last about a day counts.
    """

    announcements: tuple[Announcement, ...] = ()
    closures: Mapping[date, str] = field(default_factory=dict)
    closures_stop_clocks: bool = False
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    closures_known_on: Mapping[date, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the table once; it is read millions of times."""
        names = dict(bank_holidays(self.first_year, self.last_year))
        for told in self.announcements:
            if told.is_withdrawn:
                names.pop(told.day, None)
            else:
                names[told.day] = told.name
        stops = {**self.closures, **names} if self.closures_stop_clocks else names
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        working: list[date] = []
        upto: list[int] = []
        for day in days_from(first, last):
            if day.weekday() < 5 and day not in stops:
                working.append(day)
            upto.append(len(working))
        # A day's place in `_upto` is its ordinal less `_base`; one place more for the eve.
        object.__setattr__(self, "_base", first.toordinal() - 1)
        object.__setattr__(self, "_upto", [0, *upto])
        object.__setattr__(self, "_working", working)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_stops", stops)

    _base: int = field(init=False, repr=False)
    _upto: list[int] = field(init=False, repr=False)
    _working: list[date] = field(init=False, repr=False)
    _names: dict[date, str] = field(init=False, repr=False)
    _stops: Mapping[date, str] = field(init=False, repr=False)

    def add(self, day: date, amount: int) -> date:
        """The `amount`th working day strictly after `day`; strictly before it if negative.

        0 is the day itself if it is a working day, else the next one.
        """
        place = day.toordinal() - self._base
        try:
            if place < 1:
                raise IndexError
            if amount > 0:
                return self._working[self._upto[place] + amount - 1]
            index = self._upto[place - 1] + amount
            if index < 0:
                raise IndexError
            return self._working[index]
        except IndexError:
            raise CalendarEnds(self._out_of_reach(day)) from None

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no bank holiday, no closure that stops clocks."""
        self._require(day)
        return day.weekday() < 5 and day not in self._stops

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return self.add(day, 0)

    def last_working_day_before(self, day: date) -> date:
        """The nearest working day strictly before a day."""
        return self.add(day, -1)

    def last_working_day_on(self, day: date) -> date:
        """The day itself if it is a working day, else the nearest one before."""
        return day if self.is_working_day(day) else self.add(day, -1)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative backwards.

        Due in 3 working days: `working_days_between(today, due) == 3`.
        """
        self._require(start)
        self._require(end)
        return self._upto[end.toordinal() - self._base] - self._upto[start.toordinal() - self._base]

    def working_days_late(self, due: date, day: date) -> int:
        """Working days past the due day; 0 on the due day and before."""
        return max(0, self.working_days_between(due, day))

    def next_working_days(self, day: date, amount: int) -> list[date]:
        """The next so many working days, `day` included if it is one."""
        first = self.on_or_after(day)
        return [first, *(self.add(first, step) for step in range(1, amount))]

    def why_not(self, day: date) -> str:
        """Why a day is not a working day, in a word or two; empty if it is one."""
        return WEEKEND.get(day.weekday()) or self._stops.get(day, "")

    def holiday_on(self, day: date) -> str:
        """The name of the bank holiday that a day is; empty if it is none."""
        return self._names.get(day, "")

    def holidays_between(self, first: date, last: date) -> list[tuple[date, str]]:
        """The bank holidays from one day to another, both included."""
        return sorted((day, name) for day, name in self._names.items() if first <= day <= last)

    def name_of(self, day: date) -> str:
        """The bank holiday's name, or the closure's; empty on an ordinary day."""
        return self._names.get(day) or self.closures.get(day, "")

    def known_on(self, day: date) -> "WorkingDays":
        """The calendar as it was known at the end of a day."""
        known = tuple(told for told in self.announcements if told.known_on <= day)
        closures = tuple(
            Closure(closed, name, self.closures_known_on.get(closed, date.min))
            for closed, name in self.closures.items()
        )
        closed = tuple(closure for closure in closures if closure.known_on <= day)
        if (len(known), len(closed)) == (len(self.announcements), len(self.closures)):
            return self
        return calendar_for(
            known, closed, self.closures_stop_clocks, self.first_year, self.last_year
        )

    def _require(self, day: date) -> None:
        if not 0 < day.toordinal() - self._base < len(self._upto):
            raise CalendarEnds(self._out_of_reach(day))

    def _out_of_reach(self, day: date) -> str:
        return (
            f"The working-day calendar holds {self.first_year} to {self.last_year}; "
            f"a count from {day:%d/%m/%Y} leaves it."
        )


@lru_cache(maxsize=32)
def calendar_for(
    announcements: tuple[Announcement, ...] = (),
    closures: tuple[Closure, ...] = (),
    closures_stop_clocks: bool = False,
    first_year: int = FIRST_YEAR,
    last_year: int = LAST_YEAR,
) -> WorkingDays:
    """One table for each set of holidays and closures, kept between calls."""
    return WorkingDays(
        announcements,
        {closure.day: closure.name for closure in closures},
        closures_stop_clocks,
        first_year,
        last_year,
        {closure.day: closure.known_on for closure in closures},
    )
