"""Visits: the child seen or not, and what follows when not (CG-12 to CG-14)."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from core_groups.models import Visit
from core_groups.services import agree_plan_of_action, agree_visits
from cpms.accounts.permissions import Role
from cpms.children.services import allocate
from cpms.records import chronology
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.models import Deadline, Notice
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.plans import plan_detailed, plan_ended
from tests.factories.visits import NOW, TODAY, VISITED_AT, missed, visited

pytestmark = pytest.mark.django_db

FIRST_TRY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # the Friday before
BETWEEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AGREED = {
    "police": "PC 4417 Trial, reference 26-118",
    "steps": "Police and social worker go together today at 18:00.",
    "told": "School and health visitor.",
    "is_strategy_discussion_held": True,
    "strategy_discussion_reason": "Today, with police and health.",
    "is_legal_meeting_held": False,
    "legal_meeting_reason": "After the joint visit, if Robin is not seen.",
    "is_review_brought_forward": False,
    "review_reason": "Decided after the strategy discussion.",
}


@pytest.fixture
def lead():
    return UserFactory(name="Sam Specimen", email="sam@example.org")


@pytest.fixture
def robin(lead):
    child = ChildFactory(given_name="Robin")
    allocate(child, lead, on=date(2026, 11, 4), by=None)
    return plan_detailed(child, lead=lead).child


def escalated(child, **said):
    missed(child, at=FIRST_TRY)
    visit = missed(child, **said)
    visit.refresh_from_db()
    return visit


def agree(visit, by, **said):
    facts = AGREED | {"agreed_on": TODAY, "today": TODAY} | said
    return agree_plan_of_action(visit, by=by, **facts)


# --- recording --------------------------------------------------------------------------


def test_a_visit_enters_the_chronology_at_the_moment_it_was_made():
    visit = visited(ChildFactory())

    event = Event.objects.get(name="visit.seen")
    assert visit.state == "seen"
    assert (event.happened_on, event.happened_at) == (date(2026, 11, 24), VISITED_AT)
    assert chronology.sentence(event) == "Visit: the child was seen alone"


def test_a_visit_without_access_is_told_apart_from_one_that_saw_the_child():
    visit = missed(ChildFactory())

    assert visit.state == "not_seen"
    assert Event.objects.get(record_label="visit").name == "visit.without_access"


def test_siblings_seen_on_the_same_visit_have_a_record_each_without_the_childs_words():
    child = ChildFactory()
    sister = ChildFactory(family=child.family)

    visited(child, also_seen=[sister], wishes="Misses Nana.")

    seen = Visit.objects.get(child=sister)
    assert (seen.was_seen, seen.was_alone, seen.place) == (True, False, "home")
    assert (seen.childs_words, seen.wishes) == ("", "")
    assert Event.objects.filter(name="visit.seen").count() == 2


def test_what_cannot_be_recorded_for_one_sibling_is_recorded_for_none():
    child = ChildFactory()
    sister = ChildFactory(family=child.family)
    perform(sister, "close", by=None, closed_on=date(2026, 11, 2))

    with pytest.raises(Refused, match="was closed meanwhile"):
        visited(child, also_seen=[sister])

    assert not Visit.objects.exists()


def test_a_visit_to_come_is_not_a_visit():
    with pytest.raises(Refused, match="cannot lie in the future"):
        visited(ChildFactory(), at=datetime(2026, 11, 24, 17, 30, tzinfo=UTC), now=NOW)


def test_a_visit_without_access_says_why():
    with pytest.raises(Refused, match="Say why the child was not seen"):
        missed(ChildFactory(), not_seen_reason="")


def test_the_same_visit_sent_by_two_roads_is_explained_and_recorded_once():
    child = ChildFactory()
    worker = UserFactory(name="Sam Specimen")
    visited(child, by=worker)

    with pytest.raises(Refused, match="on record already, entered by Sam Specimen"):
        visited(child, by=worker)

    assert Visit.objects.count() == 1


def test_a_partner_records_no_visit():
    partner = UserFactory(role=Role.PARTNER, team=None)

    with pytest.raises(PermissionDenied):
        visited(ChildFactory(), by=partner)


def test_a_record_is_completed_at_the_desk_and_what_stood_before_stays_in_the_history():
    visit = visited(ChildFactory())

    visit = perform(
        visit, "complete", by=None, completed_on=TODAY, childs_words="I slept in my own bed."
    )

    assert visit.childs_words == "I slept in my own bed."
    assert visit.history.earliest().childs_words == "I slept well."


def test_visits_are_for_those_who_may_open_the_childs_file():
    child = ChildFactory(team=TeamFactory(name="East team"))
    visited(child)
    partner = UserFactory(role=Role.PARTNER, team=None)
    other_team = UserFactory(team=TeamFactory(name="West team"))
    manager = UserFactory(role=Role.TEAM_MANAGER, team=child.team)

    assert [Visit.objects.visible_to(one).count() for one in (partner, other_team, manager)] == [
        0,
        0,
        1,
    ]


# --- the second without access (CG-12) --------------------------------------------------


def test_two_visits_in_a_row_without_access_tell_the_lead_professional_at_once(robin, lead):
    visit = escalated(robin)

    assert visit.state == "escalated"
    deadline = Deadline.objects.get(code="no-access-escalated")
    assert deadline.due_on == date(2026, 11, 24)
    assert Notice.objects.filter(deadline_id=deadline.pk, user=lead, stage="started").count() == 1


def test_one_visit_without_access_is_not_yet_two_in_a_row(robin):
    missed(robin, at=FIRST_TRY)
    visited(robin, at=BETWEEN)
    visit = missed(robin)

    assert visit.state == "not_seen"
    assert not Deadline.objects.filter(code="no-access-escalated").exists()
    with pytest.raises(Refused, match="not yet two in a row"):
        perform(visit, "escalate", by=None)


def test_a_visit_entered_late_makes_the_one_after_it_the_second(robin):
    later = missed(robin)
    missed(robin, at=FIRST_TRY)

    later.refresh_from_db()
    assert later.state == "escalated"


def test_visits_to_a_sister_are_no_visits_to_the_child(robin):
    missed(ChildFactory(family=robin.family), at=FIRST_TRY)

    assert missed(robin).state == "not_seen"


def test_a_plan_of_action_with_the_police_meets_the_clock_the_same_day(robin, lead):
    visit = agree(escalated(robin), lead)

    deadline = Deadline.objects.get(code="no-access-escalated")
    assert visit.state == "answered"
    assert deadline.met_on == date(2026, 11, 24)
    assert [taken for _, taken, _ in visit.plan_of_action.considered] == [True, False, False]


@pytest.mark.parametrize(
    "missing",
    ["police", "steps", "strategy_discussion_reason", "legal_meeting_reason", "review_reason"],
)
def test_a_plan_of_action_considers_every_further_step(robin, lead, missing):
    visit = escalated(robin)

    with pytest.raises(Refused, match="whether and why"):
        agree(visit, lead, **{missing: " "})

    visit.refresh_from_db()
    assert visit.state == "escalated"
    assert not hasattr(visit, "plan_of_action")


def test_a_plan_of_action_is_not_agreed_before_the_visit(robin, lead):
    with pytest.raises(Refused, match="between the day of the visit and today"):
        agree(escalated(robin), lead, agreed_on=date(2026, 11, 23))


def test_a_partner_agrees_no_plan_of_action(robin):
    with pytest.raises(PermissionDenied):
        agree(escalated(robin), UserFactory(role=Role.PARTNER, team=None))


def test_a_plan_of_action_is_agreed_once(robin, lead):
    visit = agree(escalated(robin), lead)

    with pytest.raises(AlreadyMoved, match="Plan of action agreed with the police"):
        agree(visit, lead)


# --- resistance (CG-13) -----------------------------------------------------------------


def test_resistance_is_told_to_the_lead_professional_at_once_also_where_the_child_was_seen(
    robin, lead
):
    visit = visited(robin, resistance="Dad said Robin was asleep again.")

    deadline = Deadline.objects.get(code="resistance-answered")
    assert (deadline.due_on, deadline.is_open) == (date(2026, 11, 24), True)
    assert Notice.objects.filter(deadline_id=deadline.pk, user=lead).exists()
    assert perform(
        visit,
        "answer_resistance",
        by=lead,
        answered_on=TODAY,
        today=TODAY,
        answer="Seen at school.",
    ).resistance_answered_on == date(2026, 11, 24)
    assert not Deadline.objects.get(code="resistance-answered").is_open


def test_resistance_that_continues_has_emergency_action_considered(robin, lead):
    visited(robin, at=FIRST_TRY, resistance="Asleep upstairs at 15:00.")
    visit = visited(robin, resistance="Asleep upstairs again.")
    facts = {"answered_on": TODAY, "today": TODAY, "answer": "Seen at school tomorrow."}

    with pytest.raises(Refused, match="whether emergency action is taken"):
        perform(visit, "answer_resistance", by=lead, **facts)

    answered = perform(
        visit,
        "answer_resistance",
        by=lead,
        emergency_consideration="No: seen at school at 9:00.",
        **facts,
    )
    assert answered.emergency_consideration == "No: seen at school at 9:00."


def test_a_first_visit_with_resistance_needs_no_word_on_emergency_action(robin, lead):
    visit = visited(robin, resistance="Asleep upstairs.")

    with pytest.raises(Refused, match="Say what is done"):
        perform(visit, "answer_resistance", by=lead, answered_on=TODAY, today=TODAY, answer="")


def test_where_there_was_no_resistance_there_is_none_to_tell_or_answer(robin):
    visit = visited(robin)

    with pytest.raises(Refused, match="No resistance is recorded"):
        perform(visit, "meet_resistance", by=None)
    with pytest.raises(Refused, match="no resistance on this visit"):
        perform(visit, "answer_resistance", by=None, answered_on=TODAY, today=TODAY, answer="x")


def test_resistance_is_not_answered_before_the_visit(robin):
    visit = visited(robin, resistance="Asleep upstairs.")

    with pytest.raises(Refused, match="The answer is given between"):
        perform(
            visit,
            "answer_resistance",
            by=None,
            answered_on=date(2026, 11, 23),
            today=TODAY,
            answer="Seen at school.",
        )


# --- how often (CG-14, CG-16) -----------------------------------------------------------


def test_the_child_is_to_be_seen_as_often_as_the_group_agreed(robin):
    agree_visits(robin.plans.get().core_group, every_days=10, agreed_on=date(2026, 11, 17), by=None)

    deadline = Deadline.objects.get(code="child-seen-as-agreed")
    assert (deadline.due_on, deadline.is_open) == (date(2026, 11, 27), True)


def test_each_visit_that_sees_the_child_meets_the_clock_and_starts_the_next(robin):
    agree_visits(robin.plans.get().core_group, every_days=10, agreed_on=date(2026, 11, 17), by=None)
    missed(robin, at=BETWEEN)
    visit = visited(robin)

    rows = Deadline.objects.filter(code="child-seen-as-agreed").order_by("due_on")
    assert visit.see_by == date(2026, 12, 4)
    assert [(row.due_on, row.met_on) for row in rows] == [
        (date(2026, 11, 27), date(2026, 11, 24)),
        (date(2026, 12, 4), None),
    ]


def test_another_frequency_takes_the_running_clock_over(robin):
    group = robin.plans.get().core_group
    agree_visits(group, every_days=28, agreed_on=date(2026, 11, 17), by=None)
    agree_visits(group, every_days=7, agreed_on=date(2026, 11, 18), by=None)

    (running,) = Deadline.objects.open().filter(code="child-seen-as-agreed")
    assert running.due_on == date(2026, 11, 25)


def test_the_clock_stops_with_the_plan(robin):
    agree_visits(robin.plans.get().core_group, every_days=28, agreed_on=date(2026, 11, 17), by=None)

    plan_ended(robin.plans.get())

    assert not Deadline.objects.open().filter(code="child-seen-as-agreed").exists()


@pytest.mark.parametrize("days", [0, 43])
def test_a_child_on_a_plan_is_seen_between_two_core_groups(robin, days):
    with pytest.raises(Refused, match="six weeks or less"):
        agree_visits(
            robin.plans.get().core_group, every_days=days, agreed_on=date(2026, 11, 17), by=None
        )


def test_without_an_agreed_frequency_no_clock_runs():
    assert visited(ChildFactory()).see_by is None
    assert not Deadline.objects.exists()
