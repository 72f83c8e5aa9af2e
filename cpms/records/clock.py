"""The service's one clock: the present moment, or the one that a story is told at.

People enter things now. Demonstration data and what-if runs enter them as of another
moment, so that what is entered on Monday stands in the chronology as entered on Monday.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told_at: ContextVar[datetime | None] = ContextVar("told_at", default=None)


def now() -> datetime:
    """Return the moment at which things are being entered."""
    return _told_at.get() or timezone.now()


def today() -> date:
    """Return the day in England at that moment."""
    return timezone.localdate(now())


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Enter everything inside as if it were this moment."""
    before = _told_at.set(moment)
    try:
        yield
    finally:
        _told_at.reset(before)
