"""The months' tallies are what the closed clocks add up to, whatever happened in between."""

from datetime import date

import pytest
from django.core.management import call_command

from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.deadlines.tallying import recount
from cpms.timescales.models import Deadline, MonthTally
from cpms.timescales.tasks import tidy_up
from tests.factories import ChildFactory, TeamFactory
from tests.timescales.test_keeping import happened

pytestmark = pytest.mark.django_db

MINUTES = "core-group-minutes-circulated"


def sent(child, held, circulated, record=1):
    """Minutes of a core group, due five working days after it, sent on another day."""
    happened(child, "core_group_meeting.held", held, record=record)
    happened(child, "core_group_meeting.minutes_circulated", circulated, record=record)
    recompute([child.pk])


def tallied(code=MINUTES):
    rows = MonthTally.objects.filter(code=code).order_by("month", "team__name")
    return [(row.month.isoformat(), row.team.name, row.met, row.late, row.missed) for row in rows]


def everything():
    fields = ("team", "code", "pack", "month", "met", "late", "missed")
    rows = MonthTally.objects.values_list(*fields)
    return sorted(row for row in rows if any(row[4:]))


def test_a_clock_met_in_time_counts_in_the_month_in_which_it_was_due():
    # Held on Thursday 29 October: due on Thursday 5 November, sent on Friday 30 October.
    sent(ChildFactory(), "2026-10-29", "2026-10-30")

    assert tallied() == [("2026-11-01", "East team", 1, 0, 0)]


def test_a_clock_met_late_counts_apart():
    sent(ChildFactory(), "2026-11-02", "2026-11-17")  # due on Monday 9 November

    assert tallied() == [("2026-11-01", "East team", 0, 1, 0)]


def test_a_clock_that_ended_late_and_unmet_is_missed_and_one_that_ended_in_time_is_nothing():
    late, early = ChildFactory(), ChildFactory()
    for child, closed in ((late, "2026-11-20"), (early, "2026-11-04")):
        happened(child, "core_group_meeting.held", "2026-11-02")
        happened(child, "child.closed", closed)
        recompute([child.pk])

    assert tallied() == [("2026-11-01", "East team", 0, 0, 1)]


def test_an_open_clock_is_in_no_tally():
    child = ChildFactory()
    happened(child, "core_group_meeting.held", "2026-11-02")
    recompute([child.pk])

    assert tallied() == []


def test_recomputing_counts_nothing_twice():
    child = ChildFactory()
    sent(child, "2026-11-02", "2026-11-04")
    recompute([child.pk])
    recompute([child.pk])

    assert tallied() == [("2026-11-01", "East team", 1, 0, 0)]


def test_a_trial_counts_nothing():
    child = ChildFactory()
    happened(child, "core_group_meeting.held", "2026-11-02")
    happened(child, "core_group_meeting.minutes_circulated", "2026-11-03")
    recompute([child.pk], dry_run=True)

    assert tallied() == []


def test_a_correction_moves_the_clock_from_one_outcome_to_the_other():
    child = ChildFactory()
    sent(child, "2026-11-02", "2026-11-04")
    wrong = child.events.get(name="core_group_meeting.minutes_circulated")
    child.events.create(
        name=wrong.name,
        happened_on=date(2026, 11, 17),
        record_label=wrong.record_label,
        record_id=1,
        move="test",
        corrects=wrong,
    )
    recompute([child.pk])

    assert tallied() == [("2026-11-01", "East team", 0, 1, 0)]


def test_the_tallies_kept_move_by_move_are_those_counted_from_the_clocks():
    west = TeamFactory(name="West team")
    for number, (held, circulated) in enumerate(
        [("2026-09-01", "2026-09-03"), ("2026-09-29", "2026-10-20"), ("2026-11-02", "2026-11-04")]
    ):
        sent(ChildFactory(), held, circulated)
        sent(ChildFactory(team=west), held, circulated, record=number + 5)
    kept = everything()

    recount()

    assert kept == everything()
    assert len(kept) >= 6


def test_made_anew_they_are_of_the_teams_that_the_children_have_now():
    child = ChildFactory()
    sent(child, "2026-11-02", "2026-11-04")
    child.team = TeamFactory(name="West team")
    child.save()

    tidy_up()

    assert tallied() == [("2026-11-01", "West team", 1, 0, 0)]


def test_the_command_that_recomputes_all_makes_them_from_nothing():
    sent(ChildFactory(), "2026-11-02", "2026-11-04")
    Deadline.objects.all().delete()

    call_command("recompute_deadlines", verbosity=0)

    assert tallied() == [("2026-11-01", "East team", 1, 0, 0)]
