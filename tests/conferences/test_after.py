"""After a conference: each reader's own letter, minutes, amendments, splits (CF-19, CF-25 on)."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from conferences import outgoing
from conferences.models import Conference, Invitation, InvitedAs
from conferences.services import after, minutes, settling
from cpms.accounts.permissions import Role
from cpms.children.models import Address, Person, Relationship, RelationshipKind
from cpms.documents.models import Letter
from cpms.documents.services import recall
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.models import Deadline
from tests.factories import PractitionerFactory, UserFactory
from tests.factories.meetings import MET_ON, family_of, held, opened, ready, speaker

pytestmark = pytest.mark.django_db

NEXT_DAY = date(2026, 11, 25)
SENT_ON = date(2026, 12, 14)


@pytest.fixture
def unit():
    return UserFactory(role=Role.UNIT_OFFICER)


def write_minutes(conference, text="All agencies recommend a plan."):
    passage = conference.passages.get(position=6)
    moment = conference.opened_at
    return minutes.save_passage(passage, text=text, version=0, at=moment, by=conference.chair)


def with_minutes_sent(unit, conference=None, **kwargs):
    conference = conference or held()
    write_minutes(conference)
    perform(conference, "approve_minutes", by=conference.chair, approved_on=SENT_ON)
    return after.send_minutes(conference, circulated_on=SENT_ON, by=unit, **kwargs)


def fathered(conference, child, name="Rowan Other"):
    """Invite a father who is related to this child alone."""
    father = Person.objects.create(family=conference.family, name=name)
    Relationship.objects.create(child=child, person=father, kind=RelationshipKind.FATHER)
    return Invitation.objects.create(
        conference=conference, person=father, invited_as=InvitedAs.PARENT
    )


def seen_on(page):
    """Return the hidden field that stands for what the page showed."""
    return {"seen": re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]}


# The decision


def test_the_decision_goes_to_everyone_invited(unit):
    conference = after.send_decision(held(), circulated_on=NEXT_DAY, by=unit)

    assert conference.decision_circulated_on == NEXT_DAY
    assert Letter.objects.count() == 5
    assert Event.objects.get(name="conference.decision_circulated").happened_on == NEXT_DAY


def test_the_decision_is_sent_once(unit):
    conference = after.send_decision(held(), circulated_on=NEXT_DAY, by=unit)

    with pytest.raises(Refused, match="sent already"):
        after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)
    assert Letter.objects.count() == 5


def test_the_decision_is_not_sent_before_the_conference_is_over(unit):
    with pytest.raises(AlreadyMoved):
        after.send_decision(ready(), circulated_on=NEXT_DAY, by=unit)
    assert not Letter.objects.exists()


def test_who_may_not_circulate_sends_nothing():
    with pytest.raises(PermissionDenied):
        after.send_decision(held(), circulated_on=NEXT_DAY, by=UserFactory())
    assert not Letter.objects.exists()


def test_a_father_of_one_sibling_hears_of_that_one_alone(unit):
    ash, bay = family_of("Ash", "Bay")
    conference = held(ash, bay)
    fathered(conference, bay)

    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)

    letter = Letter.objects.get(recipient_name="Rowan Other")
    assert "Bay" in letter.text
    assert "Ash Example" not in letter.text
    assert list(letter.children.all()) == [bay]


def test_a_professional_hears_of_the_children_that_their_agency_knows(unit):
    ash, bay = family_of("Ash", "Bay")
    conference = held(ash, bay)
    nurse = speaker(conference, "School nursing")
    nurse.knows.set([bay])

    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)

    assert list(Letter.objects.get(practitioner=nurse.practitioner).children.all()) == [bay]


def test_a_child_hears_of_itself_in_words_of_its_own(unit):
    ash, bay = family_of("Ash", "Bay")
    conference = held(ash, bay)
    Invitation.objects.create(conference=conference, child=ash, invited_as=InvitedAs.CHILD)

    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)

    letter = Letter.objects.get(recipient_name="Ash Example")
    assert "None of this is your fault" in letter.text
    assert "Bay" not in letter.text
    assert "neglect" not in letter.text


def test_no_letter_of_a_conference_holds_an_address(unit):
    conference = held()
    child = conference.decisions.get().child
    Address.objects.create(
        child=child, lines="1 Canary Court", from_on=date(2026, 1, 1), is_confidential=True
    )

    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)

    assert not Letter.objects.filter(text__contains="Canary").exists()


def test_somebody_whom_no_child_concerns_gets_nothing_and_is_named(unit):
    conference = held()
    friend = Person.objects.create(family=conference.family, name="Val Friend")
    invitation = Invitation.objects.create(
        conference=conference, person=friend, invited_as=InvitedAs.ADVOCATE
    )

    assert outgoing.untold(conference) == [invitation]
    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)
    assert not Letter.objects.filter(recipient_name="Val Friend").exists()


def test_an_interpreter_is_sent_no_decision(unit):
    conference = held()
    interpreter = Invitation.objects.create(
        conference=conference, practitioner=PractitionerFactory(), invited_as="interpreter"
    )

    after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)

    assert not Letter.objects.filter(practitioner=interpreter.practitioner).exists()


def test_what_one_person_gets_is_seen_before_it_is_sent(client, unit):
    ash, bay = family_of("Ash", "Bay")
    conference = held(ash, bay)
    father = fathered(conference, bay)
    client.force_login(unit)

    page = client.get(reverse("decision-for", args=[conference.pk, father.pk])).content.decode()

    assert "What Rowan Other gets" in page
    assert "About Bay Example and nobody else." in page
    assert "Ash Example" not in page
    assert "The words name Ash, about whom this person is not told." in page


def test_the_decision_is_sent_from_its_page(client, unit):
    conference = held()
    client.force_login(unit)

    page = client.get(reverse("decision-send", args=[conference.pk]))
    answer = client.post(reverse("decision-send", args=[conference.pk]), seen_on(page))

    assert answer.url == reverse("conference-after", args=[conference.pk])
    assert Letter.objects.count() == 5


def test_the_list_that_is_shown_is_the_list_that_is_sent(client, unit):
    conference = held()
    client.force_login(unit)
    page = client.get(reverse("decision-send", args=[conference.pk]))
    shown = re.findall(r'<th scope="row">([^<]+)</th>', page.content.decode())

    client.post(reverse("decision-send", args=[conference.pk]), seen_on(page))

    assert sorted(shown) == sorted(Letter.objects.values_list("recipient_name", flat=True))


def test_nothing_is_sent_when_somebody_left_the_list_since_it_was_shown(client, unit):
    conference = held()
    client.force_login(unit)
    seen = seen_on(client.get(reverse("decision-send", args=[conference.pk])))
    speaker(conference, "School nursing").delete()

    answer = client.post(reverse("decision-send", args=[conference.pk]), seen)

    assert answer.status_code == 422
    assert "changed since this page was shown" in answer.content.decode()
    assert not Letter.objects.exists()
    assert Conference.objects.get(pk=conference.pk).decision_circulated_on is None
    client.post(reverse("decision-send", args=[conference.pk]), seen_on(answer))
    assert Letter.objects.count() == 4


def test_a_decision_taken_back_has_not_been_sent_and_its_clock_runs_on(unit):
    conference = after.send_decision(held(), circulated_on=NEXT_DAY, by=unit)
    child = conference.decisions.get().child
    clocks = Deadline.objects.filter(child=child, code="conference-decision-circulated")
    assert clocks.get().met_on == NEXT_DAY

    recall(Letter.objects.first().circulation, reason="The wrong category.", by=unit)

    conference.refresh_from_db()
    assert conference.decision_circulated_on is None
    assert clocks.get().met_on is None
    undone = Event.objects.get(name="conference.decision_recalled")
    assert undone.corrects.name == "conference.decision_circulated"
    again = after.send_decision(conference, circulated_on=NEXT_DAY, by=unit)
    assert again.decision_circulated_on == NEXT_DAY
    assert clocks.get().met_on == NEXT_DAY


def test_minutes_taken_back_can_be_sent_again(unit):
    conference = with_minutes_sent(unit)

    recall(Letter.objects.first().circulation, reason="A page is missing.", by=unit)

    conference.refresh_from_db()
    assert conference.minutes_circulated_on is None
    after.send_minutes(conference, circulated_on=SENT_ON, by=unit)
    assert Letter.objects.gone().count() == 0
    assert Letter.objects.count() == 10


def test_what_was_sent_is_on_the_page_of_the_conference(client, unit):
    conference = after.send_decision(held(), circulated_on=NEXT_DAY, by=unit)
    client.force_login(unit)

    page = client.get(reverse("conference-after", args=[conference.pk])).content.decode()

    assert Letter.objects.first().circulation.get_absolute_url() in page
    assert "Goes at" in page


# The minutes


def test_minutes_are_sent_when_the_chair_has_approved_them(unit):
    conference = with_minutes_sent(unit)

    assert conference.minutes_circulated_on == SENT_ON
    letter = Letter.objects.get(recipient_name="Gale Example")
    assert "All agencies recommend a plan." in letter.text


def test_minutes_that_the_chair_has_not_approved_are_not_sent(unit):
    conference = held()
    write_minutes(conference)

    with pytest.raises(Refused, match="The chair approves the minutes"):
        after.send_minutes(conference, circulated_on=SENT_ON, by=unit)


def test_minutes_are_not_approved_while_nothing_is_written():
    conference = held()

    with pytest.raises(Refused, match="no minutes to send yet"):
        perform(conference, "approve_minutes", by=conference.chair, approved_on=SENT_ON)


def test_only_the_chair_approves_the_minutes_and_once(unit):
    conference = held()
    write_minutes(conference)
    with pytest.raises(PermissionDenied):
        perform(conference, "approve_minutes", by=unit, approved_on=SENT_ON)
    perform(conference, "approve_minutes", by=conference.chair, approved_on=SENT_ON)

    with pytest.raises(Refused, match="approved the minutes already"):
        perform(conference, "approve_minutes", by=conference.chair, approved_on=SENT_ON)


def test_minutes_are_sent_once(unit):
    conference = with_minutes_sent(unit)

    with pytest.raises(Refused, match="sent already"):
        after.send_minutes(conference, circulated_on=SENT_ON, by=unit)


def test_a_passage_withheld_from_somebody_is_in_no_copy_of_theirs(unit):
    conference = held()
    mother = conference.invitations.get(person__isnull=False)
    passage = minutes.add_passage(
        conference,
        heading="Police",
        withheld_from=[mother],
        withheld_reason="A witness would be at risk.",
        by=conference.chair,
    )
    text = "CANARY of the police"
    minutes.save_passage(
        passage, text=text, version=0, at=conference.opened_at, by=conference.chair
    )

    with_minutes_sent(unit, conference)

    holding = set(Letter.objects.filter(text__contains="CANARY").values_list("person", flat=True))
    assert Letter.objects.filter(text__contains="CANARY").count() == 4
    assert mother.person_id not in holding
    assert "Police</h3>" not in Letter.objects.get(person=mother.person).text


@pytest.mark.parametrize(("from_whom", "gets_it"), [("professional", False), ("family", True)])
def test_who_is_named_besides_gets_nothing_that_a_professional_may_not_read(
    unit, from_whom, gets_it
):
    conference, other = held(), PractitionerFactory()
    barred = conference.invitations.filter(
        person__isnull=from_whom == "professional", child__isnull=True
    ).last()
    passage = minutes.add_passage(
        conference,
        heading="Police",
        withheld_from=[barred],
        withheld_reason="A witness would be at risk.",
        by=conference.chair,
    )
    minutes.save_passage(
        passage, text="CANARY", version=0, at=conference.opened_at, by=conference.chair
    )

    with_minutes_sent(unit, conference, others=[other])

    assert ("CANARY" in Letter.objects.get(practitioner=other).text) is gets_it


def test_family_of_one_sibling_is_given_the_passages_about_that_one_only(unit):
    ash, bay = family_of("Ash", "Bay")
    conference = held(ash, bay)
    fathered(conference, bay)
    passage = minutes.add_passage(
        conference, heading="About Bay", children=[bay], by=conference.chair
    )
    minutes.save_passage(
        passage, text="Bay thrives.", version=0, at=conference.opened_at, by=conference.chair
    )

    with_minutes_sent(unit, conference)

    text = Letter.objects.get(recipient_name="Rowan Other").text
    assert "Bay thrives." in text
    assert "All agencies recommend" not in text


def test_others_whom_the_conference_names_get_the_minutes_too(unit):
    guest = PractitionerFactory(name="Lee Dummy")

    with_minutes_sent(unit, others=[guest])

    assert Letter.objects.filter(recipient_name="Lee Dummy").count() == 1


# Amendments


def ask(conference, received_on=date(2026, 12, 20), text="It was Tuesday."):
    return after.ask_for_amendment(
        conference.passages.get(position=6),
        asked_by=conference.invitations.get(person__isnull=False),
        text=text,
        received_on=received_on,
        by=conference.chair,
    )


def answer(amendment, conference, *, is_accepted=True, reason="So it was.", by=None):
    return after.answer_amendment(
        amendment,
        is_accepted=is_accepted,
        answer=reason,
        answered_on=date(2026, 12, 21),
        by=by or conference.chair,
    )


def test_an_amendment_is_taken_until_the_21st_day(unit):
    conference = with_minutes_sent(unit)

    ask(conference, date(2027, 1, 4))
    with pytest.raises(Refused, match="to Mon 4 Jan 2027"):
        ask(conference, date(2027, 1, 5))


def test_a_draft_is_changed_and_not_amended():
    conference = held()
    write_minutes(conference)

    with pytest.raises(Refused, match="change the draft instead"):
        ask(conference)


def test_the_chair_answers_each_amendment_once_and_with_a_reason(unit):
    conference = with_minutes_sent(unit)
    amendment = ask(conference)
    with pytest.raises(Refused, match="Give the reason"):
        answer(amendment, conference, reason=" ")
    with pytest.raises(PermissionDenied):
        answer(amendment, conference, by=unit)

    answered = answer(amendment, conference)

    assert (answered.is_accepted, answered.answered_by) == (True, conference.chair)
    with pytest.raises(AlreadyMoved, match="answered this amendment already"):
        answer(amendment, conference, is_accepted=False)


def test_minutes_are_final_when_every_amendment_is_answered(unit):
    conference = with_minutes_sent(unit)
    amendment = ask(conference)
    final_on = date(2026, 12, 22)
    with pytest.raises(Refused, match="Accept or reject every amendment"):
        perform(conference, "finalise_minutes", by=conference.chair, finalised_on=final_on)
    answer(amendment, conference, is_accepted=False, reason="The recording says Monday.")

    conference = perform(conference, "finalise_minutes", by=conference.chair, finalised_on=final_on)

    assert conference.minutes_finalised_on == final_on
    with pytest.raises(Refused, match="final"):
        ask(conference)


def test_an_amendment_is_asked_for_and_answered_on_the_pages(client, unit):
    conference = with_minutes_sent(unit)
    client.force_login(conference.chair)
    passage = conference.passages.get(position=6)
    mother = conference.invitations.get(person__isnull=False)
    client.post(
        reverse("amendment-add", args=[conference.pk]),
        {
            "passage": passage.pk,
            "asked_by": mother.pk,
            "text": "It was Tuesday.",
            "received_on_day": "20",
            "received_on_month": "12",
            "received_on_year": "2026",
        },
    )
    amendment = passage.amendments.get()
    address = reverse("amendment-answer", args=[conference.pk, amendment.pk])
    assert "It was Tuesday." in client.get(address).content.decode()

    client.post(address, {"is_accepted": "yes", "answer": "So it was."})

    page = client.get(reverse("conference-after", args=[conference.pk])).content.decode()
    assert "Accepted" in page
    assert "So it was." in page


# Splits and overrides


def split():
    return held(views=("plan", "plan", "no_plan", "no_plan"))


def test_an_equal_split_is_referred_once_by_the_chair_and_heard_once(client):
    conference = split()
    head = UserFactory(role=Role.HEAD_OF_SERVICE)
    perform(conference, "refer_split", by=conference.chair, referred_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="referred already"):
        perform(conference, "refer_split", by=conference.chair, referred_on=date(2026, 12, 1))

    client.force_login(head)
    assert str(conference) in client.get(reverse("conference-panel")).content.decode()
    client.post(reverse("split-hear", args=[conference.pk]), {"finding": "The plan stands."})

    assert Conference.objects.get(kind="initial").split_finding == "The plan stands."
    assert Event.objects.filter(name="conference.split_heard").count() == 1
    assert "None waits" in client.get(reverse("conference-panel")).content.decode()


def test_a_majority_is_no_split_to_refer():
    conference = held()

    with pytest.raises(Refused, match="no equal split"):
        perform(conference, "refer_split", by=conference.chair, referred_on=date(2026, 12, 1))


def test_only_the_head_of_service_hears_a_split(unit):
    conference = split()
    perform(conference, "refer_split", by=conference.chair, referred_on=date(2026, 12, 1))

    with pytest.raises(PermissionDenied):
        perform(conference, "hear_split", by=unit, heard_on=date(2026, 12, 8), finding="x")
    with pytest.raises(Refused, match="what the Panel found"):
        perform(conference, "hear_split", by=None, heard_on=date(2026, 12, 8), finding=" ")


def test_a_split_not_referred_is_not_heard():
    with pytest.raises(Refused, match="has not referred a split"):
        perform(split(), "hear_split", by=None, heard_on=date(2026, 12, 8), finding="x")


def overridden():
    conference = ready(views=("plan", "no_plan", "no_plan", "no_plan"))
    settling.settle(conference.decisions.get(), by=conference.chair, override_reason="Disclosure.")
    return perform(conference.decisions.get(), "make_plan", by=conference.chair)


def test_a_decision_against_the_majority_is_reviewed_by_the_head_of_service(client):
    decision = overridden()
    client.force_login(UserFactory(role=Role.HEAD_OF_SERVICE))
    assert "Disclosure." in client.get(reverse("conference-panel")).content.decode()

    client.post(reverse("decision-review-override", args=[decision.pk]), {"finding": "Agreed."})

    decision.refresh_from_db()
    assert decision.override_finding == "Agreed."
    with pytest.raises(Refused, match="recorded already"):
        perform(decision, "review_override", by=None, reviewed_on=MET_ON, finding="Again.")


def test_a_decision_with_the_majority_is_not_reviewed():
    decision = held().decisions.get()

    with pytest.raises(Refused, match="nothing to review"):
        perform(decision, "review_override", by=None, reviewed_on=MET_ON, finding="x")


def test_the_after_page_waits_for_the_conference_to_be_held(client, unit):
    client.force_login(unit)

    page = client.get(reverse("conference-after", args=[opened().pk])).content.decode()

    assert "Nothing follows yet" in page


@pytest.mark.parametrize(
    "name", ["conference-after", "decision-send", "minutes-send", "minutes-approve"]
)
def test_a_partner_opens_none_of_the_pages_after(client, name):
    client.force_login(UserFactory(role=Role.PARTNER))

    assert client.get(reverse(name, args=[held().pk])).status_code == 403


@pytest.mark.parametrize("make", [opened, held])
def test_the_page_of_the_conference_leads_to_the_day_and_to_what_comes_after(client, unit, make):
    conference = make()
    client.force_login(unit)

    page = client.get(reverse("conference", args=[conference.pk])).content.decode()

    assert reverse("conference-day", args=[conference.pk]) in page
    assert (reverse("conference-after", args=[conference.pk]) in page) is (make is held)
