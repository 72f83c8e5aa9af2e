"""What is entered as of another moment stands in the record as entered then."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cpms.records import clock
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import ChildFactory

MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_move_told_as_of_a_moment_is_entered_at_that_moment():
    child = ChildFactory()

    with clock.as_of(MONDAY):
        perform(child, "close", by=None, closed_on=date(2026, 11, 13))

    event = Event.objects.get(name="child.closed")
    assert (event.happened_on, event.entered_at) == (date(2026, 11, 13), MONDAY)
    assert child.history.get(state="closed").history_date == MONDAY


@time_machine.travel("2026-11-23 00:30+00:00", tick=False)
def test_outside_a_story_the_clock_tells_the_present():
    with clock.as_of(MONDAY):
        assert clock.today() == date(2026, 11, 16)

    assert clock.today() == date(2026, 11, 23)


@time_machine.travel("2026-07-01 23:30+00:00", tick=False)
def test_the_day_is_that_of_england():
    assert clock.today() == date(2026, 7, 2)
