"""The diary: who chairs when and where, and whether there is room for what is due (CF-03)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from conferences import chairing, timeliness
from conferences.models import Conference
from conferences.models.venue import Venue
from cpms.accounts.models import User
from cpms.timescales.calendar import (
    WorkingDays,
    add_days,
    add_weeks,
    days_from,
    end_of_day,
    first_of_month,
    last_of_month,
    local_day,
    start_of_day,
    week_start,
)
from cpms.timescales.models import Deadline

WEEKS_AHEAD = 4
WORKING_WEEK = 5
BY_CHAIR, BY_ROOM = "chairs", "rooms"


@dataclass(frozen=True)
class Entry:
    """One booked conference. It names no child: who may open it reads on its page."""

    conference: Conference
    is_open_to: bool


@dataclass
class Day:
    """One day of one row."""

    day: date
    note: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Row:
    """One chair or one room, with its days."""

    name: str
    days: list[Day]
    words: str = ""


@dataclass(frozen=True)
class WeekOfDue:
    """A week: how many conferences are due and have no slot, and how many chairs still take."""

    first: date
    due: int
    places: int

    @property
    def is_short(self) -> bool:
        """Say whether more is due than can be taken."""
        return self.due > self.places


@dataclass
class Diary:
    """What the diary shows for some days."""

    user: User
    first: date
    last: date
    today: date
    calendar: WorkingDays

    def __post_init__(self) -> None:
        """Read everything once."""
        self.until = max(self.last, add_days(add_weeks(week_start(self.today), WEEKS_AHEAD), -1))
        since = min(self.first, week_start(self.today))
        self.booked = list(_booked(since, self.until))
        visible = Conference.objects.visible_to(self.user).filter(
            pk__in=[x.pk for x in self.booked]
        )
        self.open_to = set(visible.values_list("pk", flat=True))
        self.chairs = list(chairing.chairs(self.today))
        self.away = chairing.away_between(since, self.until)
        self.capacities = chairing.capacities()

    @property
    def days(self) -> list[date]:
        """Monday to Friday of the days shown."""
        return [day for day in days_from(self.first, self.last) if day.weekday() < WORKING_WEEK]

    def of_chairs(self) -> list[Row]:
        """Return a row for each chair, with how many of their week are taken."""
        return [
            Row(
                str(chair),
                [self._day(day, chair_id=chair.pk) for day in self.days],
                f"{self._load(chair.pk, self.first)} of {self._takes(chair.pk)}",
            )
            for chair in self.chairs
        ]

    def of_rooms(self) -> list[Row]:
        """Return a row for each room."""
        return [
            Row(room.name, [self._day(day, room=room.key) for day in self.days], _about(room))
            for room in Venue.objects.in_use()
        ]

    def weeks(self) -> list[list[Day]]:
        """Return the weeks of the days shown, each with all that is booked."""
        found: dict[date, list[Day]] = defaultdict(list)
        for day in self.days:
            found[week_start(day)].append(self._day(day))
        return list(found.values())

    def due(self) -> list[WeekOfDue]:
        """Return, week by week, what is due without a slot against the places left (CF-03)."""
        starts = [add_weeks(week_start(self.today), number) for number in range(WEEKS_AHEAD)]
        due = _due_by_week(starts[0], self.until, self.booked)
        return [WeekOfDue(first, due.get(first, 0), self._places(first)) for first in starts]

    def _day(self, day: date, *, chair_id: int | None = None, room: str = "") -> Day:
        entries = [
            Entry(one, one.pk in self.open_to)
            for one in self.booked
            if one.scheduled_at is not None
            and local_day(one.scheduled_at) == day
            and (chair_id is None or one.chair_id == chair_id)
            and (not room or one.venue_key == room)
        ]
        away = chair_id is not None and self._is_away(chair_id, day)
        return Day(day, "Away" if away else self.calendar.why_not(day), entries)

    def _is_away(self, chair_id: int, day: date) -> bool:
        return any(
            row.person_id == chair_id and row.from_on <= day <= row.until_on for row in self.away
        )

    def _takes(self, chair_id: int) -> int:
        return self.capacities.get(chair_id, chairing.usual_capacity())

    def _load(self, chair_id: int, day: date) -> int:
        return sum(
            one.chair_id == chair_id
            and one.scheduled_at is not None
            and week_start(local_day(one.scheduled_at)) == week_start(day)
            for one in self.booked
        )

    def _places(self, first: date) -> int:
        """Return how many more the chairs take in a week in which they are there at all."""
        week = list(days_from(max(first, self.today), add_days(first, WORKING_WEEK - 1)))
        there = [
            chair.pk
            for chair in self.chairs
            if any(
                self.calendar.is_working_day(day) and not self._is_away(chair.pk, day)
                for day in week
            )
        ]
        return sum(max(0, self._takes(pk) - self._load(pk, first)) for pk in there)


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Friday of a day's week."""
    return week_start(day), add_days(week_start(day), WORKING_WEEK - 1)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    return first_of_month(day), last_of_month(day)


def _about(room: Venue) -> str:
    words = [f"{room.seats} seats"] if room.seats else []
    return ", ".join([*words, *(["step-free"] if room.is_step_free else [])])


def _booked(first: date, last: date) -> Iterable[Conference]:
    rows = Conference.objects.filter(
        state__in=(*Conference.BOOKED, Conference.State.HELD),
        scheduled_at__gte=start_of_day(first),
        scheduled_at__lt=end_of_day(last),
    )
    yield from rows.select_related("chair", "minute_taker").order_by("scheduled_at", "pk")


def _due_by_week(first: date, last: date, booked: Iterable[Conference]) -> dict[date, int]:
    """Count families with a clock that only a conference meets and that have no slot for it."""
    have = {one.family_id for one in booked if one.state in Conference.BOOKED}
    rows = Deadline.objects.filter(due_on__gte=first, due_on__lte=last).open()
    waiting: dict[date, set[Any]] = defaultdict(set)
    for row in rows.select_related("child"):
        if timeliness.is_met_by_a_conference(row) and row.child.family_id not in have:
            waiting[week_start(row.due_on)].add(row.child.family_id)
    return {week: len(families) for week, families in waiting.items()}
