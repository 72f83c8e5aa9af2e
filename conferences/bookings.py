"""Whether chair, minute taker and place are free, asked so that nobody else can book meanwhile.

Each question locks the rows of the people or of the place until the transaction ends: of two
officers who schedule in the same second, the second one is asked after the first has booked.
People before places, and people in the order of their numbers, so that no two officers ever
wait for each other. Where the database can, it keeps the same promise once more (`kept`).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from conferences.models.venue import Venue, key_of
from cpms.accounts.models import User
from cpms.timescales.calendar import hours_before

HOURS = 2
"""How long a chair, a minute taker and a room are kept for one conference."""

BY_VIDEO = "By video"


def end_of(at: datetime) -> datetime:
    """Return until when people and place are kept."""
    return hours_before(at, -HOURS)


def room_key(name: str) -> str:
    """Return by which name a place is booked; nothing where any number can meet."""
    key = key_of(name)
    return "" if key == key_of(BY_VIDEO) else key


def chair_is_free(conference: Any, chair: User, at: datetime, people: Iterable[User] = ()) -> bool:
    """Say whether the chair has no other conference within the hours round this moment."""
    _lock([chair, *people])
    booked = _booked(conference, at)
    return not (booked.filter(chair=chair).exists() or booked.filter(minute_taker=chair).exists())


def minute_taker_is_free(
    conference: Any, taker: User | None, at: datetime, people: Iterable[User] = ()
) -> bool:
    """Say whether the minute taker chairs and minutes no other conference at that time."""
    if taker is None:
        return True
    people = list(people)
    _lock([taker, *people])
    booked = _booked(conference, at)
    is_twice = sum(person.pk == taker.pk for person in people) > 1
    return not (
        is_twice
        or booked.filter(minute_taker=taker).exists()
        or booked.filter(chair=taker).exists()
    )


def venue_is_free(conference: Any, name: str, at: datetime) -> bool:
    """Say whether no other conference meets at the place within the hours round this moment."""
    key = room_key(name)
    if not key:
        return True
    Venue.objects.get_or_create(key=key, defaults={"name": name.strip()})
    Venue.objects.select_for_update(of=("self",)).get(key=key)
    return not _booked(conference, at).filter(venue_key=key).exists()


def _lock(people: Iterable[User]) -> None:
    numbers = {person.pk for person in people}
    rows = User.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=numbers)
    list(rows.order_by("pk"))


def _booked(conference: Any, at: datetime) -> Any:
    others = type(conference).objects.exclude(pk=conference.pk)
    return others.filter(
        state__in=conference.BOOKED, scheduled_at__lt=end_of(at), ends_at__gt=at
    ).order_by()
