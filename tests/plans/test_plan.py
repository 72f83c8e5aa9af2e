"""A plan begins, grows and ends with what conferences decide, and by nothing else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from conferences.models import Conference, Decision
from cpms.accounts.permissions import Role
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from plans.models import Plan, PlanVersion
from plans.services import decide_action, decide_need, report_progress, take_out, write_text
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import (
    FIRST_MEETING_ON,
    STEP_DOWN,
    TODAY,
    chair,
    conference_in_session,
    decision_ready,
    plan_detailed,
    plan_ended,
    plan_outlined,
    review_decision,
    settled,
    with_action,
    with_need,
)

pytestmark = pytest.mark.django_db

DETAIL = {"detailed_on": FIRST_MEETING_ON, "today": TODAY}
REVISE = {"revised_on": date(2026, 11, 23), "today": TODAY}


# --- the conference makes a plan -------------------------------------------------------


def test_a_decision_for_a_plan_begins_it_with_nothing_retyped():
    plan = plan_outlined()

    assert plan.state == Plan.State.OUTLINE
    assert plan.started_on == date(2026, 11, 4)
    assert (plan.first_category, plan.category) == ("emotional", "emotional")
    assert plan.contingency == "If Dad comes to the house, ring 999."
    assert plan.lead_professional.name == "Sam Specimen"
    need = plan.needs.get()
    assert need.outcome == "Robin sleeps and feels safe at home."
    assert need.by_when == date(2027, 1, 29)
    version = plan.versions.get()
    assert (version.number, version.made_on, version.is_outline) == (1, date(2026, 11, 4), True)
    assert version.content["needs"][str(need.pk)]["need"] == "Robin lies awake listening."


def test_each_child_has_a_plan_of_its_own_from_the_moment_its_decision_closes():
    robin = ChildFactory(given_name="Robin")
    wren = ChildFactory(given_name="Wren", family=robin.family)
    by = chair()
    meeting = conference_in_session(robin, wren, by=by)
    settled(meeting.decisions.get(child=robin))

    perform(meeting.decisions.get(child=robin), "make_plan", by=by)

    assert [plan.child for plan in Plan.objects.current()] == [robin]


def test_the_lead_professional_named_answers_for_the_child_from_that_day():
    lead = UserFactory(name="Sam Specimen")

    plan = plan_outlined(lead=lead)

    allocation = plan.child.allocations.get(until_on=None)
    assert (allocation.worker, allocation.from_on) == (lead, date(2026, 11, 4))


def test_a_plan_enters_the_chronology_in_the_name_of_the_chair():
    decision, by = decision_ready()
    perform(decision, "make_plan", by=by)

    event = Event.objects.get(name="plan.outlined")
    assert (event.happened_on, event.entered_by) == (date(2026, 11, 4), by)
    assert event.facts["category"] == "emotional"


def test_a_second_plan_beside_one_in_force_is_refused_and_the_decision_undone():
    plan = plan_outlined()
    decision, by = decision_ready(plan.child)

    with pytest.raises(Refused, match="is on a plan already"):
        perform(decision, "make_plan", by=by)

    decision.refresh_from_db()
    assert decision.state == Decision.State.AWAITED
    assert Plan.objects.count() == 1


def test_a_plan_without_a_decision_for_it_is_refused():
    decision, _ = decision_ready()

    with pytest.raises(Refused, match="begins with a conference"):
        perform(Plan(child=decision.child, decision=decision), "outline", by=None)


def test_nobody_but_a_chair_may_outline_a_plan():
    plan = plan_outlined()
    with pytest.raises(PermissionDenied):
        perform(Plan(child=plan.child, decision=plan.decision), "outline", by=UserFactory())


# --- the core group makes it detailed --------------------------------------------------


def test_an_outline_becomes_detailed_and_the_second_version():
    plan = plan_outlined()
    with_action(plan)

    plan = perform(plan, "detail", by=UserFactory(), **DETAIL)

    assert plan.state == Plan.State.DETAILED
    latest = plan.versions.last()
    assert (latest.number, latest.made_on, latest.is_outline) == (2, date(2026, 11, 17), False)


def test_a_need_without_an_action_keeps_the_plan_an_outline():
    plan = plan_outlined()

    with pytest.raises(Refused, match="Still bare: “Robin lies awake listening"):
        perform(plan, "detail", by=None, **DETAIL)


def test_a_need_without_an_outcome_keeps_the_plan_an_outline():
    plan = plan_outlined()
    with_action(plan)
    with_action_for = with_need(plan, outcome="")
    decide_action(with_action_for, None, {"what": "Ask Dad"}, by=None)

    with pytest.raises(Refused, match="Still bare: “Robin misses Dad"):
        perform(plan, "detail", by=None, **DETAIL)


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"why": " "}, "why"),
        ({"owner": ""}, "by whom"),
        ({"by_when": None}, "by when"),
        ({"measure": ""}, "the measure of success"),
    ],
)
def test_an_action_that_does_not_say_everything_keeps_the_plan_an_outline(said, lacking):
    plan = plan_outlined()
    with_action(plan, **said)

    with pytest.raises(Refused, match=f"“Drug screening”: {lacking} "):
        perform(plan, "detail", by=None, **DETAIL)


def test_a_plan_without_contingency_stays_an_outline():
    plan = plan_outlined()
    with_action(plan)
    write_text(plan, {"contingency": ""}, by=None)

    with pytest.raises(Refused, match="what happens if it does not work"):
        perform(plan, "detail", by=None, **DETAIL)


def test_a_plan_without_any_need_stays_an_outline():
    plan = plan_outlined()
    take_out(plan.needs.get(), reason="Settled", on=TODAY, by=None)

    with pytest.raises(Refused, match="at least one need"):
        perform(plan, "detail", by=None, **DETAIL)


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2026, 11, 25)])
def test_a_plan_is_not_made_detailed_before_its_conference_or_after_today(day):
    plan = plan_outlined()
    with_action(plan)

    with pytest.raises(Refused, match="between the conference"):
        perform(plan, "detail", by=None, detailed_on=day, today=TODAY)


def test_a_unit_officer_may_not_make_a_plan_detailed():
    with pytest.raises(PermissionDenied):
        perform(plan_outlined(), "detail", by=UserFactory(role=Role.UNIT_OFFICER), **DETAIL)


def test_a_plan_is_made_detailed_once():
    with pytest.raises(AlreadyMoved):
        perform(plan_detailed(), "detail", by=None, **DETAIL)


# --- revising and circulating ----------------------------------------------------------


def test_what_changed_becomes_a_new_version_of_a_detailed_plan():
    plan = plan_detailed()
    with_action(plan, what="Read with Robin each evening")

    plan = perform(plan, "revise", by=UserFactory(), **REVISE)

    assert plan.versions.last().number == 3
    assert Event.objects.filter(name="plan.revised", happened_on=date(2026, 11, 23)).count() == 1


def test_a_plan_in_which_nothing_changed_has_no_new_version():
    with pytest.raises(Refused, match="Nothing has changed"):
        perform(plan_detailed(), "revise", by=None, **REVISE)


def test_work_done_is_no_new_version_of_the_plan():
    plan = plan_detailed()
    action = plan.needs.get().actions.get()
    report_progress(
        action, {"progress": "done", "done_on": date(2026, 11, 20)}, today=TODAY, by=None
    )

    with pytest.raises(Refused, match="Nothing has changed"):
        perform(plan, "revise", by=None, **REVISE)


def test_an_outline_is_not_revised():
    with pytest.raises(AlreadyMoved):
        perform(plan_outlined(), "revise", by=None, **REVISE)


def test_a_partner_may_not_revise_a_plan():
    with pytest.raises(PermissionDenied):
        perform(plan_detailed(), "revise", by=UserFactory(role=Role.PARTNER), **REVISE)


def test_a_version_is_circulated_once_and_the_next_one_again():
    plan = perform(plan_detailed(), "circulate", by=UserFactory(), circulated_on=TODAY)
    assert plan.circulated_version == 2

    with pytest.raises(Refused, match="has been sent to the core group already"):
        perform(plan, "circulate", by=None, circulated_on=TODAY)

    with_action(plan, what="Another")
    plan = perform(plan, "revise", by=None, **REVISE)
    assert perform(plan, "circulate", by=None, circulated_on=TODAY).circulated_version == 3


def test_a_unit_officer_may_not_circulate_a_plan():
    unit = UserFactory(role=Role.UNIT_OFFICER)
    with pytest.raises(PermissionDenied):
        perform(plan_detailed(), "circulate", by=unit, circulated_on=TODAY)


def test_the_database_itself_refuses_to_change_a_version():
    plan = plan_outlined()

    with pytest.raises(DatabaseError), transaction.atomic():
        PlanVersion.objects.filter(plan=plan).update(content={})


# --- reviews ---------------------------------------------------------------------------


def test_a_review_that_continues_the_plan_is_noted_with_the_category_as_it_stands():
    plan = plan_detailed()
    decision, by = review_decision(plan, category="neglect")

    perform(decision, "continue_plan", by=by)

    plan.refresh_from_db()
    assert (plan.first_category, plan.category) == ("emotional", "neglect")
    review = plan.reviews.get()
    assert (review.reviewed_on, review.next_review_on) == (date(2027, 2, 2), date(2027, 7, 20))
    event = Event.objects.get(name="plan.reviewed")
    assert (event.happened_on, event.entered_by) == (date(2027, 2, 2), by)


def test_a_plan_is_not_noted_as_reviewed_without_a_review():
    plan = plan_detailed()

    with pytest.raises(Refused, match="Only a review"):
        perform(plan, "review", by=None, decision=plan.decision)


def test_nobody_but_a_chair_may_note_a_review():
    plan = plan_detailed()
    with pytest.raises(PermissionDenied):
        perform(plan, "review", by=UserFactory(), decision=plan.decision)


def test_a_review_that_ends_the_plan_keeps_what_follows_it():
    plan = plan_ended(plan_detailed())

    assert (plan.state, plan.ended_on, plan.end_reason) == (
        Plan.State.ENDED,
        date(2027, 2, 2),
        "review",
    )
    assert plan.step_down.kind == "child_in_need"
    assert plan.step_down.meetings == "Tuesday 2 March 2027 at 14:00"
    assert not Plan.objects.current().exists()
    assert Event.objects.get(name="plan.ended").facts["reason"] == "review"


def test_a_review_of_a_child_who_is_on_no_plan_is_refused_and_undone():
    plan = plan_ended(plan_detailed())
    decision, by = review_decision(plan)

    with pytest.raises(Refused, match="is not on a plan"):
        perform(decision, "continue_plan", by=by)

    decision.refresh_from_db()
    assert decision.state == Decision.State.AWAITED


def test_a_plan_does_not_end_in_a_way_the_procedure_does_not_know():
    with pytest.raises(Refused, match="in no other way"):
        perform(plan_detailed(), "end", by=None, ended_on=TODAY, reason="tired of it")


def test_a_plan_does_not_end_by_a_review_that_did_not_end_it():
    plan = plan_detailed()
    decision, _ = review_decision(plan, **STEP_DOWN)

    with pytest.raises(Refused, match="Show what ends the plan"):
        perform(plan, "end", by=None, ended_on=TODAY, reason="review", decision=decision)


def test_a_plan_does_not_end_by_another_childs_review():
    ended = plan_ended(plan_detailed())
    other = plan_detailed(ChildFactory())

    with pytest.raises(Refused, match="Show what ends the plan"):
        perform(
            other,
            "end",
            by=None,
            ended_on=TODAY,
            reason="review",
            decision=ended.ending_decision,
        )


def test_a_plan_does_not_end_by_a_birthday_that_nobody_shows():
    with pytest.raises(Refused, match="how the other event is known"):
        perform(plan_detailed(), "end", by=None, ended_on=TODAY, reason="eighteen", evidence=" ")


def test_a_social_worker_may_not_end_a_plan():
    with pytest.raises(PermissionDenied):
        perform(plan_detailed(), "end", by=UserFactory(), ended_on=TODAY, reason="review")


def test_a_plan_ends_once():
    plan = plan_ended(plan_detailed())
    with pytest.raises(AlreadyMoved):
        perform(plan, "end", by=None, ended_on=TODAY, reason="death", evidence="Certificate")


def test_a_new_plan_after_an_ended_one_counts_those_before_it():
    first = plan_ended(plan_detailed())
    meeting_by = chair()
    meeting = conference_in_session(first.child, by=meeting_by, at=_later(2027, 9, 1))
    decision = settled(
        meeting.decisions.get(),
        review_on=date(2027, 11, 30),
        first_core_group_at=_later(2027, 9, 14),
    )
    perform(decision, "make_plan", by=meeting_by)

    second = Plan.objects.current().with_counts(TODAY).get()
    assert (second.plans_before, second.plans_before_it()) == (1, 1)
    assert list(Plan.objects.on_a_repeat_plan()) == [second]
    assert list(Plan.objects.of(first.child)) == [first, second]


def _later(year, month, day):
    from datetime import UTC, datetime

    return datetime(year, month, day, 10, 0, tzinfo=UTC)


# --- writing ---------------------------------------------------------------------------


def test_an_action_belongs_to_somebody_named_for_this_child():
    plan = plan_outlined()
    stranger = PractitionerFactory()

    with pytest.raises(Refused, match="named for this child"):
        with_action(plan, owner=f"practitioner:{stranger.pk}")


def test_an_action_may_belong_to_a_member_the_conference_named():
    nurse = PractitionerFactory(name="Jess Sandbox")
    plan = plan_outlined(practitioners=[nurse])

    action = with_action(plan, owner=f"practitioner:{nurse.pk}", together_with="Dana Demo")

    assert action.who == "Jess Sandbox, Dana Demo"


def test_an_action_is_done_on_a_day_of_the_plan():
    plan = plan_detailed()
    action = plan.needs.get().actions.get()

    for wrong in (date(2026, 11, 3), date(2026, 11, 25)):
        with pytest.raises(Refused, match="before the plan began or after today"):
            report_progress(action, {"progress": "done", "done_on": wrong}, today=TODAY, by=None)
    with pytest.raises(Refused, match="on which day"):
        report_progress(action, {"progress": "done", "done_on": None}, today=TODAY, by=None)


def test_what_is_taken_out_says_why_and_is_kept():
    plan = plan_detailed()
    action = plan.needs.get().actions.get()

    with pytest.raises(Refused, match="Say why"):
        take_out(action, reason=" ", on=TODAY, by=None)
    take_out(action, reason="Done in 2025", on=TODAY, by=None)
    with pytest.raises(Refused, match="already"):
        take_out(action, reason="Done in 2025", on=TODAY, by=None)

    action.refresh_from_db()
    assert (action.removed_on, action.removed_reason) == (TODAY, "Done in 2025")


def test_nothing_is_written_into_a_plan_that_has_ended():
    plan = plan_ended(plan_detailed())

    for write in (
        lambda: write_text(plan, {"concerns": "x"}, by=None),
        lambda: decide_need(plan, None, {"need": "x"}, by=None),
        lambda: with_action(plan),
    ):
        with pytest.raises(Refused, match="has ended"):
            write()


def test_a_plan_is_seen_by_those_who_see_the_child():
    lead, stranger = UserFactory(name="Sam Specimen"), UserFactory(team=None)
    plan = plan_outlined(lead=lead)

    assert list(Plan.objects.visible_to(lead)) == [plan]
    assert not Plan.objects.visible_to(stranger).exists()


def test_a_plan_counts_its_actions_those_done_and_those_late():
    plan = plan_detailed()
    late = with_action(plan, what="Late", by_when=date(2026, 11, 20))
    out = with_action(plan, what="Taken out", by_when=date(2026, 11, 20))
    take_out(out, reason="x", on=TODAY, by=None)
    done = with_action(plan, what="Done", by_when=date(2026, 11, 20))
    report_progress(done, {"progress": "done", "done_on": date(2026, 11, 19)}, today=TODAY, by=None)

    counted = Plan.objects.with_counts(TODAY).get()

    assert (counted.action_count, counted.done_count, counted.late_count) == (3, 1, 1)
    assert late.is_late(TODAY)


# --- the next review -------------------------------------------------------------------


def reviews_to_schedule():
    return Conference.objects.filter(kind="review", state="agreed")


def test_the_review_that_the_conference_fixed_is_in_the_units_hands():
    plan = plan_outlined()

    review = reviews_to_schedule().get()
    assert [row.child for row in review.decisions.all()] == [plan.child]
    assert "Tue 2 Feb 2027" in review.reason


def test_siblings_whose_review_is_on_one_day_have_one_review():
    robin = ChildFactory(given_name="Robin")
    wren = ChildFactory(given_name="Wren", family=robin.family)
    by = chair()
    meeting = conference_in_session(robin, wren, by=by)

    for decision in meeting.decisions.all():
        perform(settled(decision), "make_plan", by=by)

    assert {row.child for row in reviews_to_schedule().get().decisions.all()} == {robin, wren}


def test_a_plan_that_continues_has_its_next_review():
    plan = plan_detailed()
    decision, by = review_decision(plan)

    perform(decision, "continue_plan", by=by)

    assert "Tue 20 Jul 2027" in reviews_to_schedule().get().reason
