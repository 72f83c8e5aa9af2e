"""From the opening to the close: each child decided alone, then the conference (CF-16 to CF-21)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Conference
from conferences.services import attendance, session, settling, views_given
from cpms.accounts.permissions import Role
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import UserFactory
from tests.factories.meetings import (
    MET_ON,
    TEN,
    convened,
    family_of,
    give_views,
    held,
    opened,
    plan_made,
    ready,
    settle_all,
    speaker,
)

pytestmark = pytest.mark.django_db


def only(conference):
    return conference.decisions.get()


def make_plan(conference, **kwargs):
    return perform(only(conference), "make_plan", by=kwargs.get("by", conference.chair))


def refusal(conference, move="make_plan"):
    with pytest.raises(Refused) as refused:
        perform(only(conference), move, by=conference.chair)
    assert only(conference).state == "awaited"
    return str(refused.value)


# Opening


def test_a_conference_that_opens_has_the_eight_items_of_its_agenda():
    conference = perform(convened(), "open", by=None, opened_at=TEN)

    assert conference.passages.count() == 8
    assert conference.passages.first().heading == "Welcome, purpose, who is here and why"


def test_only_its_own_chair_opens_a_conference():
    with pytest.raises(PermissionDenied):
        perform(convened(), "open", by=UserFactory(role=Role.CONFERENCE_CHAIR), opened_at=TEN)


def test_a_conference_opens_once():
    conference = opened()

    with pytest.raises(AlreadyMoved):
        perform(conference, "open", by=conference.chair, opened_at=TEN)
    assert conference.passages.count() == 8


# A plan


def test_a_child_becomes_subject_of_a_plan():
    decision = make_plan(ready())

    event = Event.objects.get(name="decision.plan_made")
    assert (decision.state, decision.decided_on) == ("plan_made", MET_ON)
    assert event.happened_on == MET_ON
    assert event.facts["category"] == "neglect"
    assert (event.facts["views_for"], event.facts["views_against"]) == (4, 0)
    assert event.facts["review_on"] == "2027-02-16"


def test_only_the_chair_of_this_conference_decides():
    conference = ready()

    with pytest.raises(PermissionDenied):
        make_plan(conference, by=UserFactory(role=Role.UNIT_OFFICER))
    with pytest.raises(PermissionDenied):
        make_plan(conference, by=UserFactory(role=Role.CONFERENCE_CHAIR))


def test_a_decision_closes_once_and_the_second_is_told_who_closed_it():
    conference = ready()
    make_plan(conference)

    with pytest.raises(AlreadyMoved, match="Made subject of a child protection plan"):
        make_plan(conference)
    assert Event.objects.filter(name="decision.plan_made").count() == 1


def test_each_sibling_is_decided_alone():
    ash, bay = family_of("Ash", "Bay")
    conference = ready(ash, bay)

    perform(conference.decisions.get(child=ash), "make_plan", by=conference.chair)

    assert conference.decisions.get(child=bay).state == "awaited"
    assert [event.child for event in Event.objects.filter(name="decision.plan_made")] == [ash]


@pytest.mark.parametrize(
    ("field", "empty", "sentence"),
    [
        ("limb", "", "Name the limb of the test"),
        ("category", "", "Name the limb of the test"),
        ("concerns", " ", "Name the limb of the test"),
        ("lead_professional", None, "lead professional"),
        ("strengths", "", "strengths"),
        ("assessments", "", "core and specialist assessments"),
        ("involvement", "", "child and parents"),
        ("contingency", "", "contingency plan"),
        ("early_reconvening", "", "what would bring it back early"),
        ("first_core_group_at", None, "first core group date"),
        ("review_on", None, "first review date"),
    ],
)
def test_a_plan_is_not_decided_while_one_thing_is_missing(field, empty, sentence):
    conference = ready()
    settling.settle(only(conference), by=conference.chair, **{field: empty})

    assert sentence in refusal(conference)


def test_a_plan_needs_its_outline_and_its_core_group():
    conference = ready()
    settling.settle_outline(only(conference), [], by=conference.chair)
    settling.settle_core_group(only(conference), practitioners=[], by=conference.chair)

    told = refusal(conference)
    assert "outline plan" in told
    assert "core group named" in told


def test_the_majority_against_a_plan_is_followed_unless_the_chair_gives_reasons():
    conference = ready(views=("plan", "no_plan", "no_plan", "no_plan"))
    assert "The majority view is not for a plan" in refusal(conference)

    settling.settle(only(conference), by=conference.chair, override_reason="A new disclosure.")

    decision = make_plan(conference)
    assert decision.is_overridden
    assert Event.objects.get(name="decision.plan_made").facts["overridden"] is True


def test_a_reason_that_was_not_needed_makes_no_override():
    conference = ready()
    settling.settle(only(conference), by=conference.chair, override_reason="In case.")

    assert not make_plan(conference).is_overridden


def test_an_equal_split_is_a_plan_and_stands_in_the_chronology():
    conference = ready(views=("plan", "plan", "no_plan", "no_plan"))

    make_plan(conference)
    perform(conference, "hold", by=conference.chair)

    assert Event.objects.get(name="decision.plan_made").facts["equal_split"] is True
    assert Event.objects.get(name="conference.held").facts["equal_split"] is True


def test_an_equal_split_is_no_reason_for_no_plan():
    conference = ready(views=("plan", "plan", "no_plan", "no_plan"))
    settling.settle(only(conference), by=conference.chair, support_considered="FGC offered.")

    assert "an equal split, is for a plan" in refusal(conference, "make_no_plan")


def test_no_agency_is_left_unasked():
    conference = opened()
    give_views(only(conference), "plan", "plan", "plan")
    settle_all(only(conference))

    assert "Ask for a view first: School nursing" in refusal(conference)


def test_an_agency_that_gives_no_view_was_asked_and_is_not_counted():
    conference = opened()
    give_views(only(conference), "plan", "plan", "plan")
    nurse = speaker(conference, "School nursing")
    views_given.record_view(
        only(conference), nurse, view="none", reasons="New in post.", by=conference.chair
    )
    settle_all(only(conference))

    decision = make_plan(conference)
    assert (decision.views_for, decision.views_against) == (3, 0)


# Quoracy


def test_a_decision_waits_until_the_conference_is_quorate_for_the_child():
    conference = ready()
    for agency in ("Mockshire Police", "School nursing"):
        attendance.leave(speaker(conference, agency), at=TEN, by=conference.chair)

    assert "not quorate for Ash Demo: 1 other agency" in refusal(conference)


def test_quoracy_is_breached_only_with_a_reason():
    conference = ready()
    for agency in ("Mockshire Police", "School nursing"):
        attendance.leave(speaker(conference, agency), at=TEN, by=conference.chair)
    settling.settle(
        only(conference), by=conference.chair, quoracy_breach_reason="No other agency knows Ash."
    )

    assert make_plan(conference).state == "plan_made"


# No plan


def test_no_plan_where_the_majority_is_against_and_support_is_considered():
    conference = ready(views=("plan", "no_plan", "no_plan", "no_plan"))
    assert "Record which support is considered" in refusal(conference, "make_no_plan")
    settling.settle(only(conference), by=conference.chair, support_considered="FGC offered.")

    decision = perform(only(conference), "make_no_plan", by=conference.chair)
    assert decision.state == "no_plan"


# Deferral


def test_a_decision_is_deferred_only_where_something_is_missing_and_somebody_gets_it():
    conference = opened()
    assert "Defer only where critical information is missing" in refusal(conference, "defer")
    settling.settle(
        only(conference),
        by=conference.chair,
        missing_information="Paediatric report",
        who_gets_it="Sam Specimen",
    )

    assert perform(only(conference), "defer", by=conference.chair).state == "deferred"


def test_a_deferred_decision_has_no_split_to_refer():
    conference = opened()
    give_views(only(conference), "plan", "plan", "no_plan", "no_plan")
    settling.settle(
        only(conference), by=conference.chair, missing_information="Report", who_gets_it="Sam"
    )
    perform(only(conference), "defer", by=conference.chair)
    perform(conference, "hold", by=conference.chair)

    assert Event.objects.get(name="conference.held").facts["equal_split"] is False


# The close


def test_the_conference_closes_when_every_child_is_decided():
    conference = held(*family_of("Ash", "Bay"))

    assert (conference.state, conference.held_on) == ("held", MET_ON)
    assert Event.objects.filter(name="conference.held").count() == 2


def test_the_conference_does_not_close_while_a_child_is_open():
    conference = opened(*family_of("Ash", "Bay"))

    with pytest.raises(Refused, match="Still open: Ash Example, Bay Example"):
        perform(conference, "hold", by=conference.chair)


def test_the_conference_closes_once():
    conference = held()

    with pytest.raises(AlreadyMoved):
        perform(conference, "hold", by=conference.chair)


def test_nobody_but_the_chair_closes_the_conference():
    with pytest.raises(PermissionDenied):
        perform(plan_made(), "hold", by=UserFactory(role=Role.UNIT_OFFICER))


# Standing down


def stand_down(conference, reason="Two agencies only.", by=None):
    return session.stand_down(
        conference, stood_down_on=date(2026, 11, 24), reason=reason, by=by or conference.chair
    )


def test_an_inquorate_conference_is_stood_down_with_its_reason():
    conference = stand_down(opened(is_quorate=False))

    assert (conference.state, conference.stand_down_reason) == ("stood_down", "Two agencies only.")


def test_a_conference_is_not_stood_down_without_a_reason():
    with pytest.raises(Refused, match="Say why"):
        stand_down(opened(is_quorate=False), reason=" ")


def test_a_conference_that_has_decided_for_one_child_is_not_stood_down():
    with pytest.raises(Refused, match="A decision has been closed already"):
        stand_down(plan_made())


def test_nobody_but_the_chair_stands_a_conference_down():
    with pytest.raises(PermissionDenied):
        stand_down(opened(), by=UserFactory(role=Role.UNIT_OFFICER))


def test_a_conference_is_stood_down_once():
    conference = stand_down(opened())

    with pytest.raises(AlreadyMoved):
        stand_down(Conference.objects.get(pk=conference.pk))


def test_nothing_is_decided_in_a_conference_stood_down():
    conference = ready()
    stand_down(conference)

    assert "open it first" in refusal(conference)
