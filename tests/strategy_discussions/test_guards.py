"""What the procedure demands of a strategy discussion, and the sentence when it is missing."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind
from cpms.records.guards import Refused
from cpms.records.moves import perform
from cpms.strategy_discussions.models import StrategyDiscussion
from cpms.strategy_discussions.services import (
    Agreed,
    Analysis,
    Came,
    agree_actions,
    analyse,
    record_attendance,
)
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.strategy_discussions import (
    REASONS,
    THURSDAY,
    agency_of,
    attended,
    discussion_at,
    held,
    planned,
    prepared,
    with_cause,
)

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 18)
FRIDAY = date(2026, 11, 20)
PLAN = {"planned_for": THURSDAY, "meeting_method": "in_person", "today": THURSDAY}


def decide(discussion, move="decide_section_47", **facts):
    return perform(discussion, move, by=None, **{**REASONS, **facts})


def test_without_reasonable_cause_for_each_child_no_discussion_is_planned():
    (robin,) = with_cause([ChildFactory(given_name="Robin")])
    wren = ChildFactory(given_name="Wren", family_name="Demo", family=robin.family)

    with pytest.raises(Refused, match=r"Record the decision first for Wren Demo \(ST-01\)"):
        perform(
            StrategyDiscussion.about([robin, wren]), "plan", by=None, chair=UserFactory(), **PLAN
        )

    assert not StrategyDiscussion.objects.exists()


def test_a_discussion_is_about_one_family_only():
    with pytest.raises(Refused, match="children of one family"):
        planned([ChildFactory(), ChildFactory()])


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.PARTNER, Role.ADMINISTRATOR])
def test_who_is_no_social_worker_or_manager_does_not_chair(role):
    with pytest.raises(Refused, match="ST-05"):
        planned(chair=UserFactory(role=role))


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TEAM_MANAGER])
def test_a_social_worker_or_manager_chairs(role):
    assert planned(chair=UserFactory(role=role)).state == "planned"


def test_the_chair_who_stood_in_on_the_day_is_held_to_the_same():
    discussion = attended(planned())

    with pytest.raises(Refused, match="ST-05"):
        held(discussion, chair=UserFactory(role=Role.PARTNER))


@pytest.mark.parametrize("reason", ["", "   "])
def test_by_telephone_only_with_a_reason(reason):
    with pytest.raises(Refused, match="ST-04"):
        planned(meeting_method="telephone", telephone_reason=reason)
    with pytest.raises(Refused, match="ST-04"):
        held(attended(planned()), meeting_method="telephone", telephone_reason=reason)


def test_by_telephone_with_a_reason():
    discussion = held(
        attended(planned()), meeting_method="telephone", telephone_reason="Snow closed the roads."
    )

    assert discussion.telephone_reason == "Snow closed the roads."


def test_a_reason_for_the_telephone_goes_when_they_met_after_all():
    discussion = planned(meeting_method="telephone", telephone_reason="Snow")

    assert held(attended(discussion), telephone_reason="Snow").telephone_reason == ""


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (AgencyKind.SOCIAL_CARE, "Children’s Social Care"),
        (AgencyKind.HEALTH, "Health"),
        (AgencyKind.POLICE, "Police"),
    ],
)
def test_without_one_of_the_three_agencies_the_discussion_is_not_quorate(kind, name):
    discussion = attended(planned(), without=[kind])

    with pytest.raises(Refused, match=rf"not quorate.*Still missing: {name} \(ST-03\)"):
        held(discussion)

    discussion.refresh_from_db()
    assert discussion.state == "planned"


def test_who_cannot_decide_for_the_agency_does_not_count():
    discussion = attended(planned(), without=[AgencyKind.POLICE])
    constable = PractitionerFactory(agency=agency_of(AgencyKind.POLICE))
    record_attendance(discussion, [Came(constable, False)], by=discussion.chair)

    with pytest.raises(Refused, match="Still missing: Police"):
        held(discussion)


def test_a_fourth_agency_does_not_stand_in_for_one_of_the_three():
    discussion = attended(planned(), without=[AgencyKind.HEALTH])
    teacher = PractitionerFactory(agency=agency_of(AgencyKind.EDUCATION))
    record_attendance(discussion, [Came(teacher, True)], by=discussion.chair)

    with pytest.raises(Refused, match="Still missing: Health"):
        held(discussion)


def test_a_discussion_is_not_held_in_the_future():
    with pytest.raises(Refused, match="cannot lie in the future"):
        held(attended(planned()), on=FRIDAY, today=THURSDAY)


def test_a_discussion_is_not_held_before_there_was_cause():
    with pytest.raises(Refused, match="before there was reasonable cause"):
        held(attended(planned()), on=WEDNESDAY, today=FRIDAY)


def test_without_the_information_shared_it_is_not_held():
    with pytest.raises(Refused, match=r"information that the agencies shared \(ST-06\)"):
        held(attended(planned()), information_shared=" ")


def test_every_refusal_is_told_at_once():
    with pytest.raises(Refused) as refused:
        held(planned(), on=FRIDAY, today=THURSDAY, information_shared="")

    assert len(refused.value.refusals) == 3


@pytest.mark.parametrize("move", ["decide_section_47", "decide_no_further_involvement"])
def test_no_outcome_without_an_analysis_for_each_child(move):
    (robin,) = with_cause()
    wren = ChildFactory(given_name="Wren", family_name="Demo", family=robin.family)
    discussion = discussion_at("held", children=with_cause([robin, wren]))
    prepared(discussion)
    analyse(discussion, [Analysis(wren, "  ")], by=discussion.chair)

    with pytest.raises(Refused, match=r"Still missing: Wren Demo \(ST-06\)"):
        decide(discussion, move)


def test_no_outcome_without_the_reasons():
    discussion = discussion_at("held")
    prepared(discussion)

    with pytest.raises(Refused, match=r"the reasons \(ST-06\)"):
        decide(discussion, rationale=" ")


@pytest.mark.parametrize("facts", [
    {"criminal_investigation": ""},
    {"criminal_investigation": "joint", "investigation_conduct": ""},
])  # fmt: skip
def test_no_outcome_without_the_conduct_and_timing_of_a_criminal_investigation(facts):
    discussion = discussion_at("held")
    prepared(discussion)

    with pytest.raises(Refused, match=r"criminal investigation.*ST-06"):
        decide(discussion, **facts)


def test_where_there_is_no_criminal_investigation_none_is_described():
    discussion = discussion_at("held")
    prepared(discussion)

    decided = decide(discussion, criminal_investigation="none", investigation_conduct="")

    assert decided.state == "section_47_initiated"


@pytest.mark.parametrize("move", ["decide_section_47", "decide_section_17"])
def test_without_an_action_neither_assessment_nor_enquiry(move):
    discussion = discussion_at("held")
    analyse(discussion, [Analysis(discussion.children.get(), "Harm.")], by=discussion.chair)

    with pytest.raises(Refused, match="ST-08"):
        decide(discussion, move)


def test_no_further_involvement_needs_no_action():
    discussion = discussion_at("held")
    analyse(discussion, [Analysis(discussion.children.get(), "None.")], by=discussion.chair)

    decided = decide(discussion, "decide_no_further_involvement")

    assert decided.state == "no_further_involvement"


def test_an_action_is_not_due_before_the_discussion():
    discussion = discussion_at("held")
    action = Agreed("Visit", agency_of(AgencyKind.POLICE), WEDNESDAY, "Call", THURSDAY)

    with pytest.raises(Refused, match="before the discussion"):
        agree_actions(discussion, [action], by=discussion.chair)

    assert not discussion.actions.exists()


@pytest.mark.parametrize("day", [WEDNESDAY, date(2026, 11, 24)])
def test_minutes_are_sent_neither_before_the_discussion_nor_in_the_future(day):
    discussion = discussion_at("section_17_assessment")

    with pytest.raises(Refused, match="ST-09"):
        perform(discussion, "circulate_minutes", by=None, circulated_on=day, today=FRIDAY)
