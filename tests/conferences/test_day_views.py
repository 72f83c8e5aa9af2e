"""One view for each line of management; no contact, no view (CF-17, CF-18)."""

import pytest

from conferences.models import Recommendation
from conferences.models.invitation import Attendance
from conferences.services import attendance, views_given
from cpms.children.models import AgencyKind
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import perform
from tests.factories.meetings import TEN, family_of, invite, opened, ready, speaker

pytestmark = pytest.mark.django_db


def say(conference, invitation, view="plan", **kwargs):
    if view == "plan":
        kwargs.setdefault("category", "neglect")
    decision = conference.decisions.first()
    return views_given.record_view(decision, invitation, view=view, by=conference.chair, **kwargs)


def here(conference, *args, **kwargs):
    invitation = invite(conference, *args, **kwargs)
    attendance.mark(invitation, attendance=Attendance.VIDEO, at=TEN, by=conference.chair)
    return invitation


def test_a_view_is_recorded_with_its_category_and_who_spoke():
    conference = opened()

    given = say(conference, speaker(conference, "Mockshire Police"), reasons="Found alone.")

    assert (given.line_of_management, given.is_for_plan) == ("Mockshire Police", True)
    assert given.history.get().history_user == conference.chair


def test_two_people_of_one_line_of_management_have_one_view_and_the_first_stays_in_history():
    conference = opened()
    colleague = here(
        conference,
        "Mockshire Police",
        AgencyKind.POLICE,
        knows=[conference.decisions.get().child],
    )
    say(conference, speaker(conference, "Mockshire Police"))

    say(conference, colleague, view="no_plan")

    view = Recommendation.objects.get()
    assert view.is_for_plan is False
    assert [row.is_for_plan for row in view.history.order_by("history_id")] == [True, False]


def test_two_lines_of_management_of_one_agency_have_a_view_each():
    conference = opened()
    child = conference.decisions.get().child
    ward = here(
        conference,
        "School nursing",
        AgencyKind.HEALTH,
        knows=[child],
        line_of_management="Children’s ward",
    )
    say(conference, speaker(conference, "School nursing"))
    say(conference, ward)

    assert conference.decisions.get().tally().for_plan == 2


def test_those_who_come_in_support_of_a_colleague_have_no_view():
    conference = opened()
    supporter = here(
        conference,
        "Mockshire Police",
        AgencyKind.POLICE,
        knows=[conference.decisions.get().child],
        is_supporter=True,
    )

    with pytest.raises(Refused, match="heard, and not counted"):
        say(conference, supporter)


def test_a_parent_is_heard_and_not_counted():
    conference = opened()

    with pytest.raises(Refused, match="heard, and not counted"):
        say(conference, conference.invitations.get(person__isnull=False))


def test_no_contact_is_not_a_view():
    ash, bay = family_of("Ash", "Bay")
    conference = opened(ash, bay)
    nursery = here(conference, "Little Acorn Nursery", AgencyKind.EDUCATION, knows=[bay])

    with pytest.raises(Refused, match="no contact, no view"):
        say(conference, nursery)
    assert conference.decisions.get(child=ash).tally().is_empty


def test_who_is_not_here_has_no_view():
    conference = opened(is_quorate=False)

    with pytest.raises(Refused, match="is not here"):
        say(conference, speaker(conference, "Mockshire Police"))


def test_a_view_for_a_plan_names_the_category():
    conference = opened()

    with pytest.raises(Refused, match="names the category"):
        say(conference, speaker(conference, "Mockshire Police"), category="")


def test_a_view_not_given_says_why():
    conference = opened()

    with pytest.raises(Refused, match="why no view is given"):
        say(conference, speaker(conference, "Mockshire Police"), view="none")


def test_the_view_of_somebody_who_has_left_stands():
    conference = opened()
    police = speaker(conference, "Mockshire Police")
    say(conference, police)

    attendance.leave(police, at=TEN, by=conference.chair)

    assert conference.decisions.get().tally().for_plan == 1


def test_who_has_given_a_view_is_not_marked_absent_until_it_is_taken_back():
    conference = opened()
    police = speaker(conference, "Mockshire Police")
    say(conference, police)
    with pytest.raises(Refused, match="Take the view back first"):
        attendance.mark(police, attendance=Attendance.ABSENT, at=TEN, by=conference.chair)

    views_given.take_back_view(conference.decisions.get(), police, by=conference.chair)
    attendance.mark(police, attendance=Attendance.ABSENT, at=TEN, by=conference.chair)

    assert conference.decisions.get().tally().is_empty
    assert not speaker(conference, "Mockshire Police").is_present


def test_no_view_is_counted_after_the_close():
    conference = ready()
    perform(conference.decisions.get(), "make_plan", by=conference.chair)

    with pytest.raises(AlreadyMoved, match="is closed: “subject of a plan”"):
        say(conference, speaker(conference, "Mockshire Police"), view="no_plan")
    assert conference.decisions.get().tally().for_plan == 4


def test_a_person_of_another_conference_has_no_view_here():
    conference, other = opened(), opened()

    with pytest.raises(speaker(other, "Mockshire Police").DoesNotExist):
        say(conference, speaker(other, "Mockshire Police"))
