"""Plain days, months, ages and moments: nothing here knows of bank holidays."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
EIGHTEEN = 18
"""The age at which a child protection plan ends by itself (PL-15)."""
FULL_TERM_WEEKS = 40


def today() -> date:
    """The day it is in Europe/London, wherever the server stands. For the edges only."""
    return timezone.localdate(timezone=LONDON)


def now() -> datetime:
    """This moment, aware."""
    return timezone.now()


def local_day(moment: datetime) -> date:
    """The London day on which a moment falls."""
    return moment.astimezone(LONDON).date()


def as_london(moment: datetime) -> datetime:
    """A moment on the London clock; a naive one is read as London time."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=LONDON)
    return moment.astimezone(LONDON)


def at_clock(day: date, clock: time) -> datetime:
    """The moment at which London clocks show `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=LONDON)


def start_of_day(day: date) -> datetime:
    """The first moment of a London day."""
    return at_clock(day, time.min)


def end_of_day(day: date) -> datetime:
    """The first moment after a London day."""
    return start_of_day(add_days(day, 1))


def add_days(day: date, amount: int) -> date:
    """Calendar days after (or, negative, before) a day."""
    return day + timedelta(days=amount)


def add_weeks(day: date, amount: int) -> date:
    """Calendar weeks after (or before) a day: the same weekday."""
    return day + timedelta(weeks=amount)


def add_months(day: date, amount: int) -> date:
    """The same day number, so many months on; clipped to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, amount: int) -> date:
    """The same day, so many years on; 29 February becomes the 28th in a common year."""
    return add_months(day, amount * 12)


def hours_before(moment: datetime, amount: int) -> datetime:
    """Exactly so many hours earlier, also across a change of the clocks."""
    return (moment.astimezone(UTC) - timedelta(hours=amount)).astimezone(LONDON)


def hours_after(moment: datetime, amount: int) -> datetime:
    """Exactly so many hours later, also across a change of the clocks."""
    return hours_before(moment, -amount)


def minutes_after(moment: datetime, amount: int) -> datetime:
    """Exactly so many minutes later, also across a change of the clocks."""
    return (moment.astimezone(UTC) + timedelta(minutes=amount)).astimezone(LONDON)


def moved_along(moment: datetime, was: datetime, now: datetime) -> datetime:
    """The moment that lies as far from `now`, by the London clock, as `moment` lay from `was`."""
    apart = as_london(moment).replace(tzinfo=None) - as_london(was).replace(tzinfo=None)
    return (as_london(now).replace(tzinfo=None) + apart).replace(tzinfo=LONDON)


def days_between(start: date, end: date) -> int:
    """Calendar days from one day to another."""
    return (end - start).days


def seconds_between(start: datetime, end: datetime) -> float:
    """Seconds from one moment to another."""
    return (end - start).total_seconds()


def days_late(due: date, done: date) -> int:
    """Calendar days past the due day; 0 on the due day itself and before."""
    return max(0, days_between(due, done))


def whole_weeks_between(start: date, end: date) -> int:
    """Whole weeks from one day to another."""
    return days_between(start, end) // 7


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another, as `add_months` counts them."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def birthday(born: date, age: int) -> date:
    """The day a person reaches an age; one born on 29 February has it on 1 March.

    In English law an age is reached at the start of the birthday, and there is no
    29 February to have it on in a common year: 1 March is the first day after it.
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Age in whole years on a day; negative before birth is refused by returning 0."""
    age = day.year - born.year
    return max(0, age if birthday(born, age) <= day else age - 1)


def age_in_weeks(born: date, day: date) -> int:
    """Age in whole weeks, as a baby's age is told."""
    return max(0, whole_weeks_between(born, day))


def conceived_weeks(expected_on: date, day: date) -> int:
    """Weeks of pregnancy on a day, from the estimated delivery date at 40 weeks (CF-29)."""
    return FULL_TERM_WEEKS - -(-days_between(day, expected_on) // 7)


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_starts(day: date, months: int) -> list[date]:
    """The first days of the last so many months, the month of `day` included, oldest first."""
    first = first_of_month(day)
    return [add_months(first, -back) for back in range(months - 1, -1, -1)]


def week_start(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
