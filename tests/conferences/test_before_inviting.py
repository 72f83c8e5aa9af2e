"""Who is invited, in which words, and what they answer (CF-04, CF-12, FA-02)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import InvitedAs, Report, Response
from conferences.services.convening import convene, send_late_invitations
from conferences.services.inviting import (
    Invitee,
    change_invitation,
    choose_invitees,
    invite,
    record_response,
)
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind, Child, Person
from cpms.children.relations import relations_of
from cpms.documents.models import Letter
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import perform
from tests.factories import ChildFactory, FamilyFactory, UserFactory
from tests.factories.conferences import (
    MONDAY,
    chosen,
    conference_at,
    parent_of,
    partner,
    usual_invitees,
)

pytestmark = pytest.mark.django_db


def officer():
    return UserFactory(role=Role.UNIT_OFFICER)


def letter_to(name):
    return Letter.objects.get(recipient_name=name)


def test_language_and_access_needs_on_record_are_taken_over():
    conference = conference_at("scheduled")
    person = parent_of(
        conference.concerned_children(),
        language="Polish",
        is_interpreter_needed=True,
        access_needs="Uses a wheelchair.",
    )

    invitation = invite(conference, Invitee(person, InvitedAs.PARENT), by=officer())

    assert invitation.needs == "Interpreter: Polish. Uses a wheelchair."


def test_who_is_taken_off_the_list_before_it_is_sent_leaves_it():
    conference = chosen(conference_at("scheduled"))
    nurse = conference.invitations.get(practitioner__agency__kind=AgencyKind.HEALTH)
    others = conference.invitations.exclude(pk=nurse.pk)
    kept = [Invitee(row.practitioner or row.person, row.invited_as) for row in others]

    choose_invitees(conference, kept, by=officer())

    assert nurse not in conference.invitations.all()
    assert nurse.history.filter(history_type="-").exists()


def test_who_has_an_invitation_stays_on_the_list():
    conference = conference_at("convened")

    choose_invitees(conference, [], by=officer())

    assert conference.invitations.count() == 5


def test_nobody_is_on_the_list_twice():
    conference = chosen(conference_at("scheduled"))
    person = conference.invitations.get(person__isnull=False).person

    with pytest.raises(Refused, match="on the list already"):
        invite(conference, Invitee(person, InvitedAs.PARENT), by=officer())


def test_the_chair_is_not_invited_to_the_own_conference():
    conference = conference_at("scheduled")
    entry = partner(AgencyKind.OTHER)
    entry.user = conference.chair
    entry.save()

    with pytest.raises(Refused, match="chairs this conference"):
        invite(conference, Invitee(entry, InvitedAs.PROFESSIONAL), by=officer())


def test_an_invitation_can_be_put_right():
    conference = chosen(conference_at("scheduled"))
    invitation = conference.invitations.first()
    child = conference.concerned_children()[0]

    change_invitation(
        invitation,
        by=officer(),
        invited_as=InvitedAs.PROFESSIONAL,
        needs="Hearing loop.",
        is_supporter=True,
        knows=[child],
    )

    invitation.refresh_from_db()
    assert (invitation.needs, invitation.is_supporter) == ("Hearing loop.", True)
    assert list(invitation.knows.all()) == [child]


def test_convening_sends_each_person_one_letter_and_asks_each_agency_for_a_report():
    conference = conference_at("convened")

    assert conference.state == "convened"
    assert Letter.objects.filter(kind="conference_invitation").count() == 5
    assert {row.sent_on for row in conference.invitations.all()} == {MONDAY}
    agencies = {report.invitation.practitioner.agency.kind for report in conference.reports.all()}
    assert agencies == {"social_care", "police", "education", "health"}


def test_two_people_of_one_agency_are_asked_for_one_report():
    conference = conference_at("scheduled")
    children = conference.concerned_children()
    second = partner(AgencyKind.POLICE)
    invitees = [*usual_invitees(children), Invitee(second, InvitedAs.PROFESSIONAL)]

    convene(chosen(conference, invitees), by=officer(), on=MONDAY)

    police = Report.objects.filter(invitation__practitioner__agency__kind=AgencyKind.POLICE)
    assert police.count() == 1


def test_a_review_also_asks_for_the_collective_report_of_the_core_group():
    conference = conference_at("convened", kind="review")

    assert conference.reports.filter(kind="core_group", invitation=None).count() == 1


def test_no_invitations_go_out_before_the_list_is_made():
    with pytest.raises(Refused, match="Choose whom to invite first"):
        convene(conference_at("scheduled"), by=officer(), on=MONDAY)


def test_no_invitations_go_out_without_social_care():
    conference = conference_at("scheduled")
    invitees = usual_invitees(conference.concerned_children())[1:]

    with pytest.raises(Refused, match="no conference is quorate"):
        convene(chosen(conference, invitees), by=officer(), on=MONDAY)

    assert not Letter.objects.exists()


def test_a_social_worker_cannot_send_the_invitations():
    with pytest.raises(PermissionDenied):
        convene(chosen(conference_at("scheduled")), by=UserFactory(), on=MONDAY)


def test_invitations_are_sent_once():
    conference = conference_at("convened")

    with pytest.raises(AlreadyMoved, match="Invited to the initial conference"):
        convene(conference, by=officer(), on=MONDAY)

    assert Letter.objects.count() == 5


def test_who_joins_the_list_later_is_invited_alone():
    conference = conference_at("convened")
    late = partner(AgencyKind.HOUSING)
    invite(conference, Invitee(late, InvitedAs.PROFESSIONAL), by=officer())

    send_late_invitations(conference, by=officer(), on=date(2026, 11, 24))

    assert Letter.objects.count() == 6
    assert letter_to(late.name).made_on == date(2026, 11, 24)
    assert Report.objects.filter(invitation__practitioner=late).exists()


def test_later_invitations_need_somebody_to_invite():
    with pytest.raises(Refused, match="invited already"):
        send_late_invitations(conference_at("convened"), by=officer(), on=MONDAY)


def test_a_parent_hears_only_of_the_children_they_are_related_to():
    family = FamilyFactory()
    ash = ChildFactory(family=family, given_name="Ash")
    bay = ChildFactory(family=family, given_name="Bay")
    conference = conference_at("scheduled", [ash, bay])
    father = parent_of([bay], name="Father of Bay")
    invitees = [*usual_invitees([ash, bay]), Invitee(father, InvitedAs.PARENT)]

    convene(chosen(conference, invitees), by=officer(), on=MONDAY)

    letter = letter_to("Father of Bay")
    assert "Bay Demo" in letter.text
    assert "Ash" not in letter.text
    assert list(letter.children.all()) == [bay]


def test_a_relative_without_a_recorded_relation_hears_no_name():
    conference = conference_at("scheduled")
    aunt = Person.objects.create(family=conference.family, name="Aunt Demo")
    invitees = usual_invitees(conference.concerned_children())

    convene(
        chosen(conference, [*invitees, Invitee(aunt, InvitedAs.FAMILY)]), by=officer(), on=MONDAY
    )

    text = letter_to("Aunt Demo").text
    assert not any(child.given_name in text for child in Child.objects.all())


def test_an_interpreter_is_told_when_and_where_but_never_about_whom():
    conference = conference_at("scheduled")
    interpreter = partner(AgencyKind.OTHER)
    invitees = usual_invitees(conference.concerned_children())

    convene(
        chosen(conference, [*invitees, Invitee(interpreter, InvitedAs.INTERPRETER)]),
        by=officer(),
        on=MONDAY,
    )

    text = letter_to(interpreter.name).text
    assert "Tuesday 8 December 2026" in text
    assert not any(child.family_name in text for child in Child.objects.all())
    assert not Report.objects.filter(invitation__practitioner=interpreter).exists()


def test_a_child_is_invited_in_words_of_its_own():
    conference = conference_at("scheduled")
    child = conference.concerned_children()[0]
    invitees = [
        *usual_invitees(conference.concerned_children()),
        Invitee(child, InvitedAs.CHILD),
    ]

    convene(chosen(conference, invitees), by=officer(), on=MONDAY)

    text = letter_to(child.name).text
    assert "Nobody thinks it is your fault" in text


def test_an_answer_is_kept_with_its_day():
    invitation = conference_at("convened").invitations.first()

    answered = record_response(
        invitation, by=officer(), on=date(2026, 11, 24), response=Response.APOLOGY, note="On leave."
    )

    assert (answered.response, answered.responded_on) == ("apology", date(2026, 11, 24))
    assert answered.response_note == "On leave."


def test_a_deputy_must_be_named():
    invitation = conference_at("convened").invitations.first()

    with pytest.raises(Refused, match="Name the deputy"):
        record_response(invitation, by=officer(), on=MONDAY, response=Response.DEPUTY)


def test_nobody_answers_an_invitation_that_was_not_sent():
    invitation = chosen(conference_at("scheduled")).invitations.first()

    with pytest.raises(Refused, match="not been sent"):
        record_response(invitation, by=officer(), on=MONDAY, response=Response.COMING)


def test_an_invited_partner_is_concerned_with_the_children_until_six_weeks_afterwards():
    conference = conference_at("convened")  # meets on Tue 8 December
    user = conference.invitations.get(practitioner__agency__kind="police").practitioner.user
    child = conference.concerned_children()[0]

    def concerned(*day):
        return "invited partner" in relations_of(user, child.pk, date(*day))

    assert not concerned(2026, 11, 22)  # before the invitation
    assert concerned(2026, 11, 23)
    assert concerned(2027, 1, 19)  # six weeks after the conference
    assert not concerned(2027, 1, 20)


def test_a_partner_on_the_list_whose_invitation_was_not_sent_is_concerned_with_nobody():
    conference = chosen(conference_at("scheduled"))
    user = conference.invitations.get(practitioner__agency__kind="police").practitioner.user

    assert not Child.objects.visible_to(user, MONDAY).exists()


def test_a_cancelled_conference_concerns_its_partners_no_more():
    conference = conference_at("convened")
    user = conference.invitations.get(practitioner__agency__kind="police").practitioner.user

    perform(conference, "cancel", by=officer(), cancelled_on=MONDAY, reason="Moved away.")

    assert not Child.objects.visible_to(user, MONDAY).exists()
