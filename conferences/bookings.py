"""Whether a chair or a place is free, asked so that nobody else can book it meanwhile.

Each question locks the row of the chair or of the place until the transaction ends: of two
people who schedule in the same second, the second one is asked after the first has booked.
Always the chair before the place, so that the two never wait for each other.
"""

from datetime import datetime
from typing import Any

from conferences.models.venue import Venue, key_of
from cpms.accounts.models import User
from cpms.timescales.calendar import hours_before

HOURS = 2
"""How long a chair and a room are kept for one conference."""

BY_VIDEO = "By video"


def chair_is_free(conference: Any, chair: User, at: datetime) -> bool:
    """Say whether the chair has no other conference within the hours round this moment."""
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=chair.pk)
    return not _booked(conference, at).filter(chair=chair).exists()


def venue_is_free(conference: Any, name: str, at: datetime) -> bool:
    """Say whether no other conference meets at the place within the hours round this moment."""
    key = key_of(name)
    if key in {"", key_of(BY_VIDEO)}:
        return True
    Venue.objects.get_or_create(key=key, defaults={"name": name.strip()})
    Venue.objects.select_for_update(of=("self",)).get(key=key)
    taken = _booked(conference, at).values_list("venue", flat=True)
    return key not in {key_of(other) for other in taken}


def _booked(conference: Any, at: datetime) -> Any:
    others = type(conference).objects.exclude(pk=conference.pk)
    return others.filter(
        state__in=conference.BOOKED,
        scheduled_at__gt=hours_before(at, HOURS),
        scheduled_at__lt=hours_before(at, -HOURS),
    )
