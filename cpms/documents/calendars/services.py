"""Putting a meeting into a person's calendar, moving it, taking it out (once each)."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from cpms.accounts.models import User
from cpms.documents.calendars.concerns import concerning
from cpms.documents.calendars.models import CalendarEntry, CalendarFeed
from cpms.documents.models import Letter
from cpms.documents.recipients import Recipient
from cpms.records import clock
from cpms.records.models import Record
from cpms.records.moves import write
from cpms.timescales.calendar import add_weeks, start_of_day

WEEKS_SHOWN_AFTERWARDS = 4


@dataclass(frozen=True)
class Appointment:
    """When and where one person is to be: the times are theirs, not another's."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


@dataclass(frozen=True)
class Holder:
    """In whose calendar an entry stands; `key` tells it from others of the same meeting."""

    key: str
    name: str
    email: str = ""
    user: User | None = None

    @classmethod
    def of(cls, key: str, recipient: Recipient) -> "Holder":
        """Return the holder that the recipient of a letter is."""
        return cls(key, recipient.name, recipient.email, recipient.account)

    @classmethod
    def colleague(cls, key: str, user: User) -> "Holder":
        """Return the holder that somebody with an account is."""
        return cls(key, str(user), user.email, user)


@transaction.atomic
def put(
    record: Record,
    holder: Holder,
    appointment: Appointment,
    *,
    by: User | None,
    letter: Letter | None = None,
) -> CalendarEntry:
    """Put a meeting into a calendar, or move it there. The same once more changes nothing.

    `letter` is the one that tells of it: its page offers the file.
    """
    entry = _of(record, holder.key) or CalendarEntry(
        record_label=record.record_label(), record_id=record.pk, whose=holder.key
    )
    wanted = {**_facts(holder), **vars(appointment), "is_cancelled": False}
    _change(entry, wanted, by)
    _send_with(entry, letter)
    return entry


@transaction.atomic
def take_out(
    record: Record, *keys: str, by: User | None, letters: Mapping[str, Letter] | None = None
) -> list[CalendarEntry]:
    """Take a meeting out of these people's calendars; without keys, out of everybody's."""
    rows = CalendarEntry.objects.select_for_update().of_record(record)
    if keys:
        rows = rows.filter(whose__in=keys)
    entries = list(rows)
    for entry in entries:
        _change(entry, {"is_cancelled": True}, by)
        _send_with(entry, (letters or {}).get(entry.whose))
    return entries


def entries_for(user: User, on: date) -> QuerySet[CalendarEntry]:
    """Return what stands in a person's feed: their own meetings that still concern them."""
    since = start_of_day(add_weeks(on, -WEEKS_SHOWN_AFTERWARDS))
    return CalendarEntry.objects.filter(concerning(user, on), user=user, ends_at__gte=since)


@transaction.atomic
def open_feed(user: User) -> str:
    """Make a new feed and return its secret, this once; an earlier one ends at the same time."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    revoke_feed(user)
    secret = secrets.token_urlsafe(32)
    row = CalendarFeed(user=user, fingerprint=fingerprint(secret), made_at=clock.now())
    write(row, by=user)
    return secret


@transaction.atomic
def revoke_feed(user: User) -> None:
    """End the person's feed: from the next request on its address opens nothing."""
    for row in feeds_of(user).select_for_update(of=("self",)):
        row.revoked_at = clock.now()
        write(row, by=user)


def feeds_of(user: User) -> QuerySet[CalendarFeed]:
    """Return the person's feed that is open, if there is one."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None)


def reader_of(secret: str) -> User | None:
    """Return whose feed this secret opens: nobody's once it is revoked or the account ended."""
    row = (
        CalendarFeed.objects.filter(fingerprint=fingerprint(secret), revoked_at=None)
        .select_related("user")
        .first()
    )
    return row.user if row and row.user.is_active else None


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _of(record: Record, key: str) -> CalendarEntry | None:
    rows = CalendarEntry.objects.select_for_update().of_record(record)
    return rows.filter(whose=key).first()


def _facts(holder: Holder) -> dict[str, object]:
    return {"user": holder.user, "name": holder.name, "email": holder.email}


def _change(entry: CalendarEntry, wanted: Mapping[str, object], by: User | None) -> None:
    """Write what differs, under the next number of the sequence; nothing if nothing does."""
    is_new = entry.pk is None
    if not is_new and all(getattr(entry, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(entry, name, value)
    entry.sequence = 0 if is_new else entry.sequence + 1
    entry.stamped_at = clock.now()
    write(entry, by=by)


def _send_with(entry: CalendarEntry, letter: Letter | None) -> None:
    letters: Iterable[Letter] = [letter] if letter else []
    entry.letters.add(*letters)
