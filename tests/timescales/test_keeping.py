"""Deadline rows are what the chronology makes of them, however they came about."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from cpms.records.guards import Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.calendar import Announcement, WorkingDays
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.models import Deadline, DeadlineMoved, Standing
from cpms.timescales.packs import load
from tests.factories import ChildFactory, UserFactory
from tests.timescales.test_clocks import TELLINGS

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def happened(child, name, day, record=1, **facts):
    """An event as `perform` would have written it."""
    return Event.objects.create(
        child=child,
        name=name,
        happened_on=date.fromisoformat(day),
        record_label=name.partition(".")[0],
        record_id=record,
        move="test",
        facts=facts,
    )


def rows():
    return list(Deadline.objects.order_by("pk").values())


def test_a_move_starts_its_clocks_in_the_same_transaction():
    child = ChildFactory()

    perform(
        child,
        "decide_reasonable_cause",
        by=UserFactory(),
        decided_on=TUESDAY,
        today=TUESDAY,
    )

    deadline = Deadline.objects.get()
    assert deadline.code == "strategy-discussion-held"
    assert deadline.due_on == date(2026, 11, 25)
    assert deadline.started_by.name == "child.reasonable_cause_decided"
    assert (deadline.pack, deadline.version) == ("bolton", "2019.1")


def test_a_move_to_a_day_beyond_the_calendar_is_refused_in_a_sentence():
    child = ChildFactory()
    day = date(2055, 1, 4)

    with pytest.raises(Refused, match="The working-day calendar holds 2000 to 2050"):
        perform(child, "decide_reasonable_cause", by=UserFactory(), decided_on=day, today=day)

    assert not Event.objects.filter(name="child.reasonable_cause_decided").exists()


def test_closing_the_case_ends_the_clock():
    child = ChildFactory()
    perform(child, "decide_reasonable_cause", by=None, decided_on=TUESDAY, today=TUESDAY)

    perform(child, "close", by=None, closed_on=TUESDAY)

    assert Deadline.objects.get().standing_on(TUESDAY, NOON) == Standing.CANCELLED


def test_recomputing_twice_changes_nothing():
    child = ChildFactory()
    happened(child, "decision.plan_made", "2026-11-04")
    recompute([child.pk])
    before = rows()

    again = recompute([child.pk])

    assert rows() == before
    assert (again.kept, again.new, again.changed, again.gone) == (2, [], [], [])


def test_a_correction_moves_the_row_and_keeps_its_key():
    child = ChildFactory()
    event = happened(child, "strategy_discussion.held", "2026-11-20")
    recompute([child.pk])
    key = Deadline.objects.get().pk
    Event.objects.create(
        child=child,
        name=event.name,
        happened_on=date(2026, 11, 17),
        record_label=event.record_label,
        record_id=1,
        move="test",
        corrects=event,
    )

    recompute([child.pk])

    assert Deadline.objects.get().pk == key
    assert Deadline.objects.get().due_on == date(2026, 11, 19)


def test_a_clock_whose_start_never_happened_is_taken_away():
    child = ChildFactory()
    event = happened(child, "strategy_discussion.held", "2026-11-20")
    recompute([child.pk])
    Event.objects.create(
        child=child,
        name=event.name,
        happened_on=event.happened_on,
        record_label=event.record_label,
        record_id=1,
        move="test",
        corrects=event,
        facts={"withdrawn": True},
    )

    changes = recompute([child.pk])

    assert [row.started_by_id for row in changes.gone] == [event.pk]


def test_one_childs_events_say_nothing_of_another():
    first, second = ChildFactory(), ChildFactory()
    happened(first, "strategy_discussion.held", "2026-11-20")
    happened(second, "strategy_discussion.held", "2026-11-23")

    recompute([first.pk, second.pk])

    assert list(Deadline.objects.order_by("child_id").values_list("child_id", "due_on")) == [
        (first.pk, date(2026, 11, 24)),
        (second.pk, date(2026, 11, 25)),
    ]


def test_many_children_cost_no_more_queries_than_one(django_assert_num_queries):
    children = [ChildFactory() for _ in range(12)]
    for child in children:
        happened(child, "strategy_discussion.held", "2026-11-20")

    with django_assert_num_queries(9):  # the policy, two of the calendar, two savepoints, four
        recompute([child.pk for child in children])

    assert Deadline.objects.count() == 12


@given(TELLINGS, st.integers(0, 24))
@settings(max_examples=12, deadline=None)
def test_move_by_move_gives_the_same_rows_as_from_an_empty_table(events, corrected):
    child = ChildFactory()
    written = []
    for told in events:
        event = happened(
            child, told.name, told.happened_on.isoformat(), told.record_id, **told.facts
        )
        written.append(event)
        recompute([child.pk])
    if corrected < len(written):
        first = written[corrected]
        Event.objects.create(
            child=child,
            name=first.name,
            happened_on=date(2026, 12, 1),
            record_label=first.record_label,
            record_id=first.record_id,
            move="test",
            corrects=first,
        )
        recompute([child.pk])
    kept = Deadline.objects.filter(child=child).order_by("pk")
    running = list(kept.values())

    kept.delete()
    recompute([child.pk])

    assert list(kept.all().values()) == running


class TestABankHolidayIsProclaimed:
    TOLD = Announcement(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 6))

    def test_open_clocks_move_done_ones_stay_and_the_old_day_is_kept(self):
        child = ChildFactory()
        happened(child, "core_group_meeting.held", "2027-03-09", record=2)
        happened(child, "conference.held", "2027-03-04", record=3)
        happened(child, "conference.minutes_circulated", "2027-03-05", record=3)
        recompute([child.pk])

        recompute(
            [child.pk],
            calendar=WorkingDays(announcements=(self.TOLD,)),
            because="15 March 2027 was proclaimed a bank holiday",
        )

        minutes = Deadline.objects.get(code="core-group-minutes-circulated")
        assert minutes.due_on == date(2027, 3, 17)
        assert Deadline.objects.get(code="conference-minutes-circulated").due_on == date(
            2027, 3, 25
        )
        move = DeadlineMoved.objects.get(deadline_id=minutes.pk)
        assert (move.was_due_on, move.due_on) == (date(2027, 3, 16), date(2027, 3, 17))
        assert "proclaimed" in move.because
        assert DeadlineMoved.objects.count() == 1

    def test_told_again_nothing_moves_twice(self):
        child = ChildFactory()
        happened(child, "core_group_meeting.held", "2027-03-09")
        days = WorkingDays(announcements=(self.TOLD,))
        recompute([child.pk])
        recompute([child.pk], calendar=days, because="proclaimed")

        recompute([child.pk], calendar=days, because="proclaimed")

        assert DeadlineMoved.objects.count() == 1


STANDINGS = [
    ({}, Standing.ON_TRACK),
    ({"warn_on": TUESDAY}, Standing.AT_RISK),
    ({"warn_on": date(2026, 11, 25)}, Standing.ON_TRACK),
    ({"due_on": TUESDAY}, Standing.DUE_TODAY),
    ({"due_on": date(2026, 11, 23)}, Standing.OVERDUE),
    ({"due_on": TUESDAY, "due_at": datetime(2026, 11, 24, 11, tzinfo=UTC)}, Standing.OVERDUE),
    ({"due_on": TUESDAY, "due_at": datetime(2026, 11, 24, 13, tzinfo=UTC)}, Standing.DUE_TODAY),
    ({"met_on": date(2026, 11, 30), "closed_on": date(2026, 11, 30)}, Standing.MET),
    ({"met_on": date(2026, 12, 1), "closed_on": date(2026, 12, 1)}, Standing.MET_LATE),
    (
        {
            "due_at": datetime(2026, 11, 30, 10, tzinfo=UTC),
            "met_on": date(2026, 11, 30),
            "met_at": datetime(2026, 11, 30, 11, tzinfo=UTC),
            "closed_on": date(2026, 11, 30),
        },
        Standing.MET_LATE,
    ),
    (
        {
            "due_at": datetime(2026, 11, 30, 10, tzinfo=UTC),
            "met_on": date(2026, 11, 30),
            "closed_on": date(2026, 11, 30),
        },
        Standing.MET,
    ),
    ({"ended": True, "closed_on": TUESDAY}, Standing.CANCELLED),
    ({"superseded": True, "closed_on": TUESDAY}, Standing.SUPERSEDED),
]


@pytest.mark.parametrize(("differs", "standing"), STANDINGS)
def test_standing_is_the_same_said_in_python_and_in_sql(differs, standing):
    child = ChildFactory()
    event = happened(child, "core_group_meeting.held", "2026-11-17")
    fields = {"due_on": date(2026, 11, 30), **differs}
    if fields.pop("ended", False):
        fields["ended_by"] = event
    if fields.pop("superseded", False):
        fields["superseded_by"] = event
    row = Deadline.objects.create(
        id=Deadline.identity(child.pk, "x", event.pk),
        child=child,
        code="x",
        started_by=event,
        record_id=1,
        counted_from=event.happened_on,
        **fields,
    )

    asked = Deadline.objects.with_standing(TUESDAY, NOON).get()

    assert asked.standing == row.standing_on(TUESDAY, NOON) == standing
    late = Deadline.objects.breached(TUESDAY, NOON).exists()
    assert late is row.is_breached_on(TUESDAY, NOON)


def test_a_run_up_that_ended_unmet_is_a_breach():
    child = ChildFactory()
    happened(
        child, "conference.scheduled", "2026-10-01", 7, kind="review", scheduled_on="2026-11-20"
    )
    happened(child, "conference.held", "2026-11-20", 7, kind="review")
    recompute([child.pk])

    missed = Deadline.objects.get(code="pre-review-core-group-held")

    assert missed.standing_on(TUESDAY, NOON) == Standing.CANCELLED
    assert missed.is_breached_on(TUESDAY, NOON)
    assert missed in Deadline.objects.breached(TUESDAY, NOON)


def test_the_clocks_of_a_child_are_seen_by_those_who_see_the_child():
    child = ChildFactory()
    happened(child, "strategy_discussion.held", "2026-11-20")
    recompute([child.pk])

    assert Deadline.objects.visible_to(UserFactory(team=child.team)).count() == 1
    stranger = UserFactory(team=None)
    assert Deadline.objects.visible_to(stranger).count() == 0


class TestTheCommand:
    def run(self, *arguments):
        out = StringIO()
        call_command("recompute_deadlines", *arguments, stdout=out)
        return out.getvalue()

    def test_it_makes_what_is_missing(self):
        child = ChildFactory()
        happened(child, "strategy_discussion.held", "2026-11-20")

        assert self.run() == "0 unchanged, 1 new, 0 changed, 0 taken away.\n"
        assert self.run() == "1 unchanged, 0 new, 0 changed, 0 taken away.\n"

    def test_a_trial_writes_nothing(self):
        child = ChildFactory()
        happened(child, "strategy_discussion.held", "2026-11-20")

        assert "1 would be new" in self.run("--dry-run")
        assert not Deadline.objects.exists()

    def test_a_trial_under_another_pack_says_what_would_move(self):
        child = ChildFactory()
        happened(child, "strategy_discussion.section_47_initiated", "2026-11-20", record=1)
        happened(
            child,
            "report.requested",
            "2026-11-20",
            kind="agency",
            conference_on="2026-12-09",
            conference_at="2026-12-09T10:00:00+00:00",
        )
        recompute([child.pk], pack=load("bolton"))

        told = self.run("--dry-run", "--pack", "bolton-procedure")

        assert f"child {child.pk}: Agency report for the conference" in told
        assert "Mon 7 Dec 2026 -> Tue 8 Dec 2026" in told

    def test_only_one_child(self):
        first, second = ChildFactory(), ChildFactory()
        for child in (first, second):
            happened(child, "strategy_discussion.held", "2026-11-20")

        self.run("--child", str(second.pk))

        assert Deadline.objects.get().child == second

    def test_an_unknown_child_or_pack_is_told(self):
        with pytest.raises(CommandError, match="no child with the number 99"):
            self.run("--child", "99")
        with pytest.raises(CommandError, match='no pack "bury"'):
            self.run("--pack", "bury")
