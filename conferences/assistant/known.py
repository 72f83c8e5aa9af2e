"""All that is asked of a slot, read once: people, rooms, what is booked, who is away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from conferences import chairing, independence
from conferences.models import Conference, Invitation
from conferences.models.venue import Venue
from cpms.accounts.models import User
from cpms.children.models import AgencyKind, Child
from cpms.timescales.calendar import (
    WorkingDays,
    end_of_day,
    local_day,
    start_of_day,
    week_start,
)
from cpms.timescales.policy import working_days


@dataclass(frozen=True)
class Booked:
    """A conference that has its slot already."""

    pk: int
    starts_at: datetime
    ends_at: datetime
    chair: int | None
    minute_taker: int | None
    room: str

    def meets(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Say whether it lies within these hours, in part at least."""
        return self.starts_at < ends_at and starts_at < self.ends_at


@dataclass
class Known:
    """What is known about one conference to schedule, and about the days in question."""

    conference: Conference
    today: date
    calendar: WorkingDays
    children: list[Child]
    invitations: list[Invitation]
    chairs: list[User]
    takers: list[User]
    rooms: list[Venue]
    booked: list[Booked]
    invited_elsewhere: dict[int, set[int]]
    away: dict[int, list[tuple[date, date]]]
    capacities: dict[int, int]
    loads: dict[tuple[int, date], int] = field(default_factory=dict)

    def is_away(self, user_id: int | None, day: date) -> bool:
        """Say whether a person is away on a day."""
        return any(first <= day <= last for first, last in self.away.get(user_id or 0, ()))

    def load(self, user_id: int, day: date) -> int:
        """Return how many conferences a chair has in the week of a day."""
        return self.loads.get((user_id, week_start(day)), 0)

    def capacity(self, user_id: int) -> int:
        """Return how many conferences a chair takes in a week."""
        return self.capacities.get(user_id, chairing.usual_capacity())

    def has_police(self) -> bool:
        """Say whether the police are on the list, or nobody is yet."""
        kinds = [row.practitioner.agency.kind for row in self.invitations if row.practitioner]
        return not kinds or AgencyKind.POLICE in kinds

    def languages(self) -> list[str]:
        """Return the languages in which somebody needs an interpreter (FA-02)."""
        family: list[Any] = [*self.children, *(row.person for row in self.invitations)]
        return sorted({one.language for one in family if one and one.is_interpreter_needed})

    def has_access_needs(self) -> bool:
        """Say whether the record of anybody who may come names access needs (FA-02)."""
        family: list[Any] = [*self.children, *(row.person for row in self.invitations)]
        return any(one and one.access_needs.strip() for one in family)

    def children_who_come(self) -> list[Child]:
        """Return the children who are invited themselves (CF-09)."""
        return [row.child for row in self.invitations if row.child and not row.excluded_on]


def known_about(conference: Conference, first: date, last: date, today: date) -> Known:
    """Read what is known of the days from the first to the last, in a fixed number of queries."""
    children = list(conference.concerned_children())
    invitations = list(conference.invitations.with_names())
    part = independence.involved([child.pk for child in children])
    part |= {row.practitioner.user_id or 0 for row in invitations if row.practitioner}
    booked = _booked(conference, first, last)
    return Known(
        conference=conference,
        today=today,
        calendar=working_days(),
        children=children,
        invitations=invitations,
        chairs=[chair for chair in chairing.chairs(today) if chair.pk not in part],
        takers=list(chairing.minute_takers(today)),
        rooms=list(Venue.objects.in_use()),
        booked=booked,
        invited_elsewhere=_invited_elsewhere(booked),
        away=_away(first, last),
        capacities=chairing.capacities(),
        loads=_loads(booked),
    )


def _booked(conference: Conference, first: date, last: date) -> list[Booked]:
    rows = Conference.objects.filter(
        state__in=Conference.BOOKED,
        scheduled_at__gte=start_of_day(week_start(first)),
        scheduled_at__lt=end_of_day(last),
        ends_at__isnull=False,
    ).exclude(pk=conference.pk)
    found = rows.values_list(
        "pk", "scheduled_at", "ends_at", "chair", "minute_taker", "venue_key"
    ).order_by("scheduled_at", "pk")
    return [Booked(*row) for row in found]


def _invited_elsewhere(booked: Iterable[Booked]) -> dict[int, set[int]]:
    """Return, for each booked conference, the practitioners invited to it."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Invitation.objects.filter(
        conference__in=[one.pk for one in booked], practitioner__isnull=False
    )
    for conference, practitioner in rows.values_list("conference", "practitioner"):
        found[conference].add(practitioner)
    return found


def _away(first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in chairing.away_between(first, last):
        found[row.person_id].append((row.from_on, row.until_on))
    return found


def _loads(booked: Iterable[Booked]) -> dict[tuple[int, date], int]:
    found: dict[tuple[int, date], int] = defaultdict(int)
    for one in booked:
        if one.chair is not None:
            found[one.chair, week_start(local_day(one.starts_at))] += 1
    return found
