"""The conference in the calendars of those who come: each with their own times (CF-04).

It is put there with the letter that tells of it, moves with the conference, and is taken out
once. What it says is neutral: see `cpms.documents.calendars`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from conferences.models import Conference, Invitation
from conferences.recipients import recipient_of
from cpms.accounts.models import User
from cpms.documents.calendars import concerns
from cpms.documents.calendars.models import CalendarEntry
from cpms.documents.calendars.services import Appointment, Holder, put, take_out
from cpms.documents.models import Letter

State = Conference.State
OVER = (State.DECLINED, State.CANCELLED)


def register() -> None:
    """Say which conferences still concern a person whose feed is read; called once."""
    concerns.register(Conference.record_label(), concerning)


def concerning(user: User, on: date) -> QuerySet[Any, Any]:
    """Return the conferences that the person chairs, minutes or is invited to today."""
    invited = Invitation.objects.coming().filter(practitioner__user=user).values("conference")
    mine = Q(chair=user) | Q(minute_taker=user) | Q(pk__in=invited)
    rows: QuerySet[Any, Any] = Conference.objects.filter(mine).exclude(state__in=OVER)
    return rows.order_by().values("pk")


def put_for_those_invited(
    conference: Conference,
    invitations: Sequence[Invitation],
    letters: Sequence[Letter],
    *,
    by: User | None,
) -> None:
    """Put it into the calendar of each person whom a letter tells of it."""
    for invitation, letter in zip(invitations, letters, strict=True):
        holder = Holder.of(invitation.calendar_key, recipient_of(invitation))
        put(conference, holder, _for(conference, invitation), by=by, letter=letter)


def put_for_chair_and_minutes(conference: Conference, *, by: User | None) -> None:
    """Put it into the calendars of chair and minute taker, and out of those of former ones."""
    now = {
        f"{part}-{person.pk}": person
        for part, person in (("chair", conference.chair), ("minutes", conference.minute_taker))
        if person is not None
    }
    for key, person in now.items():
        put(conference, Holder.colleague(key, person), _for(conference), by=by)
    former = [key for key in _keys_of_staff(conference) if key not in now]
    if former:
        take_out(conference, *former, by=by)


def take_out_for(invitation: Invitation, letter: Letter, *, by: User | None) -> None:
    """Take it out of one person's calendar, with the letter that says why."""
    key = invitation.calendar_key
    take_out(invitation.conference, key, by=by, letters={key: letter})


def take_out_for_everybody(
    conference: Conference, letters: Mapping[str, Letter], *, by: User | None
) -> None:
    """Take it out of every calendar: it does not take place."""
    take_out(conference, by=by, letters=letters)


def _for(conference: Conference, invitation: Invitation | None = None) -> Appointment:
    starts_at = (invitation and invitation.comes_at) or conference.scheduled_at
    ends_at = (invitation and invitation.goes_at) or conference.ends_at
    assert starts_at is not None  # it is scheduled
    assert ends_at is not None
    return Appointment(starts_at, ends_at, conference.venue)


def _keys_of_staff(conference: Conference) -> list[str]:
    rows = CalendarEntry.objects.of_record(conference).filter(is_cancelled=False)
    keys = rows.values_list("whose", flat=True)
    return [key for key in keys if key.startswith(("chair-", "minutes-"))]
