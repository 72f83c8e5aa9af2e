"""One slot: when, with whom, where; and whether chair, minute taker and room are free in it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.utils.http import urlencode

from conferences import bookings
from conferences.assistant.known import Known
from conferences.models.venue import Venue
from cpms.accounts.models import User
from cpms.timescales.calendar import at_clock, local_day

ROOM_FOR_OTHERS = 2
"""Chair and minute taker, who are on no list."""


@dataclass(frozen=True)
class Slot:
    """Hours in which chair, minute taker and room are free."""

    starts_at: datetime
    ends_at: datetime
    chair: User
    minute_taker: User | None
    room: Venue | None
    breaks: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day of the slot."""
        return local_day(self.starts_at)

    @property
    def place(self) -> str:
        """The room, or that it is by video where no room is on record."""
        return self.room.name if self.room else bookings.BY_VIDEO

    @property
    def query(self) -> str:
        """What the page on which it is booked is told."""
        at, chair = self.starts_at.isoformat(), str(self.chair.pk)
        chosen = {"at": at, "chair": chair, "venue": self.place}
        if self.minute_taker:
            chosen["minute_taker"] = str(self.minute_taker.pk)
        return urlencode(chosen)


def starts() -> list[time]:
    """Return the hours at which a conference can begin."""
    return [time.fromisoformat(text) for text in settings.CONFERENCE_STARTS]


def free_slot(known: Known, day: date, hour: time) -> Slot | None:
    """Return the slot of this hour with the best people and room that are free, if any are."""
    starts_at = at_clock(day, hour)
    ends_at = bookings.end_of(starts_at)
    meeting = [one for one in known.booked if one.meets(starts_at, ends_at)]
    busy = {pk for one in meeting for pk in (one.chair, one.minute_taker)}
    chair = _best_chair(known, day, busy)
    if chair is None:
        return None
    taker = _minute_taker(known, day, busy | {chair.pk})
    room = _room(known, {one.room for one in meeting})
    # Where none are on record at all, nobody and nothing is waited for.
    lacks_one = (known.takers and taker is None) or (known.rooms and room is None)
    return None if lacks_one else Slot(starts_at, ends_at, chair, taker, room)


def _minute_taker(known: Known, day: date, busy: set[int | None]) -> User | None:
    free = (one for one in known.takers if one.pk not in busy and not known.is_away(one.pk, day))
    return next(free, None)


def _room(known: Known, taken: set[str]) -> Venue | None:
    return next((room for room in _rooms(known) if room.key not in taken), None)


def _best_chair(known: Known, day: date, busy: set[int | None]) -> User | None:
    """Return who chaired before, else whoever has most room in that week (CF-02)."""
    free = [one for one in known.chairs if one.pk not in busy and not known.is_away(one.pk, day)]
    return min(
        free,
        key=lambda one: (
            known.load(one.pk, day) >= known.capacity(one.pk),
            one.pk != known.conference.chair_id,
            known.load(one.pk, day) - known.capacity(one.pk),
            one.name,
        ),
        default=None,
    )


def _rooms(known: Known) -> list[Venue]:
    """Return the rooms, those first that fit: access, seats, then the smallest."""
    wanted, access = expected(known), known.has_access_needs()
    return sorted(
        known.rooms,
        key=lambda room: (
            access and not room.is_step_free,
            room.seats is not None and room.seats < wanted,
            room.seats or wanted,
            room.name,
        ),
    )


def expected(known: Known) -> int:
    """Return how many people need a seat at the same time."""
    coming = [row for row in known.invitations if not row.excluded_on]
    return len(coming) + ROOM_FOR_OTHERS
