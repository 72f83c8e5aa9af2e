"""A meeting is planned, held with the plan on the table, minuted, and the next one agreed."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from core_groups.models import Contribution, CoreGroupMeeting
from core_groups.services import record_meeting
from cpms.accounts.permissions import Role
from cpms.children.models import Person
from cpms.documents.models import Letter, LetterKind
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import ChildFactory, UserFactory
from tests.factories.plans import (
    FIRST_MEETING_ON,
    TODAY,
    plan_detailed,
    plan_ended,
    plan_outlined,
    with_action,
)

pytestmark = pytest.mark.django_db

# Six weeks after Tuesday 17 November is Tuesday 29 December; the 28th is a bank holiday.
NEXT_AT = datetime(2026, 12, 29, 14, 0, tzinfo=UTC)
HELD = {
    "held_on": FIRST_MEETING_ON,
    "today": TODAY,
    "next_at": NEXT_AT,
    "minutes": "The group went through the plan.",
}


def first_meeting(plan):
    return plan.core_group.meetings.get()


def everyone_came(meeting):
    return [
        {"member": member.pk, "attendance": "in_person", "facts": "Two visits.", "opinion": ""}
        for member in meeting.group.members.all()
    ]


def recorded(meeting, *, by=None, needs=(), **said):
    facts = HELD | {"contributions": everyone_came(meeting)} | said
    return record_meeting(meeting, needs=needs, by=by, **facts)


def held_meeting():
    plan = plan_outlined()
    with_action(plan)
    return recorded(first_meeting(plan))


# --- the first meeting makes the plan ---------------------------------------------------


def test_the_first_meeting_makes_the_outline_a_detailed_plan_on_the_day_it_met():
    plan = plan_outlined()
    need = plan.needs.get()
    row = {
        "action": None,
        "what": "Drug screening",
        "why": "so that mornings are calm",
        "owner": f"worker:{plan.lead_professional_id}",
        "together_with": "",
        "by_when": date(2026, 12, 18),
        "measure": "Six clear screens",
        "progress": "not_begun",
        "progress_note": "",
        "done_on": None,
    }

    meeting = recorded(first_meeting(plan), by=UserFactory(), needs=[(need, {}, [row])])

    plan.refresh_from_db()
    assert (plan.state, meeting.state) == ("detailed", "held")
    assert plan.versions.last().made_on == date(2026, 11, 17)
    assert Event.objects.get(name="core_group_meeting.held").happened_on == date(2026, 11, 17)
    assert Event.objects.get(name="plan.detailed").happened_on == date(2026, 11, 17)


def test_a_first_meeting_that_leaves_the_plan_bare_is_refused_and_nothing_is_kept():
    plan = plan_outlined()

    with pytest.raises(Refused, match="Still bare") as refused:
        recorded(first_meeting(plan), next_at=None)

    assert "Agree when the group meets next, before it parts (CG-07)." in refused.value.refusals
    assert not Contribution.objects.exists()
    assert first_meeting(plan).state == "planned"


def test_a_meeting_is_not_held_while_the_plan_is_an_outline():
    meeting = first_meeting(plan_outlined())

    with pytest.raises(Refused, match="makes the outline a detailed plan"):
        perform(meeting, "hold", by=None, **HELD)


def test_a_later_meeting_that_changes_the_plan_makes_a_new_version():
    meeting = held_meeting()
    second = meeting.group.meetings.planned().get()
    plan = meeting.group.plan
    need = plan.needs.get()

    recorded(
        second,
        needs=[(need, {"outcome": "Robin feels safe every night."}, [])],
        held_on=date(2026, 12, 29),
        today=date(2026, 12, 30),
        next_at=datetime(2027, 2, 9, 14, 0, tzinfo=UTC),
    )

    assert [one.number for one in plan.versions.all()] == [1, 2, 3]


def test_a_later_meeting_that_only_reports_progress_makes_no_version():
    meeting = held_meeting()
    second = meeting.group.meetings.planned().get()
    need = meeting.group.plan.needs.get()
    action = need.actions.get()
    row = {"action": action.pk, "progress": "done", "done_on": date(2026, 12, 1)}

    recorded(
        second,
        needs=[(need, {}, [row])],
        held_on=date(2026, 12, 29),
        today=date(2026, 12, 30),
        next_at=datetime(2027, 2, 9, 14, 0, tzinfo=UTC),
    )

    action.refresh_from_db()
    assert action.done_on == date(2026, 12, 1)
    assert meeting.group.plan.versions.count() == 2


# --- holding ----------------------------------------------------------------------------


def test_attendance_is_taken_for_every_member():
    meeting = first_meeting(plan_detailed())

    with pytest.raises(Refused, match="whether they came: Sam Specimen, Ana Mockford"):
        recorded(meeting, contributions=[])


def test_the_next_date_agreed_is_in_the_diary():
    meeting = held_meeting()

    following = meeting.group.meetings.planned().get()
    assert following.planned_at == NEXT_AT


def test_a_group_that_agrees_no_next_date_has_not_finished():
    with pytest.raises(Refused, match="Agree when the group meets next"):
        recorded(first_meeting(plan_detailed()), next_at=None)


def test_no_next_date_is_asked_for_where_one_is_planned_already():
    meeting = first_meeting(plan_detailed())
    plan_meeting(meeting.group, NEXT_AT)

    assert recorded(meeting, next_at=None).state == "held"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 26, 14, 0, tzinfo=UTC),  # Boxing Day, a Saturday
        datetime(2026, 12, 28, 14, 0, tzinfo=UTC),  # its substitute, a bank holiday
        datetime(2026, 11, 17, 16, 0, tzinfo=UTC),  # the day of the meeting itself
    ],
)
def test_the_next_date_is_a_later_working_day(moment):
    with pytest.raises(Refused, match="never on a weekend or a bank holiday"):
        recorded(first_meeting(plan_detailed()), next_at=moment)


def test_a_next_date_after_six_weeks_needs_a_reason():
    late = datetime(2026, 12, 30, 14, 0, tzinfo=UTC)

    with pytest.raises(Refused, match="within 6 weeks"):
        recorded(first_meeting(plan_detailed()), next_at=late)


def test_a_next_date_after_six_weeks_is_kept_with_its_reason():
    late = datetime(2026, 12, 30, 14, 0, tzinfo=UTC)

    meeting = recorded(
        first_meeting(plan_detailed()), next_at=late, next_late_reason="School is closed."
    )

    assert meeting.next_late_reason == "School is closed."


def test_a_recommendation_on_the_threshold_gives_its_evidence():
    with pytest.raises(Refused, match="Give the evidence"):
        recorded(first_meeting(plan_detailed()), is_threshold_met=False, threshold_evidence="")


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2026, 11, 25)])
def test_a_meeting_was_held_between_the_conference_and_today(day):
    with pytest.raises(Refused, match="between the conference and today"):
        recorded(first_meeting(plan_detailed()), held_on=day)


def test_a_partner_may_not_record_a_meeting():
    with pytest.raises(PermissionDenied):
        recorded(first_meeting(plan_detailed()), by=UserFactory(role=Role.PARTNER))


def test_a_meeting_is_recorded_once_and_the_second_person_is_told_who_did():
    meeting = first_meeting(plan_detailed())
    recorded(meeting, by=UserFactory(name="Sam Other"))

    with pytest.raises(AlreadyMoved, match="Core group met: entered by Sam Other"):
        recorded(meeting)


def test_somebody_who_is_no_member_brings_nothing():
    meeting = first_meeting(plan_detailed())
    stranger = plan_detailed(ChildFactory()).core_group.members.first()

    with pytest.raises(Refused, match="no member of this group"):
        recorded(meeting, contributions=[{"member": stranger.pk, "attendance": "in_person"}])


# --- planning, moving, cancelling -------------------------------------------------------


def plan_meeting(group, at, by=None):
    new = CoreGroupMeeting(group=group)
    return perform(new, "plan", by=by, planned_at=at, planned_on=TODAY)


def test_a_meeting_is_planned_on_a_working_day_only():
    group = plan_detailed().core_group

    with pytest.raises(Refused, match="weekend or a bank holiday"):
        plan_meeting(group, datetime(2026, 12, 25, 10, 0, tzinfo=UTC))


def test_no_meeting_is_planned_for_a_group_that_is_disbanded():
    group = plan_ended(plan_detailed()).core_group

    with pytest.raises(Refused, match="disbanded"):
        plan_meeting(group, NEXT_AT)


def test_a_unit_officer_may_not_plan_a_meeting():
    with pytest.raises(PermissionDenied):
        plan_meeting(plan_detailed().core_group, NEXT_AT, by=UserFactory(role=Role.UNIT_OFFICER))


def test_a_change_of_date_is_confirmed_in_writing_to_every_member():
    meeting = first_meeting(plan_detailed())

    perform(meeting, "move", by=UserFactory(), planned_at=NEXT_AT, moved_on=TODAY)

    letters = Letter.objects.filter(title="New date of the core group")
    assert {letter.recipient_name for letter in letters} == {"Sam Specimen", "Ana Mockford"}
    assert "Tuesday 29 December 2026 at 14:00" in letters[0].text


def test_a_meeting_is_not_moved_into_the_past():
    meeting = first_meeting(plan_detailed())
    with pytest.raises(Refused, match="still to come"):
        perform(
            meeting,
            "move",
            by=None,
            planned_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            moved_on=TODAY,
        )


def test_a_partner_may_neither_move_nor_cancel_a_meeting():
    meeting, partner = first_meeting(plan_detailed()), UserFactory(role=Role.PARTNER)
    with pytest.raises(PermissionDenied):
        perform(meeting, "move", by=partner, planned_at=NEXT_AT, moved_on=TODAY)
    with pytest.raises(PermissionDenied):
        perform(meeting, "cancel", by=partner, cancelled_on=TODAY, reason="Snow")


def test_a_meeting_is_cancelled_once_with_a_reason():
    meeting = first_meeting(plan_detailed())
    with pytest.raises(Refused, match="Say why"):
        perform(meeting, "cancel", by=None, cancelled_on=TODAY, reason=" ")

    perform(meeting, "cancel", by=UserFactory(), cancelled_on=TODAY, reason="Snow")

    with pytest.raises(AlreadyMoved):
        perform(meeting, "cancel", by=None, cancelled_on=TODAY, reason="Snow")


# --- minutes, plan and end go out to each member ----------------------------------------


def test_minutes_go_to_every_member_once_each_in_a_copy_of_their_own():
    child = ChildFactory(given_name="Robin")
    mother = Person.objects.create(family=child.family, name="Dana Demo")
    plan = plan_outlined(child, people=[mother])
    with_action(plan)
    meeting = recorded(first_meeting(plan))

    perform(meeting, "circulate_minutes", by=UserFactory(), circulated_on=TODAY)

    letters = Letter.objects.filter(kind=LetterKind.CORE_GROUP_MINUTES)
    assert {letter.recipient_name for letter in letters} == {
        "Sam Specimen",
        "Ana Mockford",
        "Dana Demo",
    }
    assert all("The group went through the plan." in letter.text for letter in letters)
    with pytest.raises(Refused, match="sent on Tue 24 Nov 2026 already"):
        perform(meeting, "circulate_minutes", by=None, circulated_on=TODAY)


def test_there_are_no_minutes_to_send_before_they_are_written():
    meeting = recorded(first_meeting(plan_detailed()), minutes=" ")
    with pytest.raises(Refused, match="no minutes"):
        perform(meeting, "circulate_minutes", by=None, circulated_on=TODAY)


def test_a_partner_may_not_send_minutes():
    with pytest.raises(PermissionDenied):
        perform(
            held_meeting(),
            "circulate_minutes",
            by=UserFactory(role=Role.PARTNER),
            circulated_on=TODAY,
        )


def test_the_plan_goes_to_every_member_with_what_is_theirs_to_do():
    plan = plan_detailed()

    perform(plan, "circulate", by=None, circulated_on=TODAY)

    letters = {one.recipient_name: one.text for one in Letter.objects.filter(kind=LetterKind.PLAN)}
    assert set(letters) == {"Sam Specimen", "Ana Mockford"}
    assert "Yours to do" in letters["Sam Specimen"]
    assert "Yours to do" not in letters["Ana Mockford"]
    assert "Drug screening" in letters["Ana Mockford"]


def test_the_end_is_told_to_those_invited_and_to_the_members_each_once():
    plan = plan_detailed()
    invited = {row.practitioner.name for row in plan.decision.conference.invitations.all()}

    plan_ended(plan)

    told = list(Letter.objects.filter(kind=LetterKind.PLAN_ENDED))
    names = [letter.recipient_name for letter in told]
    assert sorted(names) == sorted(invited | {"Sam Specimen", "Ana Mockford"})
    assert all(letter.made_on == date(2027, 2, 2) for letter in told)


def test_the_father_of_a_sister_only_is_told_nothing_of_the_end():
    from conferences.models import Invitation
    from cpms.children.models import Relationship

    plan = plan_detailed()
    family = plan.child.family
    sister = ChildFactory(family=family)
    father = Person.objects.create(family=family, name="Lee Mockup")
    Relationship.objects.create(child=sister, person=father, kind="father")
    conference = plan.decision.conference
    Invitation.objects.create(conference=conference, person=father, invited_as="parent")

    plan_ended(plan)

    assert not Letter.objects.filter(person=father).exists()
