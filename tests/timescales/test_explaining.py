"""Why this date: every deadline can be checked with a finger."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

from cpms.timescales.calendar import Direction, Span, WorkingDays, count
from cpms.timescales.deadlines.keeping import recompute
from cpms.timescales.explaining import explain, skipped_in_words, small_calendar
from cpms.timescales.models import Deadline, DeadlineMoved
from cpms.timescales.presentation import shown
from tests.factories import ChildFactory
from tests.timescales.test_keeping import happened

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENGLAND = WorkingDays()


def kept(code, name, day, **facts):
    child = ChildFactory()
    happened(child, name, day, **facts)
    recompute([child.pk])
    return Deadline.objects.select_related("started_by").get(code=code)


@pytest.fixture(autouse=True)
def _untold(monkeypatch):
    """Events told by their bare names, whatever the stages above say of them."""
    monkeypatch.setattr("cpms.records.chronology._TELLINGS", {})


@pytest.mark.django_db
class TestTheWords:
    def test_the_start_the_rule_its_source_and_the_policy(self):
        deadline = kept("core-group-minutes-circulated", "core_group_meeting.held", "2026-11-17")

        facts = dict(explain(deadline, ENGLAND, TUESDAY).facts)

        assert facts["Started"] == "Core group meeting held, Tue 17 Nov 2026"
        assert facts["Rule"] == "Core group minutes to all members: within 5 working days"
        assert facts["Source"].endswith("core group procedure (CG-06)")
        assert facts["Policy"] == "Bolton, version 2019.1"
        assert facts["Skipped"] == "2 weekend days"

    def test_bank_holidays_are_named(self):
        deadline = kept("first-core-group-held", "decision.plan_made", "2026-12-18")

        facts = dict(explain(deadline, ENGLAND, TUESDAY).facts)

        assert facts["Skipped"] == (
            "6 weekend days, Christmas Day (Fri 25 Dec), "
            "Boxing Day (substitute day) (Mon 28 Dec), New Year's Day (Fri 1 Jan)"
        )

    def test_counted_back_from_a_meeting_it_says_from_when(self):
        deadline = kept(
            "conference-report-submitted",
            "report.requested",
            "2026-11-20",
            kind="agency",
            conference_on="2026-12-09",
        )

        started = dict(explain(deadline, ENGLAND, TUESDAY).facts)["Started"]

        assert started == "Report requested, Fri 20 Nov 2026; counted back from Wed 9 Dec 2026"

    def test_months_skip_nothing_and_stay_on_their_day(self):
        deadline = kept("split-decision-heard", "conference.split_referred", "2026-11-27")

        facts = dict(explain(deadline, ENGLAND, TUESDAY).facts)

        assert facts["Skipped"] == "Nothing: days are counted as they come"
        assert facts["Last working day before"] == "Thu 24 Dec 2026"

    def test_a_run_up_says_its_first_and_last_day(self):
        deadline = kept(
            "pre-review-core-group-held",
            "conference.scheduled",
            "2026-11-20",
            kind="review",
            scheduled_on="2027-01-07",
        )

        facts = dict(explain(deadline, ENGLAND, TUESDAY).facts)

        assert facts["Run-up"] == "Mon 21 Dec 2026 to Wed 6 Jan 2027"

    def test_a_day_that_was_moved_says_from_where_and_why(self):
        deadline = kept("core-group-minutes-circulated", "core_group_meeting.held", "2026-11-17")
        move = DeadlineMoved(
            was_due_on=TUESDAY, due_on=date(2026, 11, 25), because="A day was proclaimed"
        )

        facts = dict(explain(deadline, ENGLAND, TUESDAY, [move]).facts)

        assert facts["Moved"] == ("From Tue 24 Nov 2026 to Wed 25 Nov 2026. A day was proclaimed")

    def test_a_rule_that_is_gone_is_not_explained_and_breaks_nothing(self):
        deadline = kept("core-group-minutes-circulated", "core_group_meeting.held", "2026-11-17")
        deadline.version = "1066.1"

        assert explain(deadline, ENGLAND, TUESDAY) is None


class TestTheSmallCalendar:
    def test_whole_weeks_with_every_day_numbered_or_skipped(self):
        drawn = small_calendar(
            count(Span.parse("5 working days"), date(2026, 11, 17), ENGLAND), TUESDAY
        )

        first, second = drawn.weeks
        assert [cell and (cell.kind, cell.day, cell.number) for cell in first] == [
            None,
            ("start", "17 Nov", None),
            ("counted", "18", 1),
            ("counted", "19", 2),
            ("counted", "20", 3),
            ("skipped", "21", None),
            ("skipped", "22", None),
        ]
        assert [cell and (cell.kind, cell.number, cell.is_today) for cell in second] == [
            ("counted", 4, False),
            ("due", 5, True),
            *[None] * 5,
        ]

    def test_counted_back_the_due_day_comes_first(self):
        drawn = small_calendar(
            count(Span.parse("2 working days", Direction.BEFORE), date(2026, 11, 30), ENGLAND),
            TUESDAY,
        )

        cells = [cell for week in drawn.weeks for cell in week if cell]
        assert [(cell.kind, cell.number) for cell in cells] == [
            ("due", 2),
            ("counted", 1),
            ("skipped", None),
            ("skipped", None),
            ("start", None),
        ]

    def test_bank_holidays_carry_their_names(self):
        drawn = small_calendar(
            count(Span.parse("1 working day"), date(2026, 12, 24), ENGLAND), TUESDAY
        )

        notes = [cell.note for week in drawn.weeks for cell in week if cell and cell.note]
        assert notes == ["Christmas Day", "Boxing Day (substitute day)"]

    def test_a_long_count_is_told_in_words_only(self):
        assert small_calendar(count(Span.parse("3 months"), TUESDAY, ENGLAND), TUESDAY) is None

    def test_hours_are_not_drawn(self):
        counted = count(Span.parse("24 hours", Direction.BEFORE), NOON, ENGLAND)

        assert small_calendar(counted, TUESDAY) is None
        assert skipped_in_words(counted) == "Nothing: hours are counted exactly"


@pytest.mark.django_db
class TestOnThePage:
    def row(self, code, name, day, **facts):
        deadline = kept(code, name, day, **facts)
        (row,) = shown([deadline], today=TUESDAY, now=NOON, calendar=ENGLAND)
        return row

    def test_it_says_what_is_left_and_how_much_is_used(self):
        row = self.row("conference-minutes-circulated", "conference.held", "2026-11-05")

        assert (row.state, row.left) == ("risk", "2 working days left")
        assert (row.used, row.used_words) == (87, "working day 13 of 15")
        assert row.who == "Child Protection Unit"

    def test_it_says_how_late_it_is(self):
        row = self.row("conference-decision-circulated", "conference.held", "2026-11-18")

        assert (row.state, row.left, row.is_pressing) == ("over", "3 working days late", True)

    def test_months_are_used_up_by_days(self):
        row = self.row("first-review-held", "decision.plan_made", "2026-11-04")

        assert (row.state, row.used_words, row.year) == ("track", "day 20 of 92", 2027)

    def test_the_component_draws_it_with_its_reason(self):
        row = self.row("core-group-minutes-circulated", "core_group_meeting.held", "2026-11-17")

        page = render_to_string("timescales/deadline.html", {"row": row})

        assert "Why this date?" in page
        assert "Core group minutes to all members" in page
        assert "<b>5</b>" in page
        assert "due today" in page

    def test_many_rows_cost_one_query(self, django_assert_num_queries):
        child = ChildFactory()
        for record in range(1, 6):
            happened(child, "core_group_meeting.held", f"2026-11-{10 + record}", record)
        recompute([child.pk])
        rows = list(Deadline.objects.select_related("started_by"))

        with django_assert_num_queries(1):
            shown(rows, today=TUESDAY, now=NOON, calendar=ENGLAND)


def ask(*arguments):
    out = StringIO()
    call_command("timescale", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
class TestTheCommand:
    def test_json_has_every_key_and_no_other(self):
        told = json.loads(ask("core-group-minutes-circulated", "--from", "2026-12-22", "--json"))

        assert told == {
            "code": "core-group-minutes-circulated",
            "pack": "bolton",
            "version": "2019.1",
            "from": "2026-12-22",
            "due": "2026-12-31",
            "counted": ["2026-12-23", "2026-12-24", "2026-12-29", "2026-12-30", "2026-12-31"],
            "skipped": [
                {"day": "2026-12-25", "why": "Christmas Day"},
                {"day": "2026-12-26", "why": "Saturday"},
                {"day": "2026-12-27", "why": "Sunday"},
                {"day": "2026-12-28", "why": "Boxing Day (substitute day)"},
            ],
            "register": ["CG-06"],
            "source": told["source"],
        }

    def test_hours_take_a_moment_and_answer_with_one(self):
        told = json.loads(
            ask("conference-report-submitted", "--pack", "bolton-procedure",
                "--from", "2026-10-25T10:00", "--json")
        )  # fmt: skip

        assert told["due"] == "2026-10-24T11:00:00+01:00"

    def test_words_for_people(self):
        told = ask("initial-conference-held", "--from", "2026-11-20")

        assert "Initial child protection conference: due Fri 11 Dec 2026" in told
        assert "     15  Fri 11 Dec 2026" in told
        assert "skipped  Sat 21 Nov 2026  Saturday" in told

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["no-such-rule", "--from", "2026-11-20"], 'no rule "no-such-rule"'),
            (["first-review-held", "--from", "yesterday"], "is not a date"),
            (["first-review-held", "--from", "2026-02-30"], "is not a date"),
            (["first-review-held", "--from", "2026-11-20", "--pack", "bury"], 'no pack "bury"'),
            (
                [
                    "conference-report-submitted",
                    "--pack",
                    "bolton-procedure",
                    "--from",
                    "2026-11-20",
                ],
                "needs the time of the meeting",
            ),
            (["initial-conference-held", "--from", "2050-12-20"], "holds 2000 to 2050"),
        ],
    )
    def test_a_bad_question_ends_with_two_and_a_sentence(self, arguments, message):
        with pytest.raises(CommandError, match=message) as refused:
            ask(*arguments)

        assert refused.value.returncode == 2
