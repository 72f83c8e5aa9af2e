"""How a plan ends without a review conference, and every other way refused (PL-14 to PL-16)."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.documents.models import Letter
from cpms.pathways.services import growing_up
from cpms.pathways.tags import tags
from cpms.pathways.waiting import tasks_for
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from plans.models import Plan
from tests.factories import ChildFactory, UserFactory
from tests.factories.conferences import parent_of
from tests.factories.pathways import WEDNESDAY, father_who_came, moving_out
from tests.factories.plans import plan_detailed
from tests.factories.strategy_discussions import discussion_at

pytestmark = pytest.mark.django_db

DIED = {"died_on": WEDNESDAY, "known_by": "The hospital told us.", "today": WEDNESDAY}
LEFT = {"left_on": WEDNESDAY, "known_by": "Border Force", "is_permanent": True, "today": WEDNESDAY}
MARRIED = {"married_on": WEDNESDAY, "known_by": "Certificate seen", "today": WEDNESDAY}


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to("2026-11-25 10:00 +0000")


def child_of(plan):
    return Child.objects.get(pk=plan.child_id)


def end_of(plan):
    plan = Plan.objects.get(pk=plan.pk)
    return (plan.state, plan.end_reason, plan.ended_on)


@pytest.mark.parametrize(
    ("move", "facts", "reason"),
    [
        ("record_death", {**DIED, "has_concerns": False}, "death"),
        ("leave_uk", LEFT, "left_uk"),
        ("marry", MARRIED, "marriage"),
    ],
)
def test_death_leaving_and_marriage_end_the_plan_and_tell_everyone_invited(move, facts, reason):
    plan = plan_detailed(ChildFactory(date_of_birth=date(2010, 5, 3)))
    invited = plan.decision.conference.invitations.count()

    perform(child_of(plan), move, by=UserFactory(), **facts)

    assert end_of(plan) == ("ended", reason, WEDNESDAY)
    letters = Letter.objects.filter(kind="plan_ended")
    assert letters.count() >= invited  # PL-15: as a minimum
    assert {row.practitioner_id for row in letters} >= {
        row.practitioner_id for row in plan.decision.conference.invitations.all()
    }


@pytest.mark.parametrize("reason", ["eighteen", "death", "left_uk", "marriage"])
def test_a_plan_does_not_end_by_an_event_that_is_not_on_record(reason):
    plan = plan_detailed()

    with pytest.raises(Refused, match="PL-15"):
        perform(plan, "end", by=None, ended_on=WEDNESDAY, reason=reason, evidence="So they say.")

    assert end_of(plan) == ("detailed", "", None)


def test_a_plan_waits_for_the_receiving_authoritys_conference_and_then_ends():
    plan = plan_detailed()
    transfer = moving_out(plan.child, on=date(2026, 11, 16))

    with pytest.raises(Refused, match="only after that authority has held its conference"):
        perform(plan, "end", by=None, ended_on=WEDNESDAY, reason="moved", evidence="They moved.")

    perform(
        transfer,
        "hold_conference",
        by=UserFactory(),
        held_on=date(2026, 11, 24),
        evidence="Their decision letter of 24 November.",
        today=WEDNESDAY,
    )
    assert end_of(plan) == ("ended", "moved", date(2026, 11, 24))
    assert "Anywhere held its conference" in Plan.objects.get(pk=plan.pk).end_evidence


def test_a_receiving_conference_before_its_notice_is_refused():
    transfer = moving_out(ChildFactory(), on=WEDNESDAY)

    with pytest.raises(Refused, match="cannot lie before it was notified"):
        perform(
            transfer,
            "hold_conference",
            by=UserFactory(),
            held_on=date(2026, 11, 24),
            evidence="Letter",
            today=WEDNESDAY,
        )


def test_a_withdrawn_move_leaves_the_plan_as_it_was():
    plan = plan_detailed()
    transfer = moving_out(plan.child)

    perform(
        transfer,
        "withdraw",
        by=UserFactory(),
        withdrawn_on=WEDNESDAY,
        reason="They came back.",
        today=WEDNESDAY,
    )

    assert end_of(plan)[0] == "detailed"


def test_a_child_moves_out_to_one_authority_at_a_time():
    child = ChildFactory()
    moving_out(child)

    with pytest.raises(Refused, match="open already"):
        moving_out(child)


@pytest.mark.parametrize(
    ("born", "today", "is_eighteen"),
    [
        (date(2008, 11, 25), date(2026, 11, 25), True),
        (date(2008, 11, 26), date(2026, 11, 25), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),  # a leap day's child is 18 on 1 March
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2008, 11, 20), date(2026, 11, 25), True),  # the background was down for a while
    ],
)
def test_the_birthday_watch_ends_the_plan_on_the_18th_birthday(born, today, is_eighteen):
    plan = plan_detailed(ChildFactory(date_of_birth=born))

    assert growing_up.mark_birthdays(today) == int(is_eighteen)
    assert growing_up.mark_birthdays(today) == 0  # again, or by a second scheduler

    assert Event.objects.filter(name="child.turned_eighteen").count() == int(is_eighteen)
    if is_eighteen and today >= plan.started_on:
        assert end_of(plan)[:2] == ("ended", "eighteen")


def test_the_plan_of_a_leap_day_child_ends_on_1_march(time_machine):
    time_machine.move_to("2027-03-01 00:10 +0000")
    plan = plan_detailed(ChildFactory(date_of_birth=date(2009, 2, 28)))
    leap = plan_detailed(ChildFactory(date_of_birth=date(2008, 2, 29)))

    growing_up.mark_birthdays(date(2027, 2, 28))

    assert end_of(plan) == ("ended", "eighteen", date(2027, 2, 28))
    assert end_of(leap)[0] == "detailed"  # turned 18 before the plan began: not by this


def test_who_is_not_18_cannot_be_recorded_as_18():
    child = ChildFactory(date_of_birth=date(2009, 11, 25))

    with pytest.raises(Refused, match="not the day"):
        perform(child, "turn_eighteen", by=None, turned_on=WEDNESDAY, today=WEDNESDAY)


def test_one_child_who_cannot_be_recorded_stops_no_other(monkeypatch):
    first = ChildFactory(date_of_birth=date(2008, 11, 25))
    second = ChildFactory(date_of_birth=date(2008, 11, 25))
    real = growing_up.perform

    def refusing(child, *args, **facts):
        if child.pk == first.pk:
            raise Refused("no")
        return real(child, *args, **facts)

    monkeypatch.setattr(growing_up, "perform", refusing)

    assert growing_up.mark_birthdays(WEDNESDAY) == 1
    second.refresh_from_db()
    assert second.turned_eighteen_on == WEDNESDAY


def test_a_death_is_recorded_once_and_never_before_the_birth():
    child = ChildFactory()
    early = DIED | {"died_on": date(2019, 5, 2), "has_concerns": False}
    with pytest.raises(Refused, match="before the date of birth"):
        perform(child, "record_death", by=UserFactory(), **early)

    perform(child, "record_death", by=UserFactory(), **DIED, has_concerns=False)
    with pytest.raises(Refused, match="already recorded"):
        perform(child, "record_death", by=UserFactory(), **DIED, has_concerns=False)


def test_a_stay_abroad_is_no_end_of_a_plan():
    plan = plan_detailed()

    with pytest.raises(Refused, match="for good"):
        perform(child_of(plan), "leave_uk", by=UserFactory(), **LEFT | {"is_permanent": False})

    assert end_of(plan)[0] == "detailed"


def test_after_a_death_with_concerns_each_sibling_needs_a_discussion_until_it_is_held():
    child = ChildFactory()
    sister = ChildFactory(family=child.family)
    worker = UserFactory()

    perform(child, "record_death", by=worker, **DIED, has_concerns=True)

    assert [tag["words"] for tag in tags(sister, WEDNESDAY)] == [
        "Strategy discussion to be held (ST-10)"
    ]
    (task,) = tasks_for(worker, WEDNESDAY)
    assert (task.note, task.href) == (
        sister.name,
        f"/children/{sister.pk}/strategy-discussions/plan/",
    )

    discussion_at("held", children=[sister], on=WEDNESDAY)
    assert tags(sister, WEDNESDAY) == []
    assert list(tasks_for(worker, WEDNESDAY)) == []


def test_a_discussion_held_before_the_death_does_not_meet_the_demand():
    child = ChildFactory()
    sister = ChildFactory(family=child.family)
    discussion_at("held", children=[sister], on=date(2026, 11, 24))

    perform(child, "record_death", by=UserFactory(), **DIED, has_concerns=True)

    assert [task.note for task in tasks_for(UserFactory(), WEDNESDAY)] == [sister.name]


def test_a_death_without_concerns_demands_nothing():
    child = ChildFactory()
    sister = ChildFactory(family=child.family)

    perform(child, "record_death", by=UserFactory(), **DIED, has_concerns=False)

    assert tags(sister, WEDNESDAY) == []


def test_no_discussion_is_demanded_where_nobody_died():
    with pytest.raises(Refused, match="ST-10"):
        perform(ChildFactory(), "demand_discussion", by=None, demanded_on=WEDNESDAY)


def test_a_father_of_a_half_sibling_is_not_told_of_the_end():
    plan = plan_detailed()
    parent_of([plan.child])
    stranger = ChildFactory(family=plan.child.family)
    father = father_who_came(plan)
    father.relationships.update_or_create(child=stranger, defaults={"kind": "father"})
    father.relationships.filter(child=plan.child).delete()

    perform(child_of(plan), "marry", by=UserFactory(), **MARRIED)

    assert not Letter.objects.filter(person=father).exists()


def test_a_plan_that_has_ended_ends_no_second_time():
    plan = plan_detailed()
    perform(child_of(plan), "marry", by=UserFactory(), **MARRIED)
    ended = Plan.objects.get(pk=plan.pk)

    with pytest.raises(AlreadyMoved):
        perform(ended, "end", by=None, ended_on=WEDNESDAY, reason="death", evidence="x")
    perform(child_of(plan), "record_death", by=UserFactory(), **DIED, has_concerns=False)
    assert end_of(plan)[1] == "marriage"


@pytest.mark.parametrize("role", [Role.PARTNER, Role.HEAD_OF_SERVICE, Role.ADMINISTRATOR])
def test_who_does_no_casework_records_no_death(role):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        perform(
            ChildFactory(), "record_death", by=UserFactory(role=role), **DIED, has_concerns=False
        )
