"""Members report and minute themselves; what they recommend reaches the review (CG-01 to CG-07)."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Report
from conferences.services.convening import convene
from core_groups.models import Contribution
from core_groups.services import (
    end_by_hand,
    join,
    name_deputy,
    report_to_meeting,
)
from core_groups.timeliness import review_ahead
from cpms.accounts.permissions import Role
from cpms.children.models import Child, Person
from cpms.children.services import allocate
from cpms.documents.calendars.models import CalendarEntry
from cpms.documents.models import Letter
from cpms.records.guards import Refused
from cpms.records.moves import perform
from tests.core_groups.test_meeting import NEXT_AT, first_meeting, recorded
from tests.factories import AgencyFactory, ChildFactory, PractitionerFactory, UserFactory
from tests.factories.plans import TODAY, plan_detailed

pytestmark = pytest.mark.django_db

REVIEW_AT = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)  # the tenth working day after 17 November


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """It is Tuesday 24 November 2026."""
    monkeypatch.setattr("cpms.records.clock.today", lambda: TODAY)


@pytest.fixture
def partner():
    return UserFactory(role=Role.PARTNER, team=None, name="Ana Mockford")


@pytest.fixture
def lead():
    return UserFactory(name="Sam Specimen")


def plan_with(partner, lead, child=None, **settled):
    child = child or ChildFactory(given_name="Robin")
    allocate(child, lead, on=date(2026, 11, 4), by=None)
    nurse = PractitionerFactory(name="Ana Mockford", user=partner)
    return plan_detailed(child, lead=lead, practitioners=[nurse], **settled)


def review_of(child, at=REVIEW_AT):
    """Return the review conference of the child, its report asked for."""
    review = child.decisions.get(conference__kind="review").conference
    chair = UserFactory(role=Role.CONFERENCE_CHAIR)
    unit = UserFactory(role=Role.UNIT_OFFICER)
    perform(
        review,
        "schedule",
        by=None,
        chair=chair,
        scheduled_at=at,
        venue="Room 2",
        now=datetime(2026, 11, 10, 9, 0, tzinfo=UTC),
        lateness_reason="",
    )
    care = PractitionerFactory(agency=AgencyFactory(kind="social_care"))
    review.invitations.create(practitioner=care, invited_as="professional")
    review.refresh_from_db()
    return convene(review, by=unit, on=date(2026, 11, 11))


RECOMMENDED = {"is_threshold_met": True, "threshold_evidence": "Dad came to the door twice."}


# --- the member's own report (CG-05) ----------------------------------------------------


def test_a_member_reports_before_the_meeting_and_nobody_changes_their_words(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))
    report_to_meeting(meeting, facts="Two visits.", opinion="Safer.", today=TODAY, by=partner)
    rows = [
        {"member": member.pk, "attendance": "apology", "facts": "Rewritten.", "opinion": ""}
        for member in meeting.group.members.all()
    ]

    recorded(meeting, contributions=rows)

    own = Contribution.objects.get(member__practitioner__user=partner)
    assert (own.facts, own.opinion, own.attendance) == ("Two visits.", "Safer.", "apology")
    assert own.has_reported


def test_a_report_alone_is_no_attendance(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))
    report_to_meeting(meeting, facts="Two visits.", opinion="", today=TODAY, by=partner)

    with pytest.raises(Refused, match="whether they came: Sam Specimen, Ana Mockford"):
        recorded(meeting, contributions=[])


def test_only_a_member_reports(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))
    stranger = UserFactory(role=Role.PARTNER, team=None)

    with pytest.raises(PermissionDenied):
        report_to_meeting(meeting, facts="x", opinion="", today=TODAY, by=stranger)


def test_an_empty_report_and_one_after_the_meeting_are_refused(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))

    with pytest.raises(Refused, match="Write what happened"):
        report_to_meeting(meeting, facts=" ", opinion="", today=TODAY, by=partner)

    recorded(meeting)
    with pytest.raises(Refused, match="report to the next one"):
        report_to_meeting(meeting, facts="Late.", opinion="", today=TODAY, by=partner)


# --- minutes by any member (CG-06) ------------------------------------------------------


def test_any_member_takes_the_minutes_and_nobody_else(partner, lead):
    meeting = recorded(first_meeting(plan_with(partner, lead)))
    said = {"minutes": "We met.", "written_on": TODAY, "minutes_by": "Ana Mockford"}

    meeting = perform(meeting, "write_minutes", by=partner, **said)

    assert (meeting.minutes, meeting.minutes_by) == ("We met.", "Ana Mockford")
    with pytest.raises(PermissionDenied):
        perform(meeting, "write_minutes", by=UserFactory(role=Role.PARTNER, team=None), **said)
    with pytest.raises(Refused, match="Write the minutes first"):
        perform(meeting, "write_minutes", by=partner, **said | {"minutes": " "})


def test_minutes_that_are_out_are_not_written_again(partner, lead):
    meeting = recorded(first_meeting(plan_with(partner, lead)))
    perform(meeting, "circulate_minutes", by=None, circulated_on=TODAY)

    with pytest.raises(Refused, match="were sent on"):
        perform(
            meeting, "write_minutes", by=partner, minutes="x", written_on=TODAY, minutes_by="Ana"
        )


# --- before a review (CG-04, CF-33) -----------------------------------------------------


def test_the_run_up_to_a_review_is_ten_working_days(partner, lead):
    child = plan_with(partner, lead).child
    review = review_of(child)

    assert review_ahead(child.pk, date(2026, 11, 16)) is None
    assert review_ahead(child.pk, date(2026, 11, 17)) == review
    assert review_ahead(child.pk, date(2026, 12, 2)) is None


def test_before_a_review_the_group_judges_the_threshold(partner, lead):
    plan = plan_with(partner, lead)
    review_of(plan.child)

    with pytest.raises(Refused, match="judge whether the threshold"):
        recorded(first_meeting(plan))


def test_a_plan_that_should_end_says_who_leads_next(partner, lead):
    with pytest.raises(Refused, match="who leads what next"):
        recorded(
            first_meeting(plan_with(partner, lead)),
            is_threshold_met=False,
            threshold_evidence="Calm for months.",
        )


def test_what_the_group_recommends_is_the_collective_report_without_retyping(partner, lead):
    child = ChildFactory(given_name="Robin")
    mother = Person.objects.create(family=child.family, name="Dana Demo")
    plan = plan_with(partner, lead, child, people=[mother])
    review_of(child)
    meeting = first_meeting(plan)
    report_to_meeting(meeting, facts="Two visits.", opinion="Safer.", today=TODAY, by=partner)

    recorded(meeting, by=lead, childs_views="I want Nana.", **RECOMMENDED)

    report = Report.objects.get(kind="core_group")
    assert (report.state, report.submitted_on) == ("submitted", TODAY)
    assert report.shared_with_parents_on == date(2026, 11, 17)
    said = {(row.kind, row.text) for row in report.statements.all()}
    assert ("fact", "Ana Mockford, Health visitor, " + agency_of(partner) + ": Two visits.") in said
    assert ("observation", "What Robin Demo says: I want Nana.") in said
    assert any(kind == "opinion" and "still met. Dad came" in text for kind, text in said)


def agency_of(partner):
    return partner.practitioner.agency.name


def test_parents_who_were_not_there_see_the_report_before_it_is_submitted(partner, lead):
    plan = plan_with(partner, lead)
    review_of(plan.child)

    recorded(first_meeting(plan), by=lead, **RECOMMENDED)

    report = Report.objects.get(kind="core_group")
    assert report.state == "requested"
    assert report.statements.exists()


def test_somebody_who_does_not_lead_leaves_the_report_to_the_lead_professional(partner, lead):
    plan = plan_with(partner, lead)
    review_of(plan.child)

    recorded(first_meeting(plan), by=UserFactory(team=lead.team), **RECOMMENDED)

    assert not Report.objects.get(kind="core_group").statements.exists()


def test_a_conviction_in_it_leaves_the_report_as_a_draft(partner, lead):
    child = ChildFactory(given_name="Robin")
    mother = Person.objects.create(family=child.family, name="Dana Demo")
    plan = plan_with(partner, lead, child, people=[mother])
    review_of(child)
    evidence = "Dad was convicted of assault in 2024."

    recorded(first_meeting(plan), by=lead, is_threshold_met=True, threshold_evidence=evidence)

    assert Report.objects.get(kind="core_group").state == "requested"


# --- dates and calendars (CG-07) --------------------------------------------------------


def test_further_dates_agreed_in_the_meeting_are_planned(partner, lead):
    then = datetime(2027, 1, 26, 14, 0, tzinfo=UTC)
    meeting = recorded(first_meeting(plan_with(partner, lead)), further=[then])

    days = [row.planned_at for row in meeting.group.meetings.planned()]
    assert days == [NEXT_AT, then]


def test_a_change_of_date_reaches_each_member_in_writing_with_the_calendars_update(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))
    before = {row.whose: row.sequence for row in CalendarEntry.objects.of_record(meeting)}

    perform(
        meeting,
        "move",
        by=lead,
        planned_at=datetime(2026, 11, 25, 14, 0, tzinfo=UTC),
        moved_on=TODAY,
    )

    entries = CalendarEntry.objects.of_record(meeting)
    assert len(before) == entries.count() == meeting.group.members.count()
    assert all(row.sequence == before[row.whose] + 1 for row in entries)
    assert all(row.letters.get().title == "New date of the core group" for row in entries)


def test_a_meeting_that_does_not_take_place_leaves_every_calendar(partner, lead):
    meeting = first_meeting(plan_with(partner, lead))

    perform(meeting, "cancel", by=lead, cancelled_on=TODAY, reason="The school is closed.")

    assert all(row.is_cancelled for row in CalendarEntry.objects.of_record(meeting))
    letters = Letter.objects.filter(title="Core group cancelled")
    assert letters.count() == meeting.group.members.count()
    assert "The school is closed." not in letters.first().text


# --- who belongs to it (CG-01) ----------------------------------------------------------


def test_a_new_member_sees_the_child_from_the_day_on_and_only_once(partner, lead):
    group = plan_with(partner, lead).core_group
    account = UserFactory(role=Role.PARTNER, team=None)
    worker = PractitionerFactory(user=account)

    join(group, practitioner=worker, from_on=TODAY, by=lead)

    seen = Child.objects.visible_to(account, TODAY)
    assert list(seen) == [group.plan.child]
    assert not Child.objects.visible_to(account, date(2026, 11, 23)).exists()
    with pytest.raises(Refused, match="a member of the core group already"):
        join(group, practitioner=worker, from_on=TODAY, by=lead)


def test_the_chair_has_a_deputy(partner, lead):
    chair = plan_with(partner, lead).core_group.members.get(is_chair=True)

    assert name_deputy(chair, deputy_name="Lee Other", by=lead).deputy_name == "Lee Other"
    with pytest.raises(Refused, match="name who stands in"):
        name_deputy(chair, deputy_name=" ", by=lead)


def test_a_member_leaves_with_a_day_and_the_chair_does_not(partner, lead):
    group = plan_with(partner, lead).core_group
    nurse = group.members.get(practitioner__user=partner)

    end_by_hand(nurse, on=date(2026, 11, 23), by=lead)

    assert not Child.objects.visible_to(partner, TODAY).exists()
    with pytest.raises(Refused, match="Allocate the child to another worker"):
        end_by_hand(group.members.get(is_chair=True), on=TODAY, by=lead)
    with pytest.raises(Refused, match="does not end before it began"):
        end_by_hand(nurse, on=date(2026, 11, 1), by=lead)


def test_a_new_lead_professional_chairs_the_group_from_their_first_day(partner, lead):
    group = plan_with(partner, lead).core_group
    new = UserFactory(name="Lee Other")

    allocate(group.plan.child, new, on=TODAY, by=None)

    chairs = [(row.name, row.from_on, row.until_on) for row in group.members.filter(is_chair=True)]
    assert chairs == [
        ("Sam Specimen", date(2026, 11, 4), date(2026, 11, 23)),
        ("Lee Other", TODAY, None),
    ]
