"""One invented family while its story is told: its days, its people, and what there is so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db import transaction

from conferences.models import Conference
from cpms.accounts.models import User
from cpms.casework.demonstration.cast import Cast
from cpms.casework.demonstration.notes import Household, Kid
from cpms.casework.demonstration.words import THEMES, Theme
from cpms.children.models import Child, Person, Practitioner
from cpms.records import clock
from cpms.strategy_discussions.models import StrategyDiscussion
from cpms.strategy_discussions.services import practitioner_of
from cpms.timescales.calendar import WorkingDays, at_clock

FIRST_HOUR, HOURS = 9, 8
SLOTS = (time(9, 30), time(11, 30), time(13, 30), time(15, 30))
UNDER_FIVE = 60


@dataclass(frozen=True)
class Days:
    """Working days counted from the day on which the stories are told."""

    today: date
    now: datetime
    calendar: WorkingDays

    def done(self, offset: int) -> date:
        """Return a day on which something was done: for 0 today, or the last working day."""
        if offset:
            return self.calendar.add(self.today, offset)
        return self.calendar.last_working_day_on(self.today)

    def ahead(self, offset: int) -> date:
        """Return a day for which something is arranged: for 0 today, or the next working day."""
        return self.calendar.add(self.today, offset)


@dataclass
class Case:
    """A household, the accounts that work with it, and the records made so far."""

    number: int
    household: Household
    cast: Cast
    days: Days
    children: list[Child] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    discussion: StrategyDiscussion | None = None
    conference: Conference | None = None
    entries: dict[date, int] = field(default_factory=dict)

    @property
    def theme(self) -> Theme:
        """What worries people about this family, in words."""
        return THEMES[self.household.theme]

    @property
    def worker(self) -> User:
        """The lead professional: of the East team or of the West."""
        is_east = self.household.team == "East team"
        return self.user("social-worker" if is_east else "social-worker-2")

    @property
    def manager(self) -> User:
        """The team manager."""
        return self.user("team-manager")

    @property
    def unit(self) -> User:
        """The unit's conference administrator."""
        return self.user("unit")

    @property
    def chair(self) -> User:
        """The chair of this family's conferences."""
        return self.user("chair-2" if self.number % 2 else "chair")

    def user(self, name: str) -> User:
        """Return one of the demonstration's accounts."""
        return self.cast.users[name]

    @cached_property
    def lead(self) -> Practitioner:
        """The lead professional's entry in the directory."""
        return practitioner_of(self.worker)

    @cached_property
    def professionals(self) -> list[Practitioner]:
        """Who knows the children, besides the lead professional: police first."""
        found = ["police_2" if self.number % 3 == 2 else "police"]
        for kid in self.household.kids:
            found += _who_knows(kid)
        found += ["sketch_lane" if self.number % 2 else "draft_street", *self.household.besides]
        return [self.cast.practitioners[key] for key in dict.fromkeys(found)]

    def slot(self, day: date) -> datetime:
        """Return the family's own time of a day, so that chairs and rooms are free."""
        return at_clock(day, SLOTS[self.number // 2 % len(SLOTS)])

    def moment(self, day: date) -> datetime:
        """Return when the next thing is entered on a day: an hour later each time, never ahead."""
        count = self.entries.get(day, 0)
        self.entries[day] = count + 1
        hour = FIRST_HOUR + min(count, HOURS)
        return min(at_clock(day, time(hour, self.number * 7 % 60)), self.days.now)

    def current_conference(self) -> Conference:
        """Return the family's conference as it stands now."""
        assert self.conference is not None  # the story asked for one before
        self.conference = Conference.objects.get(pk=self.conference.pk)
        return self.conference


def _who_knows(kid: Kid) -> list[str]:
    if kid.expected_in_weeks:
        return ["midwife", "health_visitor"]
    health = "health_visitor" if kid.months < UNDER_FIVE else "school_nurse"
    return [kid.school, health] if kid.school else [health]


Stage = Callable[..., None]


@dataclass(frozen=True)
class Step:
    """One stage of a story, and on which working day before or after today it happened."""

    offset: int
    stage: Stage
    facts: dict[str, Any]

    def take(self, case: Case) -> None:
        """Bring the family this step on, entered on the day it happened."""
        day = case.days.done(self.offset)
        with clock.as_of(case.moment(day)):
            self.stage(case, day, **self.facts)


def at(offset: int, stage: Stage, **facts: Any) -> Step:
    """Write one step down as a story tells it: `at(-3, decide, outcome="section_47")`."""
    return Step(offset, stage, facts)


@transaction.atomic
def tell(case: Case, steps: tuple[Step, ...]) -> None:
    """Take a family through its story as far as it has come, all of it or nothing."""
    for step in steps:
        if step.offset <= 0:
            step.take(case)
