"""The rules of the packs, driven by chronologies; every due day counted by hand.

November 2026 begins on a Sunday; bank holidays used: 25 and 28 December 2026, 1 January
2027, Good Friday 26 and Easter Monday 29 March 2027.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpms.timescales.calendar import Announcement, WorkingDays
from cpms.timescales.deadlines import deadlines
from cpms.timescales.packs import load
from tests.timescales.story import Story, Told

INITIATED = "strategy_discussion.section_47_initiated"
HELD = "conference.held"


# rule, start (with its record and facts), what meets it, due day
MAIN_ROAD = [
    (
        "strategy-discussion-held",
        ("2026-11-20", "child.reasonable_cause_decided", {}),
        ("strategy_discussion.held", {"record": 9}),
        "2026-11-23",
    ),
    (
        "strategy-minutes-circulated",
        ("2026-11-20", "strategy_discussion.held", {}),
        ("strategy_discussion.minutes_circulated", {}),
        "2026-11-24",
    ),
    (
        "initial-conference-held",
        ("2026-11-20", INITIATED, {}),
        (HELD, {"kind": "initial"}),
        "2026-12-11",
    ),
    (
        "pre-birth-conference-held",
        ("2026-11-20", INITIATED, {"expected_on": "2027-06-01"}),
        (HELD, {"kind": "pre_birth"}),
        "2027-01-12",
    ),
    (
        "conference-report-submitted",
        ("2026-11-20", "report.requested", {"kind": "agency", "conference_on": "2026-12-29"}),
        ("report.submitted", {}),
        "2026-12-23",
    ),
    (
        "core-group-report-submitted",
        ("2026-11-20", "report.requested", {"kind": "core_group", "conference_on": "2026-12-09"}),
        ("report.submitted", {}),
        "2026-12-07",
    ),
    (
        "conference-decision-circulated",
        ("2026-11-20", HELD, {"kind": "initial"}),
        ("conference.decision_circulated", {}),
        "2026-11-23",
    ),
    (
        "conference-minutes-circulated",
        ("2026-12-09", HELD, {"kind": "initial"}),
        ("conference.minutes_circulated", {}),
        "2027-01-04",
    ),
    (
        "minutes-amendments-closed",
        ("2026-12-15", "conference.minutes_circulated", {}),
        ("conference.minutes_finalised", {}),
        "2027-01-05",
    ),
    (
        "split-decision-referred",
        ("2026-11-20", HELD, {"kind": "initial", "equal_split": True}),
        ("conference.split_referred", {}),
        "2026-11-27",
    ),
    (
        "split-decision-heard",
        ("2026-11-27", "conference.split_referred", {}),
        ("conference.split_heard", {}),
        "2026-12-25",
    ),
    (
        "deferred-conference-reconvened",
        ("2026-11-30", "decision.deferred", {"kind": "initial"}),
        (HELD, {"kind": "initial", "record": 9}),
        "2027-02-28",
    ),
    (
        "first-core-group-held",
        ("2026-12-18", "decision.plan_made", {}),
        ("core_group_meeting.held", {}),
        "2027-01-06",
    ),
    (
        "next-core-group-held",
        ("2026-11-17", "core_group_meeting.held", {}),
        ("core_group_meeting.held", {"record": 2}),
        "2026-12-29",
    ),
    (
        "core-group-minutes-circulated",
        ("2026-11-17", "core_group_meeting.held", {}),
        ("core_group_meeting.minutes_circulated", {}),
        "2026-11-24",
    ),
    (
        "pre-review-core-group-held",
        ("2026-11-17", "conference.scheduled", {"kind": "review", "scheduled_on": "2027-01-07"}),
        ("core_group_meeting.held", {}),
        "2027-01-06",
    ),
    (
        "plan-revision-circulated",
        ("2026-11-17", "plan.revised", {}),
        ("plan.circulated", {}),
        "2026-11-19",
    ),
    (
        "first-review-held",
        ("2026-11-04", "decision.plan_made", {}),
        (HELD, {"kind": "review"}),
        "2027-02-04",
    ),
    (
        "next-review-held",
        ("2027-01-28", "decision.plan_continued", {}),
        (HELD, {"kind": "review", "record": 2}),
        "2027-07-28",
    ),
    (
        "action-plan-reviewed",
        ("2026-11-30", "action_plan.agreed", {}),
        ("action_plan.reviewed", {}),
        "2027-05-30",
    ),
    (
        "transfer-in-conference-held",
        ("2026-11-20", "transfer_in.notified", {}),
        (HELD, {"kind": "transfer_in"}),
        "2026-12-11",
    ),
    (
        "transfer-out-conference-held",
        ("2026-11-20", "transfer_out.notified", {}),
        ("transfer_out.conference_held", {}),
        "2026-12-11",
    ),
    (
        "missing-child-conference-held",
        ("2026-11-21", "missing_episode.reported", {}),
        (HELD, {"kind": "missing_child"}),
        "2026-11-27",
    ),
    (
        "change-of-address-notified",
        ("2026-11-21", "address.change_learned", {}),
        ("address.change_notified", {}),
        "2026-11-23",
    ),
    (
        "no-access-escalated",
        ("2026-11-20", "visit.second_without_access", {}),
        ("visit.plan_of_action_agreed", {"record": 2}),
        "2026-11-20",
    ),
    (
        "child-seen-as-agreed",
        ("2026-11-17", "core_group.visits_agreed", {"see_by": "2026-11-27"}),
        ("visit.seen", {"record": 2}),
        "2026-11-27",
    ),
    (
        "resistance-answered",
        ("2026-11-21", "visit.resistance_met", {}),
        ("visit.resistance_answered", {}),
        "2026-11-23",
    ),
    (
        "child-in-need-meeting-held",
        ("2026-11-20", "decision.plan_ended", {"court_order": True}),
        ("child_in_need_meeting.held", {}),
        "2027-01-01",
    ),
    (
        "plan-ends-at-eighteen",
        ("2026-11-21", "child.turned_eighteen", {}),
        ("plan.ended", {}),
        "2026-11-21",
    ),
]
IDS = [case[0] for case in MAIN_ROAD]


def test_every_rule_of_the_default_packs_is_driven_here():
    assert {case[0] for case in MAIN_ROAD} == set(load("leicester").latest.by_code)


def begun(start):
    day, name, facts = start
    return Story("leicester").on(day, name, **facts)


@pytest.mark.parametrize(("code", "start", "met", "due"), MAIN_ROAD, ids=IDS)
def test_the_start_sets_the_due_day(code, start, met, due):
    row = begun(start).row(code)

    assert row.due_on == date.fromisoformat(due)
    assert (row.pack, row.version) == ("leicester", "2019.1")
    assert row.closed_on is None


@pytest.mark.parametrize(("code", "start", "met", "due"), MAIN_ROAD, ids=IDS)
def test_the_clock_is_met_on_its_due_day(code, start, met, due):
    name, facts = met
    story = begun(start).on(due, name, **facts)

    first = story.rows(code)[0]

    assert story.outcome(first) == "met"
    assert first.met_on == first.closed_on == date.fromisoformat(due)


@pytest.mark.parametrize(("code", "start", "met", "due"), MAIN_ROAD, ids=IDS)
def test_a_day_later_is_late(code, start, met, due):
    name, facts = met
    after = date.fromordinal(date.fromisoformat(due).toordinal() + 1).isoformat()
    story = begun(start).on(after, name, **facts)

    assert story.outcome(story.rows(code)[0]) == "late"


@pytest.mark.parametrize(("code", "start", "met", "due"), MAIN_ROAD, ids=IDS)
def test_closing_the_case_ends_every_clock(code, start, met, due):
    day = start[0]
    story = begun(start).on(day, "child.closed")

    assert story.told(code) == [(due, "ended")]


class TestTheOlderProcedure:
    def test_the_last_strategy_discussion_starts_the_conference_clock(self):
        story = (
            Story("bolton-procedure")
            .on("2026-11-20", "strategy_discussion.held", record=1)
            .on("2026-11-20", INITIATED, record=1)
            .on("2026-11-24", "strategy_discussion.held", record=2)
        )

        assert story.told("initial-conference-held") == [
            ("2026-12-11", "replaced"),
            ("2026-12-15", "open"),
        ]

    def test_a_discussion_that_begins_no_enquiry_starts_no_clock(self):
        story = Story("bolton-procedure").on("2026-11-20", "strategy_discussion.held")

        assert story.told("initial-conference-held") == []

    def test_one_discussion_does_not_replace_its_own_clock(self):
        story = (
            Story("bolton-procedure")
            .on("2026-11-20", INITIATED, record=1)
            .on("2026-11-24", "strategy_discussion.held", record=2)
            .on("2026-11-24", INITIATED, record=2)
        )

        assert story.told("initial-conference-held") == [
            ("2026-12-11", "replaced"),
            ("2026-12-15", "open"),
        ]

    def test_reports_are_due_twenty_four_hours_before_the_conference_begins(self):
        story = Story("bolton-procedure").on(
            "2026-11-20",
            "report.requested",
            kind="agency",
            conference_on="2026-12-09",
            conference_at="2026-12-09T10:00:00+00:00",
        )

        row = story.row("conference-report-submitted")

        assert row.due_on == date(2026, 12, 8)
        assert row.due_at.isoformat() == "2026-12-08T10:00:00+00:00"

    def test_a_conference_without_its_hour_may_begin_at_any(self):
        story = Story("bolton-procedure").on(
            "2026-11-20", "report.requested", kind="agency", conference_at="2026-12-09"
        )

        assert story.row("conference-report-submitted").due_on == date(2026, 12, 8)


class TestOneClockOrSeveral:
    def test_a_second_discussion_does_not_move_the_conference(self):
        story = Story().on("2026-11-20", INITIATED).on("2026-11-24", INITIATED, record=2)

        assert story.told("initial-conference-held") == [("2026-12-11", "open")]

    def test_a_new_enquiry_after_the_conference_has_a_clock_of_its_own(self):
        story = (
            Story()
            .on("2026-11-02", INITIATED)
            .on("2026-11-20", HELD, kind="initial")
            .on("2026-11-24", INITIATED, record=2)
        )

        assert story.told("initial-conference-held") == [
            ("2026-11-23", "met"),
            ("2026-12-15", "open"),
        ]

    def test_each_core_group_meets_one_clock_and_starts_the_next(self):
        story = (
            Story()
            .on("2026-11-17", "core_group_meeting.held", record=1)
            .on("2026-12-15", "core_group_meeting.held", record=2)
            .on("2027-02-02", "core_group_meeting.held", record=3)
        )

        assert story.told("next-core-group-held") == [
            ("2026-12-29", "met"),
            ("2027-01-26", "late"),
            ("2027-03-16", "open"),
        ]

    def test_minutes_meet_only_the_meeting_they_belong_to(self):
        story = (
            Story()
            .on("2026-11-17", "core_group_meeting.held", record=1)
            .on("2026-11-18", "core_group_meeting.held", record=2)
            .on("2026-11-20", "core_group_meeting.minutes_circulated", record=2)
        )

        assert story.told("core-group-minutes-circulated") == [
            ("2026-11-24", "open"),
            ("2026-11-25", "met"),
        ]

    def test_a_review_of_another_kind_meets_nothing(self):
        story = (
            Story().on("2026-11-04", "decision.plan_made").on("2026-12-01", HELD, kind="initial")
        )

        assert story.told("first-review-held") == [("2027-02-04", "open")]

    def test_no_split_no_referral(self):
        story = Story().on("2026-11-20", HELD, kind="initial", equal_split=False)

        assert "split-decision-referred" not in story.codes()

    def test_a_born_child_has_no_conference_before_birth(self):
        story = Story().on("2026-11-20", INITIATED, expected_on=None)

        assert "pre-birth-conference-held" not in story.codes()


class TestReviews:
    def test_the_review_that_continues_a_plan_does_not_meet_the_next_ones_clock(self):
        story = (
            Story()
            .on("2026-11-04", "decision.plan_made", record=1)
            .on("2027-01-28", "decision.plan_continued", record=2)
            .on("2027-01-28", HELD, record=5, kind="review")
        )

        assert story.told("first-review-held") == [("2027-02-04", "met")]
        assert story.told("next-review-held") == [("2027-07-28", "open")]

    def test_the_end_of_the_plan_ends_its_reviews_and_core_groups(self):
        story = (
            Story()
            .on("2026-11-04", "decision.plan_made")
            .on("2026-11-17", "core_group_meeting.held")
            .on("2027-01-28", HELD, record=5, kind="review")
            .on("2027-01-28", "decision.plan_continued", record=2)
            .on("2027-06-24", "plan.ended")
        )

        assert story.told("first-core-group-held") == [("2026-11-18", "met")]
        assert story.told("next-core-group-held") == [("2026-12-29", "ended")]
        assert story.told("next-review-held") == [("2027-07-28", "ended")]

    def test_a_deferral_is_not_met_by_the_conference_that_deferred(self):
        story = Story().on("2026-11-30", "decision.deferred").on("2026-11-30", HELD, kind="initial")

        assert story.told("deferred-conference-reconvened") == [("2027-02-28", "open")]


class TestAConferenceIsMoved:
    def requested(self, story, on, record=1):
        return story.on(
            "2026-11-20", "report.requested", record=record, kind="agency", conference_on=on
        )

    def test_reports_are_counted_from_the_new_day(self):
        story = self.requested(self.requested(Story(), "2026-12-09"), "2026-12-16")

        assert story.told("conference-report-submitted") == [
            ("2026-12-07", "replaced"),
            ("2026-12-14", "open"),
        ]

    def test_other_reports_are_left_alone(self):
        story = self.requested(Story(), "2026-12-09", record=1)
        story = self.requested(story, "2026-12-09", record=2)
        story = self.requested(story, "2026-12-16", record=1)

        assert sorted(story.told("conference-report-submitted")) == [
            ("2026-12-07", "open"),
            ("2026-12-07", "replaced"),
            ("2026-12-14", "open"),
        ]

    def test_a_report_that_is_in_stays_in(self):
        story = self.requested(Story(), "2026-12-09").on("2026-12-01", "report.submitted")
        story = self.requested(story, "2026-12-16")

        assert story.told("conference-report-submitted") == [("2026-12-07", "met")]

    def test_sent_again_for_the_same_day_nothing_changes(self):
        story = self.requested(self.requested(Story(), "2026-12-09"), "2026-12-09")

        assert story.told("conference-report-submitted") == [("2026-12-07", "open")]

    def test_a_report_not_needed_any_more_is_cancelled(self):
        story = self.requested(Story(), "2026-12-09").on("2026-12-01", "report.cancelled")

        assert story.told("conference-report-submitted") == [("2026-12-07", "ended")]


class TestTheRunUpToAReview:
    def scheduled(self, story, on, record=7):
        return story.on(
            "2026-11-20", "conference.scheduled", record=record, kind="review", scheduled_on=on
        )

    def test_a_core_group_before_the_run_up_does_not_count(self):
        story = self.scheduled(Story(), "2027-01-07").on("2026-12-18", "core_group_meeting.held")

        assert story.told("pre-review-core-group-held") == [("2027-01-06", "open")]
        assert story.row("pre-review-core-group-held").opens_on == date(2026, 12, 21)

    def test_a_core_group_planned_earlier_and_held_inside_counts(self):
        story = (
            Story()
            .on("2026-12-22", "core_group_meeting.held")
            .on("2026-12-22", "conference.scheduled", record=7, kind="review",
                scheduled_on="2027-01-07")
        )  # fmt: skip

        assert story.told("pre-review-core-group-held") == [("2027-01-06", "met")]

    def test_when_the_review_moves_the_run_up_is_judged_anew(self):
        story = self.scheduled(Story(), "2027-01-07").on("2026-12-22", "core_group_meeting.held")
        story = self.scheduled(story, "2027-02-11")

        assert story.told("pre-review-core-group-held") == [
            ("2027-01-06", "replaced"),
            ("2027-02-10", "open"),
        ]

    def test_the_review_itself_closes_a_run_up_that_was_missed(self):
        story = self.scheduled(Story(), "2027-01-07").on(
            "2027-01-07", HELD, record=7, kind="review"
        )

        assert story.told("pre-review-core-group-held") == [("2027-01-06", "ended")]

    def test_another_conference_closes_nothing(self):
        story = self.scheduled(Story(), "2027-01-07").on(
            "2026-12-01", "conference.cancelled", record=8
        )

        assert story.told("pre-review-core-group-held") == [("2027-01-06", "open")]


class TestWhatWasEnteredWrongly:
    def test_a_correction_moves_the_clock_it_started(self):
        story = Story().on("2026-11-20", INITIATED).on("2026-11-17", INITIATED, corrects=1)

        row = story.row("initial-conference-held")

        assert row.due_on == date(2026, 12, 8)
        assert row.started_by_id == 1

    def test_a_correction_of_a_correction_counts_last(self):
        story = (
            Story()
            .on("2026-11-20", INITIATED)
            .on("2026-11-17", INITIATED, corrects=1)
            .on("2026-11-18", INITIATED, corrects=2)
        )

        assert story.told("initial-conference-held") == [("2026-12-09", "open")]

    def test_what_never_happened_starts_nothing(self):
        story = (
            Story()
            .on("2026-11-20", INITIATED)
            .on("2026-11-20", INITIATED, corrects=1, withdrawn=True)
        )

        assert story.rows() == []

    def test_entered_late_it_counts_from_the_day_it_happened(self):
        story = (
            Story()
            .on("2026-12-10", HELD, kind="initial")
            .on("2026-11-20", INITIATED)  # entered after the conference, happened before
        )

        assert story.told("initial-conference-held") == [("2026-12-11", "met")]

    def test_a_fact_that_is_no_day_starts_no_clock_and_stops_nobody(self, caplog):
        story = Story().on(
            "2026-11-20", "report.requested", kind="agency", conference_on="next week"
        )

        assert story.rows() == []
        assert "conference_on is not a day" in caplog.text


class TestABankHolidayProclaimedLate:
    """19 September 2022 was told on 10 September, nine days before."""

    TOLD = Announcement(date(2027, 3, 15), "Day of mourning", known_on=date(2027, 3, 6))

    def test_a_clock_that_runs_moves_and_one_that_was_met_does_not(self):
        story = Story(calendar=WorkingDays(announcements=(self.TOLD,)))
        story.on("2027-03-01", "core_group_meeting.held", record=1)
        story.on("2027-03-05", "core_group_meeting.minutes_circulated", record=1)
        story.on("2027-03-09", "core_group_meeting.held", record=2)
        story.on("2027-03-09", "plan.revised")

        assert story.told("core-group-minutes-circulated") == [
            ("2027-03-08", "met"),
            ("2027-03-17", "open"),
        ]
        assert story.told("plan-revision-circulated") == [("2027-03-11", "open")]

    def test_what_was_done_before_it_was_told_keeps_its_due_day(self):
        story = Story(calendar=WorkingDays(announcements=(self.TOLD,)))
        story.on("2027-03-04", HELD, kind="initial")
        story.on("2027-03-05", "conference.minutes_circulated")

        assert story.told("conference-minutes-circulated") == [("2027-03-25", "met")]


def test_a_later_edition_counts_for_clocks_that_start_under_it(tmp_path):
    from cpms.timescales.packs import loader
    from tests.timescales.test_packs import GOOD, HEADING, write

    write(tmp_path, GOOD)
    later = HEADING.replace('"1"', '"2"').replace("2020-01-01", "2026-12-01")
    write(tmp_path, GOOD | {"within": '"8 working days"'}, heading=later, name="test@2.toml")
    story = Story().on("2026-11-30", "decision.plan_made", record=1)
    story.on("2026-12-02", "core_group_meeting.held").on("2026-12-03", "decision.plan_made")
    story.pack = loader.all_packs(tmp_path)["test"]

    assert [(row.version, row.due_on.isoformat()) for row in story.rows()] == [
        ("1", "2026-12-14"),
        ("2", "2026-12-15"),
    ]


PACK = load("bolton")
NAMES = sorted(PACK.latest.events)
TELLINGS = st.lists(
    st.builds(
        Told,
        id=st.just(0),
        name=st.sampled_from(NAMES),
        happened_on=st.dates(date(2026, 9, 1), date(2027, 6, 30)),
        facts=st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["initial", "review", "agency", "core_group"]),
                "equal_split": st.booleans(),
                "conference_on": st.dates(date(2026, 9, 1), date(2027, 6, 30)).map(str),
                "scheduled_on": st.dates(date(2026, 9, 1), date(2027, 6, 30)).map(str),
            }
        ),
        record_id=st.integers(1, 2),
    ),
    max_size=25,
)


@given(TELLINGS)
def test_the_order_in_which_rows_are_read_makes_no_difference(events):
    for number, event in enumerate(events, start=1):
        event.id, event.record_label = number, event.name.partition(".")[0]

    assert deadlines(events, PACK, WEEKDAYS) == deadlines(events[::-1], PACK, WEEKDAYS)


@given(TELLINGS)
def test_every_clock_has_one_start_and_at_most_one_end(events):
    for number, event in enumerate(events, start=1):
        event.id, event.record_label = number, event.name.partition(".")[0]

    rows = deadlines(events, PACK, WEEKDAYS)

    assert len({(row.code, row.started_by_id) for row in rows}) == len(rows)
    for row in rows:
        closers = [row.met_by_id, row.ended_by_id, row.superseded_by_id]
        assert len([closer for closer in closers if closer]) == (row.closed_on is not None)


WEEKDAYS = WorkingDays()
