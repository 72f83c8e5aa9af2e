"""Each step of an enquiry: done, refused, forbidden, once only (EN-01 to EN-07)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from cpms.accounts.permissions import Role
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from enquiries import services
from enquiries.models import Desk, Enquiry, EnquiryStep
from enquiries.status import outcome_of
from enquiries.words import words_for
from tests.factories import ChildFactory, UserFactory
from tests.factories.enquiries import (
    RANG_AT,
    DirectoryNumberFactory,
    SchoolFactory,
    answered,
    called_back,
    identified,
    number_chosen,
    officer,
    received,
    searched,
)

pytestmark = pytest.mark.django_db

State = Enquiry.State
REACHED = {"call_answered_by": "Reception put us through", "is_confirmed": True}


def told(enquiry):
    return [step.told for step in enquiry.steps.order_by("pk")]


# Taking the call


def test_a_call_is_kept_with_who_took_it_at_which_desk_and_a_reference():
    by = officer()

    enquiry = received(by)

    assert enquiry.reference == "E-26-0001"
    assert (enquiry.state, enquiry.desk, enquiry.received_by) == (State.RECEIVED, Desk.UNIT, by)
    assert enquiry.received_at == RANG_AT
    step = enquiry.steps.get()
    assert step.by == by
    assert "Lindsay Fixture" in step.told
    assert "caller gave 07700 900 461" in step.told


def test_the_references_of_a_year_follow_one_another_over_both_desks():
    received()

    at_night = received(UserFactory(role=Role.NIGHT_DESK))

    assert (at_night.reference, at_night.desk) == ("E-26-0002", Desk.NIGHT)


def test_a_call_cannot_be_taken_by_a_social_worker():
    with pytest.raises(PermissionDenied):
        received(UserFactory(role=Role.SOCIAL_WORKER))

    assert not Enquiry.objects.exists()


def test_a_member_of_the_public_is_refused_and_stays_on_record():
    caller = {"caller_name": "A parent"}

    enquiry = services.receive(caller=caller, is_public=True, at=RANG_AT, by=officer())

    assert enquiry.state == State.REFUSED_PUBLIC
    assert len(told(enquiry)) == 2
    with pytest.raises(AlreadyMoved):
        services.choose_number(enquiry, number=DirectoryNumberFactory(), by=officer())


# The number


def test_the_number_to_call_back_on_is_taken_from_the_directory():
    number = DirectoryNumberFactory()

    enquiry = services.choose_number(received(), number=number, by=officer())

    assert (enquiry.state, enquiry.number) == (State.NUMBER_CHOSEN, number)
    assert "Number taken from the directory, 01632 960 118" in told(enquiry)[-1]


def test_a_number_of_another_agency_is_refused():
    other = DirectoryNumberFactory(agency=SchoolFactory(name="Oak Lane High"))

    with pytest.raises(Refused, match="caller’s agency"):
        services.choose_number(received(), number=other, by=officer())


def test_a_number_withdrawn_from_the_directory_is_refused():
    gone = DirectoryNumberFactory(withdrawn_on=date(2026, 11, 3))

    with pytest.raises(Refused, match="caller’s agency"):
        services.choose_number(received(), number=gone, by=officer())


@pytest.mark.parametrize("written", ["07700 900 461", "+44 7700 900461", "07700-900-461"])
def test_the_callers_own_number_entered_after_the_call_is_refused_however_it_is_written(written):
    enquiry = received()
    after = datetime(2026, 11, 24, 14, 9, tzinfo=RANG_AT.tzinfo)
    entered = DirectoryNumberFactory(number=written, entered_at=after)

    with pytest.raises(Refused, match="number that the caller gave"):
        services.choose_number(enquiry, number=entered, by=officer())


def test_a_number_held_before_the_call_may_be_used_although_the_caller_gave_the_same():
    held = DirectoryNumberFactory(number="07700 900 461")

    enquiry = services.choose_number(received(), number=held, by=officer())

    assert enquiry.number == held


def test_a_number_changed_into_the_callers_after_the_call_is_refused():
    enquiry, number = received(), DirectoryNumberFactory()
    number.number = "07700 900 461"
    number.save()
    number.history.filter(number="07700 900 461").update(
        history_date=datetime(2026, 11, 24, 14, 9, tzinfo=RANG_AT.tzinfo)
    )

    with pytest.raises(Refused, match="number that the caller gave"):
        services.choose_number(enquiry, number=number, by=officer())


def test_the_number_cannot_be_chosen_by_the_quality_assurance_manager():
    with pytest.raises(PermissionDenied):
        services.choose_number(
            received(),
            number=DirectoryNumberFactory(),
            by=UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER),
        )


def test_after_the_call_back_no_other_number_is_chosen():
    enquiry = called_back()

    with pytest.raises(AlreadyMoved):
        services.choose_number(enquiry, number=enquiry.number, by=officer())


def test_a_corrected_caller_begins_again_at_the_number():
    enquiry = number_chosen()

    enquiry = perform(
        enquiry,
        "correct_caller",
        by=officer(),
        caller={"agency": SchoolFactory(name="Oak Lane High")},
        at=timezone.now(),
    )

    assert (enquiry.state, enquiry.number) == (State.RECEIVED, None)


# The call back


def test_a_call_back_is_kept_with_who_answered_and_when():
    enquiry = called_back()

    attempt = enquiry.attempts.get()
    assert enquiry.state == State.CALLED_BACK
    assert (attempt.was_reached, attempt.number_rung) == (True, "01632 960 118")
    assert attempt.note == "Reception put us through"
    assert attempt.by == enquiry.received_by


def test_a_call_back_is_refused_while_the_agency_has_not_confirmed_the_caller():
    with pytest.raises(Refused, match="whether the caller works there"):
        services.call_back(
            number_chosen(), call_answered_by="Voicemail", is_confirmed=False, by=officer()
        )


def test_a_call_back_without_a_number_is_refused():
    with pytest.raises(AlreadyMoved):
        services.call_back(received(), **REACHED, by=officer())


def test_a_call_back_is_forbidden_to_those_who_only_follow_up():
    with pytest.raises(PermissionDenied):
        services.call_back(
            number_chosen(), **REACHED, by=UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
        )


def test_a_call_back_is_recorded_once():
    enquiry = called_back()

    with pytest.raises(AlreadyMoved):
        services.call_back(enquiry, **REACHED, by=officer())

    assert enquiry.attempts.count() == 1


def test_not_reaching_anybody_is_kept_and_can_be_tried_again():
    enquiry = services.miss(number_chosen(), note="Engaged", by=officer())
    enquiry = services.miss(enquiry, note="No answer", by=officer())

    enquiry = services.call_back(enquiry, **REACHED, by=officer())

    assert [row.was_reached for row in enquiry.attempts.all()] == [False, False, True]
    assert [row.note for row in enquiry.attempts.all()][:2] == ["Engaged", "No answer"]


# The child


def test_nothing_can_be_searched_before_the_call_back():
    with pytest.raises(AlreadyMoved):
        services.search(number_chosen(), said={"said_family_name": "Demo"}, by=officer())


def test_a_search_for_nothing_is_refused():
    with pytest.raises(Refused, match="what the caller says"):
        services.search(called_back(), said={"said_family_name": ""}, by=officer())


def test_the_match_is_decided_with_a_reason_and_enters_the_childs_chronology():
    child = ChildFactory(given_name="Robyn", family_name="Sample")

    enquiry = identified(child)

    assert (enquiry.state, enquiry.child, enquiry.why) == (
        State.IDENTIFIED,
        child,
        "Same school and street",
    )
    event = Event.objects.get(name="enquiry.identified")
    assert (event.child, event.facts["reference"]) == (child, enquiry.reference)


def test_before_the_match_no_childs_chronology_hears_of_the_enquiry():
    ChildFactory(given_name="Robyn", family_name="Sample")

    searched()

    assert not Event.objects.filter(record_label="enquiry").exists()


def test_a_match_without_a_reason_is_refused():
    with pytest.raises(Refused, match="why you think so"):
        services.decide(searched(), child=None, same_as=None, why=" ", by=officer())


def test_a_match_before_any_search_is_refused():
    with pytest.raises(Refused, match="Search for the child first"):
        services.decide(called_back(), child=None, same_as=None, why="Sure", by=officer())


def test_a_child_whom_the_search_did_not_find_cannot_be_chosen():
    stranger = ChildFactory(given_name="Wanda", family_name="Elsewhere")

    with pytest.raises(Refused, match="those that your search found"):
        services.decide(searched(), child=stranger, same_as=None, why="Sure", by=officer())


def test_a_match_is_refused_when_a_likely_child_was_registered_since_the_search():
    enquiry = searched()
    ChildFactory(given_name="Robin", family_name="Sampel")

    with pytest.raises(Refused, match="Since you searched"):
        services.decide(enquiry, child=None, same_as=None, why="None held", by=officer())


def test_a_match_is_decided_once():
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    enquiry = identified(child)

    with pytest.raises(AlreadyMoved):
        services.decide(enquiry, child=child, same_as=None, why="Again", by=officer())


def test_a_match_cannot_be_decided_by_a_social_worker():
    with pytest.raises(PermissionDenied):
        services.decide(searched(), child=None, same_as=None, why="x", by=UserFactory())


def test_a_match_taken_back_says_so_in_the_chronology_of_the_child_it_was_not():
    child = ChildFactory(given_name="Robyn", family_name="Sample")
    enquiry = identified(child)

    enquiry = perform(enquiry, "reconsider", by=officer(), at=timezone.now())

    assert (enquiry.state, enquiry.child) == (State.CALLED_BACK, None)
    assert Event.objects.of(child).last().name == "enquiry.match_taken_back"


def test_a_match_left_to_the_quality_assurance_manager_is_decided_by_them_alone():
    child = ChildFactory(given_name="Robin", family_name="Sampel")
    enquiry = perform(searched(), "refer", by=officer(), why="Two alike", at=timezone.now())

    with pytest.raises(PermissionDenied):
        services.decide(enquiry, child=child, same_as=None, why="x", by=officer(), move="settle")
    manager = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    enquiry = services.decide(
        enquiry, child=child, same_as=None, why="Rang the school", by=manager, move="settle"
    )

    assert (enquiry.state, enquiry.child) == (State.IDENTIFIED, child)


def test_a_match_left_to_the_quality_assurance_manager_can_be_sent_back():
    enquiry = perform(searched(), "refer", by=officer(), why="Two alike", at=timezone.now())
    manager = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)

    enquiry = perform(enquiry, "send_back", by=manager, at=timezone.now())

    assert enquiry.state == State.CALLED_BACK


# The words


def test_the_words_said_are_kept_as_they_were():
    enquiry = answered(ChildFactory(given_name="Robyn", family_name="Sample"))

    assert enquiry.state == State.ANSWERED
    assert "is not the subject of a child protection plan" in enquiry.words
    assert enquiry.words in told(enquiry)[-1]


def test_words_that_have_changed_meanwhile_are_not_recorded_as_said():
    enquiry = identified(ChildFactory(given_name="Robyn", family_name="Sample"))

    with pytest.raises(Refused, match="has changed since you opened"):
        services.answer(enquiry, shown="further", advice="", by=officer())


def test_nothing_is_answered_before_the_match():
    enquiry = searched()

    with pytest.raises(AlreadyMoved):
        services.answer(enquiry, shown="first", advice="", by=officer())
    with pytest.raises(ValueError, match="before the match is decided"):
        outcome_of(enquiry)


def test_an_answer_is_given_once():
    enquiry = answered()

    with pytest.raises(AlreadyMoved):
        services.answer(enquiry, shown="first", advice="", by=officer())


def test_an_answer_is_forbidden_to_those_who_only_follow_up():
    with pytest.raises(PermissionDenied):
        services.answer(
            identified(),
            shown="first",
            advice="",
            by=UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER),
        )


def test_an_answered_enquiry_is_closed_once():
    enquiry = perform(answered(), "close", by=officer(), at=timezone.now())

    assert enquiry.state == State.CLOSED
    with pytest.raises(AlreadyMoved):
        perform(enquiry, "close", by=officer(), at=timezone.now())


# The other ways out


@pytest.mark.parametrize("reach", [received, number_chosen, called_back, identified])
def test_a_caller_may_ring_off_until_something_was_said(reach):
    enquiry = perform(reach(), "ring_off", by=officer(), because="Line went", at=timezone.now())

    assert enquiry.state == State.CLOSED
    assert told(enquiry)[-1] == "Caller rang off: Line went"


def test_a_caller_who_was_answered_cannot_ring_off_unanswered():
    with pytest.raises(AlreadyMoved):
        perform(answered(), "ring_off", by=officer(), because="", at=timezone.now())


@pytest.mark.parametrize("reach", [received, number_chosen, called_back])
def test_a_caller_who_cannot_be_confirmed_is_refused_and_kept(reach):
    enquiry = perform(
        reach(),
        "refuse_not_authenticated",
        by=officer(),
        because="Not known there",
        at=timezone.now(),
    )

    assert enquiry.state == State.REFUSED_NOT_AUTHENTICATED
    assert told(enquiry)[-1] == "Refused, could not confirm who they are: Not known there"


def test_a_refusal_says_what_did_not_fit():
    with pytest.raises(Refused, match="what did not fit"):
        perform(
            received(), "refuse_not_authenticated", by=officer(), because=" ", at=timezone.now()
        )


def test_no_number_held_is_a_refusal_only_while_there_is_none():
    without = perform(received(), "refuse_no_number", by=officer(), because="", at=timezone.now())
    assert without.state == State.REFUSED_NO_NUMBER

    DirectoryNumberFactory()
    with pytest.raises(Refused, match="call back on it"):
        perform(received(), "refuse_no_number", by=officer(), because="", at=timezone.now())


@pytest.mark.parametrize("move", ["refuse_public", "refuse_not_authenticated", "ring_off"])
def test_the_ways_out_are_forbidden_to_others(move):
    with pytest.raises(PermissionDenied):
        perform(received(), move, by=UserFactory(), because="x", at=timezone.now())


def test_every_state_but_the_first_has_words_and_those_before_the_match_give_nothing_away():
    for enquiry in (received(), number_chosen(), called_back(), searched()):
        assert "plan" not in words_for(enquiry).text


def test_the_log_of_an_enquiry_can_neither_be_changed_nor_removed():
    received()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EnquiryStep.objects.update(told="nothing")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        EnquiryStep.objects.all().delete()


# Who sees enquiries


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.UNIT_OFFICER, True),
        (Role.NIGHT_DESK, True),
        (Role.QUALITY_ASSURANCE_MANAGER, True),
        (Role.SOCIAL_WORKER, False),
        (Role.TEAM_MANAGER, False),
        (Role.PARTNER, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_enquiries_are_seen_by_the_desks_and_by_those_who_follow_them(role, sees):
    received()

    assert Enquiry.objects.visible_to(UserFactory(role=role)).exists() is sees
