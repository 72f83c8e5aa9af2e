"""A second enquiry about a child not on a plan: told so, and followed up once (EN-06; A4)."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from cpms.accounts.permissions import Role
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.models import Dispatch
from enquiries import services
from enquiries.models import Enquiry, FollowUp
from enquiries.words import words_for
from tests.factories import ChildFactory, UserFactory
from tests.factories.enquiries import answered, identified, officer, searched

pytestmark = pytest.mark.django_db

DISCUSSED = {
    "discussed_on": date(2026, 11, 25),
    "discussed_with": "Nour Pilot, East team",
    "agreed": "Visit this week",
    "owner": "Nour Pilot",
    "answer_by": date(2026, 12, 2),
    "today": date(2026, 11, 25),
}


def manager():
    return UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)


def robyn():
    return ChildFactory(given_name="Robyn", family_name="Sample")


def second():
    child = robyn()
    answered(child)
    return identified(child)


def test_a_first_enquiry_is_not_followed_up():
    answered(robyn())

    assert not FollowUp.objects.exists()


def test_a_second_enquiry_is_told_so_and_followed_up():
    enquiry = second()

    follow_up = FollowUp.objects.get()
    assert (follow_up.enquiry, follow_up.state) == (enquiry, FollowUp.State.OPEN)
    words = words_for(enquiry).text
    assert "not the first enquiry about this child" in words
    assert "social work team" in words
    assert Event.objects.filter(name="enquiry_follow_up.opened", child=enquiry.child).count() == 1


def test_each_quality_assurance_manager_is_written_to_once_without_a_name():
    one, other = manager(), manager()
    UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER, is_active=False)
    enquiry = second()
    again = perform(enquiry, "reconsider", by=officer(), at=timezone.now())
    services.decide(again, child=enquiry.child, same_as=None, why="It is her", by=officer())
    services.answer(again, shown="further", advice="", by=officer())

    written = Dispatch.objects.filter(reference__startswith="second-enquiry")
    assert sorted(row.to for row in written) == sorted([one.email, other.email])
    for row in written:
        assert enquiry.reference in row.subject
        assert f"/enquiries/follow-ups/{enquiry.follow_up.pk}/" in row.body
        assert "Robyn" not in row.subject + row.body
        assert "Lindsay" not in row.subject + row.body


def test_a_second_enquiry_counts_over_both_desks_and_when_the_first_was_never_answered():
    child = robyn()
    identified(child, UserFactory(role=Role.NIGHT_DESK))

    identified(child, officer())

    assert FollowUp.objects.count() == 1


def test_an_enquiry_that_could_not_be_confirmed_is_no_first_enquiry():
    child = robyn()
    refused = searched(said={"said_given_name": "Robyn", "said_family_name": "Sample"})
    perform(
        refused, "refuse_not_authenticated", by=officer(), because="Not known", at=timezone.now()
    )

    identified(child)

    assert not FollowUp.objects.exists()


def test_a_second_enquiry_about_a_child_on_a_plan_is_not_followed_up(monkeypatch):
    monkeypatch.setattr("enquiries.status.is_on_plan", lambda child: True)

    second()

    assert not FollowUp.objects.exists()


def test_an_unknown_child_asked_about_before_under_another_spelling_counts():
    first = identified(None, said={"said_given_name": "Zoltan", "said_family_name": "Unknownski"})
    later = searched(said={"said_given_name": "Zoltán", "said_family_name": "Unknownsky"})
    assert later.found["enquiries"] == [first.pk]

    services.decide(later, child=None, same_as=first, why="Same street", by=officer())

    assert FollowUp.objects.get().enquiry == later


def test_a_person_may_say_that_the_earlier_enquiry_was_about_another_child():
    identified(None, said={"said_given_name": "Zoltan", "said_family_name": "Unknownski"})
    later = searched(said={"said_given_name": "Zoltan", "said_family_name": "Unknownsky"})

    services.decide(later, child=None, same_as=None, why="Another school", by=officer())

    assert not FollowUp.objects.exists()


def test_an_earlier_enquiry_about_the_child_before_it_was_known_counts():
    said = {"said_given_name": "Zoltan", "said_family_name": "Unknownski"}
    first = identified(None, said=said)
    child = ChildFactory(given_name="Zoltan", family_name="Unknownski")
    later = searched(said=said)

    services.decide(later, child=child, same_as=first, why="Registered since", by=officer())

    assert FollowUp.objects.get().enquiry == later


def test_a_match_taken_back_withdraws_the_follow_up_and_a_new_one_opens_the_same():
    enquiry = second()
    child = enquiry.child

    enquiry = perform(enquiry, "reconsider", by=officer(), at=timezone.now())
    assert FollowUp.objects.get().state == FollowUp.State.WITHDRAWN
    services.decide(enquiry, child=child, same_as=None, why="It is her", by=officer())

    assert FollowUp.objects.get().state == FollowUp.State.OPEN


def test_answering_a_second_enquiry_does_not_notify_again():
    enquiry = second()

    services.answer(enquiry, shown="further", advice="", by=officer())

    assert FollowUp.objects.count() == 1
    assert Event.objects.filter(name="enquiry_follow_up.opened").count() == 1


# The follow-up itself


def test_the_discussion_is_kept_with_who_does_what_by_when():
    second()

    follow_up = perform(FollowUp.objects.get(), "discuss", by=manager(), **DISCUSSED)

    assert (follow_up.state, follow_up.owner) == (FollowUp.State.DISCUSSED, "Nour Pilot")
    event = Event.objects.get(name="enquiry_follow_up.discussed")
    assert event.happened_on == date(2026, 11, 25)


def test_a_discussion_in_the_future_is_refused():
    second()
    facts = {**DISCUSSED, "discussed_on": date(2026, 11, 26)}

    with pytest.raises(Refused, match="cannot lie in the future"):
        perform(FollowUp.objects.get(), "discuss", by=manager(), **facts)


@pytest.mark.parametrize("move", ["discuss", "finish"])
def test_the_follow_up_is_not_the_desks_to_move(move):
    second()
    follow_up = FollowUp.objects.get()
    if move == "finish":
        follow_up = perform(follow_up, "discuss", by=manager(), **DISCUSSED)

    facts = DISCUSSED if move == "discuss" else {"answer": "x", "finished_on": date(2026, 12, 1)}
    with pytest.raises(PermissionDenied):
        perform(follow_up, move, by=officer(), **facts)


def test_a_follow_up_is_finished_once_and_after_the_discussion():
    second()
    done = {"answer": "Visited, no concern", "finished_on": date(2026, 12, 1)}
    with pytest.raises(AlreadyMoved):
        perform(FollowUp.objects.get(), "finish", by=manager(), **done)
    follow_up = perform(FollowUp.objects.get(), "discuss", by=manager(), **DISCUSSED)

    follow_up = perform(follow_up, "finish", by=manager(), **done)

    assert follow_up.state == FollowUp.State.FINISHED
    with pytest.raises(AlreadyMoved):
        perform(follow_up, "finish", by=manager(), **done)


# Two desks in the same second


def decided_together(waiting, **match):
    start, refused = Barrier(len(waiting)), []

    def decide(enquiry, by):
        start.wait()
        try:
            services.decide(enquiry, same_as=None, why="The same", by=by, **match)
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=decide, args=pair) for pair in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_of_two_first_enquiries_in_the_same_second_exactly_one_is_the_second():
    said = {"said_given_name": "Robyn", "said_family_name": "Sample"}
    by_day, by_night = officer(), UserFactory(role=Role.NIGHT_DESK)
    told = manager()
    for _ in range(5):
        child = robyn()
        waiting = [(searched(by, said=said), by) for by in (by_day, by_night)]

        assert decided_together(waiting, child=child) == []

        followed = FollowUp.objects.filter(enquiry__child=child)
        written = Dispatch.objects.filter(
            reference=f"second-enquiry-{followed.get().enquiry_id}-{told.pk}"
        )
        assert written.count() == 1
        child.given_name, child.family_name = "Wanda", "Elsewhere"
        child.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_unknown_children_alike_in_the_same_second_the_later_must_look_again():
    said = {"said_given_name": "Zoltan", "said_family_name": "Unknownski"}
    by_day, by_night = officer(), UserFactory(role=Role.NIGHT_DESK)
    waiting = [(searched(by, said=said), by) for by in (by_day, by_night)]

    refused = decided_together(waiting, child=None)

    assert len(refused) == 1
    assert "Search again" in refused[0]
    assert Enquiry.objects.unmatched().count() == 1
