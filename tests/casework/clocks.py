"""Children with clocks that run, are late, or were met, told in one line each."""

from datetime import date

from cpms.children.services import allocate
from cpms.records.moves import perform
from cpms.timescales.deadlines.keeping import recompute
from tests.factories import ChildFactory
from tests.timescales.test_keeping import happened

CAUSE = {"decided_on": date(2026, 11, 20), "today": date(2026, 11, 23)}


def with_a_late_clock(worker=None, **about):
    """A child with reasonable cause on Friday 20 November: discussion due Monday the 23rd."""
    child = ChildFactory(**about)
    if worker:
        allocate(child, worker, on=date(2026, 11, 2), by=None)
    perform(child, "decide_reasonable_cause", by=None, **CAUSE)
    return child


def with_minutes(held, circulated="", **about):
    """A child whose core group met; its minutes are due five working days later."""
    child = ChildFactory(**about)
    happened(child, "core_group_meeting.held", held)
    if circulated:
        happened(child, "core_group_meeting.minutes_circulated", circulated)
    recompute([child.pk])
    return child
