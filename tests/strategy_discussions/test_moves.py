"""A strategy discussion from its plan to its minutes: each move done, forbidden, once only."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cpms.accounts.permissions import Role
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.strategy_discussions.models import Section47Enquiry, StrategyDiscussion
from tests.factories import ChildFactory, FamilyFactory, UserFactory
from tests.factories.strategy_discussions import (
    DECISIONS,
    REASONS,
    THURSDAY,
    attended,
    discussion_at,
    held,
    planned,
    prepared,
    with_cause,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


def events_of(discussion):
    return [event.name.split(".")[1] for event in Event.objects.of_record(discussion)]


def siblings(count=2):
    family = FamilyFactory()
    return [ChildFactory(family=family) for _ in range(count)]


def test_a_discussion_is_planned_for_each_child_it_names():
    children, worker = siblings(), UserFactory()

    discussion = planned(children, by=worker)

    assert discussion.state == StrategyDiscussion.State.PLANNED
    assert list(discussion.children.order_by("pk")) == children
    assert [event.child for event in Event.objects.of_record(discussion)] == children
    assert discussion.analyses.first().history.first().history_user == worker


def test_a_discussion_is_held_on_the_day_it_met_not_the_day_it_was_entered():
    discussion = attended(planned(on=THURSDAY))

    discussion = held(discussion, on=THURSDAY, today=MONDAY)

    event = Event.objects.get(name="strategy_discussion.held")
    assert discussion.state == StrategyDiscussion.State.HELD
    assert (event.happened_on, event.facts["method"]) == (THURSDAY, "in_person")


@pytest.mark.parametrize("outcome", DECISIONS)
def test_an_outcome_is_of_the_day_the_discussion_was_held(outcome):
    discussion = discussion_at(outcome)

    event = Event.objects.get(name=f"strategy_discussion.{outcome}")
    assert discussion.state == outcome
    assert (event.happened_on, event.facts["outcome"]) == (THURSDAY, outcome)
    assert event.facts["discussion"] == discussion.pk


def test_an_unborn_childs_expected_day_goes_with_the_event_for_the_clock_before_birth():
    child = ChildFactory(date_of_birth=None, expected_on=date(2027, 3, 1))

    discussion_at("section_47_initiated", children=[child])

    event = Event.objects.get(name="strategy_discussion.section_47_initiated")
    assert event.facts["expected_on"] == "2027-03-01"


@pytest.mark.parametrize("role", [Role.PARTNER, Role.UNIT_OFFICER, Role.CONFERENCE_CHAIR])
@pytest.mark.parametrize(
    ("state", "move"),
    [
        ("planned", "hold"),
        *[("held", move) for move in DECISIONS.values()],
        ("section_47_initiated", "circulate_minutes"),
    ],
)
def test_each_move_is_forbidden_to_those_who_do_not_run_strategy_discussions(role, state, move):
    discussion = discussion_at(state)

    with pytest.raises(PermissionDenied):
        perform(discussion, move, by=UserFactory(role=role))

    discussion.refresh_from_db()
    assert discussion.state == state


def test_planning_is_forbidden_to_those_who_do_not_run_strategy_discussions():
    with pytest.raises(PermissionDenied):
        planned(by=UserFactory(role=Role.PARTNER), chair=UserFactory())

    assert not StrategyDiscussion.objects.exists()


def test_a_discussion_is_held_once():
    discussion = discussion_at("held")

    with pytest.raises(AlreadyMoved, match="Strategy discussion held in person"):
        held(discussion)

    assert events_of(discussion) == ["planned", "held"]


@pytest.mark.parametrize("second", DECISIONS.values())
def test_an_outcome_is_decided_once_and_no_other_after_it(second):
    discussion = discussion_at("section_47_initiated")

    with pytest.raises(AlreadyMoved, match="decided: section 47 enquiries"):
        perform(discussion, second, by=None, **REASONS)

    assert events_of(discussion) == ["planned", "held", "section_47_initiated"]


def test_the_minutes_are_sent_once():
    discussion = discussion_at("minutes_circulated")
    assert discussion.minutes_circulated_on == THURSDAY

    with pytest.raises(Refused, match=r"sent on Thu 19 Nov 2026.*ST-09"):
        perform(discussion, "circulate_minutes", by=None, circulated_on=MONDAY, today=MONDAY)

    assert events_of(discussion).count("minutes_circulated") == 1


@pytest.mark.parametrize("state", ["planned", "held"])
def test_there_are_no_minutes_before_there_is_an_outcome(state):
    with pytest.raises(AlreadyMoved, match="cannot be done now"):
        perform(
            discussion_at(state), "circulate_minutes", by=None, circulated_on=MONDAY, today=MONDAY
        )


def test_section_47_starts_one_enquiry_for_each_child_on_the_day_it_was_decided():
    children = siblings(3)

    discussion = discussion_at("section_47_initiated", children=children)

    enquiries = Section47Enquiry.objects.order_by("child")
    assert [enquiry.child for enquiry in enquiries] == children
    assert {enquiry.state for enquiry in enquiries} == {"started"}
    assert {enquiry.started_on for enquiry in enquiries} == {THURSDAY}
    assert {enquiry.discussion for enquiry in enquiries} == {discussion}
    assert Event.objects.filter(name="section_47_enquiry.started").count() == 3


@pytest.mark.parametrize("outcome", ["no_further_involvement", "section_17_assessment"])
def test_other_outcomes_start_no_enquiry(outcome):
    discussion_at(outcome)

    assert not Section47Enquiry.objects.exists()


def test_a_further_discussion_during_an_enquiry_starts_no_second_one():
    (child,) = with_cause()
    discussion_at("section_47_initiated", children=[child])

    discussion_at("section_47_initiated", children=[child], on=MONDAY)

    assert Section47Enquiry.objects.get().started_on == THURSDAY


def test_a_decision_whose_enquiry_cannot_start_is_undone_with_it(monkeypatch):
    discussion = discussion_at("held")
    prepared(discussion)

    def refuse(self, **facts):
        raise Refused("It cannot start.")

    monkeypatch.setattr(Section47Enquiry, "save", refuse)
    with pytest.raises(Refused, match="cannot start"):
        perform(discussion, "decide_section_47", by=None, **REASONS)

    discussion.refresh_from_db()
    assert discussion.state == StrategyDiscussion.State.HELD
