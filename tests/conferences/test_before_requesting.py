"""Asking for a conference, agreeing to it, declining it (CF-01, ST-12, ST-13)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Conference, Decision
from conferences.services import request_conference
from conferences.services.requesting import cancel_conference, decline_conference
from cpms.accounts.permissions import Role
from cpms.documents.models import Letter
from cpms.records.chronology import sentence
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from tests.factories import AgencyFactory, ChildFactory, UserFactory
from tests.factories.conferences import MONDAY, conference_at, family_of_two, requested

pytestmark = pytest.mark.django_db


def officer():
    return UserFactory(role=Role.UNIT_OFFICER)


def ask_without_enquiry(children, **known):
    return request_conference(
        children[0].family, children, "initial", "Harm.", by=None, on=MONDAY, **known
    )


def test_a_social_worker_asks_for_a_conference_about_two_siblings():
    worker, children = UserFactory(), family_of_two()

    conference = requested(children, by=worker)

    assert conference.state == "requested"
    assert [row.child for row in conference.decisions.all()] == children
    assert {row.state for row in conference.decisions.all()} == {"awaited"}
    told = Event.objects.of(children[1]).filter(record_label="conference")
    assert [sentence(event) for event in told] == ["Initial conference requested"]


def test_each_decision_holds_the_enquiry_that_led_to_it():
    conference = requested()

    for decision in conference.decisions.all():
        assert decision.enquiry.child == decision.child


def test_a_request_without_enquiry_or_other_ground_is_refused_and_leaves_nothing():
    child = ChildFactory(given_name="Ash")

    with pytest.raises(Refused, match=r"No section 47 enquiry .* Ash Demo"):
        ask_without_enquiry([child])

    assert not Conference.objects.exists()
    assert not Decision.objects.exists()


def test_another_ground_stands_in_for_the_enquiry():
    conference = ask_without_enquiry([ChildFactory()], other_ground="Court asked for one.")

    assert conference.other_ground == "Court asked for one."


def test_a_child_of_another_family_is_refused():
    with pytest.raises(Refused, match="all of one family"):
        ask_without_enquiry([ChildFactory(), ChildFactory()], other_ground="Shared carer.")


def test_a_request_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Say why a conference is needed"):
        requested(reason="  ")


def test_a_pre_birth_conference_needs_an_unborn_child():
    with pytest.raises(Refused, match="not yet born"):
        requested(kind="pre_birth")


def test_a_pre_birth_conference_keeps_the_expected_day_for_its_clock():
    unborn = ChildFactory(given_name="", date_of_birth=None, expected_on=date(2027, 4, 30))

    requested([unborn], kind="pre_birth")

    event = Event.objects.get(name="conference.requested")
    assert event.facts["expected_on"] == "2027-04-30"


def test_a_second_open_conference_of_the_same_kind_is_refused():
    children = family_of_two()
    requested(children)

    with pytest.raises(Refused, match=r"is open already \(requested\)"):
        requested(children[:1])


def test_a_partner_cannot_ask_here():
    children = family_of_two()

    with pytest.raises(PermissionDenied):
        requested(children, by=UserFactory(role=Role.PARTNER))

    assert not Conference.objects.exists()


def test_a_review_is_agreed_without_being_asked():
    assert requested(kind="review", reason="Due by 24 February.").state == "agreed"


def test_the_unit_agrees():
    conference = perform(requested(), "agree", by=officer(), agreed_on=MONDAY)

    assert conference.state == "agreed"


def test_a_social_worker_cannot_agree_to_the_own_request():
    with pytest.raises(PermissionDenied):
        perform(requested(), "agree", by=UserFactory(), agreed_on=MONDAY)


def test_a_conference_is_agreed_once():
    conference = perform(requested(), "agree", by=officer(), agreed_on=MONDAY)

    with pytest.raises(AlreadyMoved, match="Initial conference agreed"):
        perform(conference, "agree", by=officer(), agreed_on=MONDAY)


def test_declining_tells_the_lead_professional_and_the_agency_that_asked():
    agency = AgencyFactory(name="Pear Tree School", email="office@example.org")
    conference = requested(asked_by_agency=agency)

    declined = decline_conference(
        conference, by=officer(), declined_on=MONDAY, reason="The risk is met by a plan already."
    )

    assert declined.state == "declined"
    letters = Letter.objects.filter(kind="conference_declined")
    lead = conference.concerned_children()[0].lead_professional
    assert {letter.recipient_name for letter in letters} == {str(lead), "Pear Tree School"}
    assert all("met by a plan already" in letter.text for letter in letters)


def test_declining_without_reasons_is_refused():
    with pytest.raises(Refused, match="Give the reasons"):
        decline_conference(requested(), by=officer(), declined_on=MONDAY, reason=" ")

    assert not Letter.objects.exists()


def test_a_social_worker_cannot_decline():
    with pytest.raises(PermissionDenied):
        decline_conference(requested(), by=UserFactory(), declined_on=MONDAY, reason="No.")


def test_a_declined_request_can_be_made_anew():
    children = family_of_two()
    decline_conference(requested(children), by=officer(), declined_on=MONDAY, reason="No.")

    assert requested(children).state == "requested"


def test_cancelling_tells_everyone_invited_and_asks_nobody_for_a_report():
    conference = conference_at("convened")
    Letter.objects.all().delete()

    cancelled = cancel_conference(
        conference, by=officer(), cancelled_on=MONDAY, reason="The family has moved."
    )

    assert cancelled.state == "cancelled"
    assert {report.state for report in conference.reports.all()} == {"cancelled"}
    texts = {letter.recipient_name: letter.text for letter in Letter.objects.all()}
    assert len(texts) == 5
    assert "moved" not in texts["Gale Demo"]  # the reason is told to family in person


def test_cancelling_twice_tells_who_did_it_before():
    conference = conference_at("scheduled")
    cancel_conference(conference, by=officer(), cancelled_on=MONDAY, reason="Moved.")

    with pytest.raises(AlreadyMoved, match="Initial conference cancelled"):
        cancel_conference(conference, by=officer(), cancelled_on=MONDAY, reason="Moved.")
