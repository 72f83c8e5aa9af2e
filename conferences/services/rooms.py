"""Keeping rooms, days away and capacities."""

from datetime import date

from django.db import transaction

from conferences.models import Capacity, Conference, DaysAway
from conferences.models.venue import Venue, key_of
from cpms.accounts.models import User
from cpms.records.guards import Refused
from cpms.records.moves import write
from cpms.timescales.calendar import end_of_day, start_of_day


@transaction.atomic
def keep_room(
    room: Venue | None,
    *,
    by: User,
    name: str,
    seats: int | None = None,
    is_step_free: bool = False,
    access_note: str = "",
    is_retired: bool = False,
) -> Venue:
    """Keep what is known of a room: a new one, or one that is known already (FA-02)."""
    row = room or Venue()
    if room is not None and key_of(name) != room.key and _is_booked(room):
        raise Refused(f"{room} is booked under this name. Rename it when nothing is booked there.")
    row.key, row.name = key_of(name), name
    row.seats, row.is_step_free = seats, is_step_free
    row.access_note, row.is_retired = access_note, is_retired
    write(row, by=by)
    return row


@transaction.atomic
def keep_away(*, by: User, person: User, from_on: date, until_on: date) -> list[Conference]:
    """Keep days away; return the conferences that stand on them and must be moved or handed on.

    Nothing is cancelled by itself: whoever enters the days is told what is booked.
    """
    write(DaysAway(person=person, from_on=from_on, until_on=until_on), by=by)
    return booked_on(person, from_on, until_on)


@transaction.atomic
def end_away(row: DaysAway, *, by: User) -> None:
    """Take days away back: the person is there after all."""
    row._history_user = by  # type: ignore[attr-defined]
    row.delete()


@transaction.atomic
def keep_capacity(chair: User, *, by: User, per_week: int) -> Capacity:
    """Keep how many conferences a chair takes in a week."""
    row = Capacity.objects.select_for_update().filter(chair=chair).first() or Capacity(chair=chair)
    row.per_week = per_week
    write(row, by=by)
    return row


def booked_on(person: User, first: date, last: date) -> list[Conference]:
    """Return the conferences that a person chairs or minutes from one day to another."""
    rows = Conference.objects.filter(
        state__in=Conference.BOOKED,
        scheduled_at__gte=start_of_day(first),
        scheduled_at__lt=end_of_day(last),
    )
    return list((rows.filter(chair=person) | rows.filter(minute_taker=person)).distinct())


def _is_booked(room: Venue) -> bool:
    booked = Conference.objects.filter(state__in=Conference.BOOKED, venue_key=room.key)
    return bool(booked.exists())
