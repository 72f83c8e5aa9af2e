"""How days, moments and numbers read on a page: always with the weekday, never locale-bound.

People here plan by the weekday, and a wrong one is the quickest sign of a wrong date.
"""

from datetime import date, datetime, time

from django.utils import timezone

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def _local_day(value: date | datetime) -> date:
    """Return the calendar day, in England for a moment that knows its zone."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: date | datetime | None) -> str:
    """Tue 24 Nov 2026."""
    if not value:
        return ""
    return f"{day_short(value)} {_local_day(value).year}"


def day_short(value: date | datetime | None) -> str:
    """Tue 24 Nov: where the year is plain from the page."""
    if not value:
        return ""
    on = _local_day(value)
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"


def day_long(value: date | datetime | None) -> str:
    """Tuesday 24 November 2026: in headings and letters."""
    if not value:
        return ""
    on = _local_day(value)
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def clock(value: datetime | time | None) -> str:
    """14:00, in England."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02}:{value.minute:02}"


def moment(value: datetime | None) -> str:
    """Tue 24 Nov 2026, 14:00, in England."""
    if not value:
        return ""
    return f"{day(value)}, {clock(value)}"


def plural(number: int, one: str, many: str = "") -> str:
    """1 child, 2 children: the number with its word."""
    return f"{number} {one if number == 1 else many or one + 's'}"
