"""Fixing chair, place and time, and moving them (CF-02, CF-03)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferences import kept, meetings_in_calendars
from conferences.letters import invited, send_changes, told_times
from conferences.models import Conference
from conferences.services.apart import move_own_times
from conferences.services.convening import ask_again_for_reports
from cpms.accounts.models import User
from cpms.records.moves import perform


@transaction.atomic
def schedule_conference(
    conference: Conference,
    *,
    by: User,
    now: datetime,
    chair: User,
    scheduled_at: datetime,
    venue: str,
    minute_taker: User | None = None,
    lateness_reason: str = "",
) -> Conference:
    """Schedule; where people were told of another time, tell everyone once again (CF-04).

    Reports not yet in are asked for again, since the day they are due moves as well (CF-11).
    """
    before = conference.scheduled_at
    told = told_times(conference)
    with kept.doubles_refused():
        conference = perform(
            conference,
            "schedule",
            by=by,
            chair=chair,
            minute_taker=minute_taker,
            scheduled_at=scheduled_at,
            venue=venue,
            now=now,
            lateness_reason=lateness_reason,
        )
    if before is not None:
        move_own_times(conference, before, by=by)
    meetings_in_calendars.put_for_chair_and_minutes(conference, by=by)
    if not told:
        return conference
    on = timezone.localdate(now)
    conference = perform(conference, "convene", by=by, convened_on=on)
    ask_again_for_reports(conference, on=on, by=by)
    send_changes(conference, invited(conference), told, on=on, by=by)
    return conference
