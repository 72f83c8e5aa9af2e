"""Every clock off the main road, driven by real moves, in each pack it belongs to."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.records.moves import perform
from cpms.timescales.models import Deadline
from tests.factories import ChildFactory, UserFactory
from tests.factories.pathways import (
    WEDNESDAY,
    action_plan,
    authority,
    missing,
    moved,
    moving_in,
    moving_out,
)
from tests.factories.plans import plan_detailed

pytestmark = pytest.mark.django_db

PACKS = ("bolton", "bolton-procedure", "leicester")


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to("2026-11-25 10:00 +0000")


@pytest.fixture(params=PACKS)
def pack(request, settings):
    settings.TIMESCALES_PACK = request.param
    return request.param


def clock(child, code):
    return Deadline.objects.get(child=child, code=code)


def test_a_move_within_the_area_is_told_on_the_same_working_day(pack):
    child = ChildFactory()
    change = moved(child)

    assert clock(child, "change-of-address-notified").due_on == date(2026, 11, 25)

    perform(change, "notify", by=UserFactory(), notified_on=WEDNESDAY, today=WEDNESDAY)
    assert clock(child, "change-of-address-notified").met_on == date(2026, 11, 25)


def test_a_move_learned_of_on_a_saturday_is_told_on_monday(pack, time_machine):
    time_machine.move_to("2026-11-28 10:00 +0000")
    child = ChildFactory()
    moved(child, on=date(2026, 11, 28))

    assert clock(child, "change-of-address-notified").due_on == date(2026, 11, 30)


def test_a_transfer_in_conference_is_due_15_working_days_after_the_notice(pack):
    child = ChildFactory()
    transfer = moving_in(child)

    # 26 Nov is the first; Wednesday 16 December the fifteenth.
    assert clock(child, "transfer-in-conference-held").due_on == date(2026, 12, 16)

    perform(
        transfer,
        "withdraw",
        by=UserFactory(),
        withdrawn_on=WEDNESDAY,
        reason="They stayed.",
        today=WEDNESDAY,
    )
    assert clock(child, "transfer-in-conference-held").ended_by is not None


def test_the_receiving_conference_is_due_15_working_days_after_the_notice(pack):
    child = ChildFactory()
    transfer = moving_out(child)

    assert clock(child, "transfer-out-conference-held").due_on == date(2026, 12, 16)

    perform(
        transfer,
        "hold_conference",
        by=UserFactory(),
        held_on=WEDNESDAY,
        evidence="Their decision letter.",
        today=WEDNESDAY,
    )
    assert clock(child, "transfer-out-conference-held").met_on == WEDNESDAY


def test_a_missing_child_conference_is_due_in_5_working_days_until_the_child_is_found(pack):
    child = ChildFactory()
    episode = missing(child)

    assert clock(child, "missing-child-conference-held").due_on == date(2026, 12, 2)

    perform(
        episode,
        "find",
        by=UserFactory(),
        found_on=WEDNESDAY,
        how="At Nana's; seen by the police.",
        today=WEDNESDAY,
    )
    assert clock(child, "missing-child-conference-held").ended_by.name == "missing_episode.found"


def test_an_action_plan_is_reviewed_within_6_months_of_the_last_time(pack, time_machine):
    child = ChildFactory()
    plan = action_plan(child)
    assert clock(child, "action-plan-reviewed").due_on == date(2027, 5, 25)

    time_machine.move_to("2027-05-20 10:00 +0000")
    perform(
        plan,
        "review",
        by=UserFactory(),
        reviewed_on=date(2027, 5, 20),
        found="Robin eats breakfast at school.",
        actions="As before.",
        next_review_on=date(2027, 11, 1),
        today=date(2027, 5, 20),
    )

    open_one = Deadline.objects.open().get(child=child, code="action-plan-reviewed")
    assert open_one.due_on == date(2027, 11, 20)


def test_an_action_plan_that_closes_has_no_clock(pack):
    child = ChildFactory()
    plan = action_plan(child)

    perform(plan, "close", by=UserFactory(), closed_on=WEDNESDAY, reason="Done.", today=WEDNESDAY)

    assert not Deadline.objects.open().filter(child=child, code="action-plan-reviewed").exists()


def test_a_plan_ends_on_the_18th_birthday_and_the_clock_is_met_that_day(pack):
    plan = plan_detailed(ChildFactory(date_of_birth=date(2008, 11, 25)))
    child = Child.objects.get(pk=plan.child_id)

    perform(child, "turn_eighteen", by=None, turned_on=WEDNESDAY, today=WEDNESDAY)

    row = clock(child, "plan-ends-at-eighteen")
    assert (row.due_on, row.met_on) == (WEDNESDAY, WEDNESDAY)


def test_the_lead_professional_has_a_notice_of_the_move_at_once():
    from cpms.children.services import allocate
    from cpms.timescales.models import Notice

    child, lead = ChildFactory(), UserFactory()
    allocate(child, lead, on=date(2026, 11, 2), by=None)
    moved(child)

    assert Notice.objects.filter(user=lead, child=child, stage="started").count() == 1


def test_the_clocks_are_not_started_by_people_who_may_not():
    from django.core.exceptions import PermissionDenied

    authority()
    with pytest.raises(PermissionDenied):
        missing(ChildFactory(), by=UserFactory(role=Role.PARTNER))
    assert not Deadline.objects.exists()
