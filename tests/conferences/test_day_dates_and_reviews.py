"""Days valid by construction, and which review is the first (CF-21, CF-29 to CF-31)."""

from datetime import UTC, date, datetime

import pytest

from conferences import days
from conferences.models import Kind
from conferences.services import settling
from cpms.records.guards import Refused
from cpms.records.moves import perform
from tests.factories import ChildFactory
from tests.factories.meetings import give_views, opened, plan_made, ready, settle_all

pytestmark = pytest.mark.django_db


def only(conference):
    return conference.decisions.get()


def settle(conference, **facts):
    return settling.settle(only(conference), by=conference.chair, **facts)


def test_the_first_core_group_is_offered_on_the_ten_working_days_after():
    offered = days.core_group_days(only(opened()))

    assert (offered[0], offered[-1], len(offered)) == (date(2026, 11, 25), date(2026, 12, 8), 10)
    assert date(2026, 11, 28) not in offered  # a Saturday


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 9, 10, 0, tzinfo=UTC),  # the 11th working day
        datetime(2026, 11, 28, 10, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 11, 24, 15, 0, tzinfo=UTC),  # the day itself
    ],
)
def test_a_first_core_group_out_of_time_is_refused(moment):
    with pytest.raises(Refused, match="from Wed 25 Nov 2026 to Tue 8 Dec 2026"):
        settle(opened(), first_core_group_at=moment)


def test_the_first_review_is_within_three_months_and_never_on_a_bank_holiday():
    conference = opened()

    settle(conference, review_on=date(2027, 2, 24))
    for day in (date(2027, 2, 25), date(2026, 12, 25), date(2027, 2, 20)):
        with pytest.raises(Refused, match="to Wed 24 Feb 2027"):
            settle(conference, review_on=day)
    assert only(conference).review_on == date(2027, 2, 24)


def test_a_later_review_is_within_six_months():
    conference = opened(kind=Kind.REVIEW)

    settle(conference, review_on=date(2027, 5, 24))
    with pytest.raises(Refused, match="to Mon 24 May 2027"):
        settle(conference, review_on=date(2027, 5, 25))


def test_the_first_review_of_an_unborn_child_does_not_fall_before_the_birth():
    baby = ChildFactory(given_name="", date_of_birth=None, expected_on=date(2027, 3, 1))
    conference = opened(baby, kind=Kind.PRE_BIRTH)

    settle(conference, review_on=date(2027, 6, 1))
    with pytest.raises(Refused, match="from Tue 2 Mar 2027 to Tue 1 Jun 2027"):
        settle(conference, review_on=date(2027, 2, 24))


def test_a_day_that_slipped_out_of_time_does_not_close_the_decision():
    conference = ready()
    decision = only(conference)
    decision.review_on = date(2027, 3, 1)
    decision.save()

    with pytest.raises(Refused, match="The next review is on a working day"):
        perform(decision, "make_plan", by=conference.chair)


# Which review is the first


FEBRUARY = datetime(2027, 2, 8, 10, 0, tzinfo=UTC)  # a Monday
JULY = datetime(2027, 7, 8, 10, 0, tzinfo=UTC)  # a Thursday
IN_FIVE_MONTHS = {FEBRUARY: date(2027, 7, 8), JULY: date(2027, 12, 8)}


def review_of(child, moment, outcome="continue_plan", **facts):
    """Hold a review with this outcome."""
    conference = opened(child, kind=Kind.REVIEW, scheduled_at=moment)
    decision = only(conference)
    is_end = outcome == "end_plan"
    give_views(decision, *(["no_plan" if is_end else "plan"] * 4))
    settle(
        conference,
        limb="is_likely",
        category="neglect",
        concerns="Less than before.",
        review_on=IN_FIVE_MONTHS[moment],
        step_down="child_in_need" if is_end else "",
        step_down_plan="Family support.",
        step_down_meetings="First on 4 March.",
        has_parents_consent=True,
        **facts,
    )
    return perform(only(conference), outcome, by=conference.chair)


@pytest.fixture
def child():
    return ChildFactory(given_name="Ash")


def test_at_the_first_review_the_child_stays_on_the_plan(child):
    plan_made(child)

    with pytest.raises(Refused, match="At the first review the child stays on the plan"):
        review_of(child, FEBRUARY, "end_plan")


def test_exceptional_circumstances_end_a_plan_at_the_first_review(child):
    plan_made(child)

    ended = review_of(child, FEBRUARY, "end_plan", exceptional_reason="Looked after from today.")

    assert ended.state == "plan_ended"


def test_a_later_review_ends_the_plan_without_exceptional_circumstances(child):
    plan_made(child)
    review_of(child, FEBRUARY)

    assert review_of(child, JULY, "end_plan").state == "plan_ended"


def test_a_deferred_review_leaves_the_next_one_the_first(child):
    plan_made(child)
    conference = opened(child, kind=Kind.REVIEW)
    settle(conference, missing_information="Report", who_gets_it="Sam Specimen")
    perform(only(conference), "defer", by=conference.chair)

    assert only(opened(child, kind=Kind.REVIEW)).is_first_review()


def test_a_plan_made_again_has_a_first_review_again(child):
    plan_made(child)
    review_of(child, FEBRUARY)
    review_of(child, JULY, "end_plan")
    plan_made(child)

    assert only(opened(child, kind=Kind.REVIEW)).is_first_review()


def test_the_first_review_is_the_first_whichever_row_was_written_earlier(child):
    later = opened(child, kind=Kind.URGENTLY_RECONVENED)  # asked for early, held late
    plan_made(child)
    review_of(child, FEBRUARY)

    assert not only(later).is_first_review()


def test_a_decision_read_again_years_later_is_still_the_first_review(child):
    plan_made(child)
    first = review_of(child, FEBRUARY)
    review_of(child, JULY)

    assert first.is_first_review()


def test_views_against_the_plan_do_not_end_it_at_the_first_review_nor_count_as_an_override(child):
    plan_made(child)
    conference = opened(child, kind=Kind.REVIEW)
    give_views(only(conference), *["no_plan"] * 4)
    settle_all(only(conference), review_on=date(2027, 5, 24))

    decision = perform(only(conference), "continue_plan", by=conference.chair)
    assert (decision.state, decision.is_overridden) == ("plan_continued", False)


def test_a_plan_continued_against_the_majority_at_a_later_review_needs_reasons(child):
    plan_made(child)
    review_of(child, FEBRUARY)
    conference = opened(child, kind=Kind.REVIEW, scheduled_at=JULY)
    give_views(only(conference), *["no_plan"] * 4)
    settle_all(only(conference), first_core_group_at=None, review_on=date(2027, 12, 8))

    with pytest.raises(Refused, match="The majority view is that the plan ends"):
        perform(only(conference), "continue_plan", by=conference.chair)

    settle(conference, override_reason="No progress for the youngest.")
    assert perform(only(conference), "continue_plan", by=conference.chair).is_overridden


@pytest.mark.parametrize("move", ["continue_plan", "end_plan"])
def test_an_initial_conference_neither_continues_nor_ends_a_plan(move):
    conference = ready()

    with pytest.raises(Refused, match="Only a review"):
        perform(only(conference), move, by=conference.chair)


def test_a_review_makes_no_second_plan(child):
    plan_made(child)
    conference = opened(child, kind=Kind.REVIEW)

    with pytest.raises(Refused, match="makes none"):
        perform(only(conference), "make_plan", by=conference.chair)


def test_an_urgently_reconvened_conference_reviews_the_plan_of_a_child_who_has_one(child):
    plan_made(child)

    assert only(opened(child, kind=Kind.URGENTLY_RECONVENED)).is_review()
    assert not only(opened(kind=Kind.URGENTLY_RECONVENED)).is_review()
