"""What must hold before a conference has its chair, place and time (CF-02, CF-03)."""

from collections.abc import Mapping
from typing import Any

from conferences import bookings, chairing, independence, timeliness
from conferences.guards.asked import day_of
from cpms.accounts.permissions import Permission
from cpms.records.guards import Guard
from cpms.timescales.policy import working_days

is_on_a_working_day = Guard(
    lambda conference, facts: working_days().is_working_day(day_of(facts["scheduled_at"])),
    refusal="A conference is never held on a weekend or a bank holiday: choose a working day "
    "(CF-03).",
)

is_in_time_or_says_why = Guard(
    lambda conference, facts: (
        bool(facts.get("lateness_reason", "").strip())
        or not timeliness.is_late(conference, day_of(facts["scheduled_at"]))
    ),
    refusal=lambda conference: (
        f"{timeliness.last_day_sentence(conference)} To hold it later, "
        "give the reason; the team manager sees it (CF-03, ST-12)."
    ),
)

is_not_in_the_past = Guard(
    lambda conference, facts: facts["scheduled_at"] > facts["now"],
    refusal="A conference is scheduled for a time still to come.",
)

has_a_venue = Guard(
    lambda conference, facts: bool(facts["venue"].strip()),
    refusal="Say where it is held, or that it is held by video.",
)

is_chaired_by_a_chair = Guard(
    lambda conference, facts: facts["chair"].may(Permission.CHAIR_CONFERENCE),
    refusal="The chair must be an Independent Reviewing Officer or a designated substitute "
    "(CF-02).",
)


def _is_independent(conference: Any, facts: Mapping[str, Any]) -> bool:
    children = [child.pk for child in conference.concerned_children()]
    invited = conference.invitations.filter(practitioner__user=facts["chair"])
    return facts["chair"].pk not in independence.involved(children) and not invited.exists()


chair_is_independent = Guard(
    _is_independent,
    refusal="This chair has led or managed the case, or is invited as a professional. Choose a "
    "chair who is independent of it (CF-02).",
)


def _people(facts: Mapping[str, Any]) -> list[Any]:
    return [person for person in (facts["chair"], facts.get("minute_taker")) if person]


people_are_not_away = Guard(
    lambda conference, facts: (
        not chairing.away_on(
            [person.pk for person in _people(facts)], day_of(facts["scheduled_at"])
        )
    ),
    refusal="The chair or the minute taker is away on that day. Choose another day or somebody "
    "else.",
)

chair_is_free = Guard(
    lambda conference, facts: bookings.chair_is_free(
        conference, facts["chair"], facts["scheduled_at"], _people(facts)
    ),
    refusal="The chair has another conference within two hours of this time. Choose another time "
    "or another chair.",
)

minute_taker_is_free = Guard(
    lambda conference, facts: bookings.minute_taker_is_free(
        conference, facts.get("minute_taker"), facts["scheduled_at"], _people(facts)
    ),
    refusal="The minute taker is in another conference within two hours of this time, or is its "
    "chair. Choose another time or another person.",
)

venue_is_free = Guard(
    lambda conference, facts: bookings.venue_is_free(
        conference, facts["venue"], facts["scheduled_at"]
    ),
    refusal="Another conference meets at this place within two hours of this time. Choose another "
    "time or another place.",
)
