"""Telling the stories: everybody and everything that the demonstration shows."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.db import transaction

from cpms.casework.demonstration.case import Case, Days, tell
from cpms.casework.demonstration.cast import Cast, make_cast
from cpms.casework.demonstration.households import BY_NAME
from cpms.casework.demonstration.stories import STORIES, Story
from cpms.records import clock
from cpms.timescales.calendar import at_clock
from cpms.timescales.models import Dispatch
from cpms.timescales.policy import working_days
from cpms.timescales.reminders.sweep import sweep

LONG_AGO = 220
"""Working days before all stories: when the directory was last checked."""

EVENING = time(18)


@transaction.atomic
def load(today: date, families: int, say: Callable[[str], object]) -> int:
    """Make the people, then each family by its story, oldest first; all of it or nothing."""
    days = Days(today, _present(today), working_days())
    begun = days.done(-LONG_AGO)
    with clock.as_of(at_clock(begun, time(9))):
        cast = make_cast(begun)
    cases = [_case(number, story, cast, days) for number, story in enumerate(STORIES[:families])]
    cases.sort(key=lambda pair: pair[1].steps[0].offset)
    for count, (case, story) in enumerate(cases, start=1):
        tell(case, story.steps)
        say(f"  {count:2d} of {len(cases)}: {story.name}")
    _bring_reminders_up_to_date(days)
    return len(cases)


def _bring_reminders_up_to_date(days: Days) -> None:
    """Fill the bell, and count the messages of the past as sent: nobody is to get them now."""
    Dispatch.objects.filter(state=Dispatch.State.WAITING).update(
        state=Dispatch.State.SENT, sent_at=days.now
    )
    with clock.as_of(days.now):
        sweep(days.today)


def _case(number: int, story: Story, cast: Cast, days: Days) -> tuple[Case, Story]:
    return Case(number, BY_NAME[story.name], cast, days), story


def _present(today: date) -> datetime:
    """Return the moment up to which things have happened: now, or the evening of another day."""
    return clock.now() if today == clock.today() else at_clock(today, EVENING)
