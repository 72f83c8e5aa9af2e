"""Who hears of which child, who comes at which time, who is kept out, and their calendars."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Conference, Invitation, InvitedAs
from conferences.services.apart import attend_separately, attend_with_the_others
from conferences.services.convening import convene, send_late_invitations
from conferences.services.excluding import admit_again, exclude
from conferences.services.inviting import Invitee, choose_invitees, record_response
from conferences.services.requesting import cancel_conference
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind, Child, Person, Relationship
from cpms.documents.calendars import ics
from cpms.documents.calendars.models import CalendarEntry
from cpms.documents.calendars.services import entries_for
from cpms.documents.models import Letter
from cpms.records.guards import Refused
from cpms.records.moves import perform, write
from tests.documents.calendars.parsers import checked, method_of
from tests.factories import UserFactory
from tests.factories.conferences import (
    MONDAY,
    chosen,
    conference_at,
    family_of_two,
    parent_of,
    partner,
    scheduled,
    usual_invitees,
)

pytestmark = pytest.mark.django_db

APART = {
    "comes_at": datetime(2026, 12, 8, 12, 30, tzinfo=UTC),
    "goes_at": datetime(2026, 12, 8, 13, 30, tzinfo=UTC),
}
WHY = {
    "reason": "You threatened the staff at the last meeting.",
    "heard_instead": "The chair rings you the day before.",
}


def officer():
    return UserFactory(role=Role.UNIT_OFFICER)


def father_of(child, name="Lee Mockup"):
    person = Person.objects.create(family=child.family, name=name, email="lee@example.org")
    Relationship.objects.create(child=child, person=person, kind="father")
    return person


def invited(conference, name):
    return next(row for row in conference.invitations.all() if row.name == name)


def letters_to(name):
    return list(Letter.objects.filter(recipient_name=name).order_by("pk"))


@pytest.fixture
def half_siblings():
    """A conference about two children of one mother; the father is the second one's alone."""
    children = family_of_two()
    conference = conference_at("scheduled", children)
    father = father_of(children[1])
    invitees = [*usual_invitees(children), Invitee(father, InvitedAs.PARENT)]
    return convene(chosen(conference, invitees), by=officer(), on=MONDAY), children, father


class TestForWhom:
    def test_the_father_of_a_half_sibling_hears_of_the_own_child_alone(self, half_siblings):
        _, children, father = half_siblings

        (letter,) = letters_to(father.name)

        assert children[1].name in letter.text
        assert children[0].name not in letter.text

    def test_the_list_of_a_child_narrows_whom_a_professional_hears_of(self, client):
        children = family_of_two()
        conference = conference_at("scheduled", children)
        school = partner(AgencyKind.EDUCATION)
        narrowed = Invitee(school, InvitedAs.PROFESSIONAL, invited_for=[children[0]])
        convene(chosen(conference, [*usual_invitees(children), narrowed]), by=officer(), on=MONDAY)

        (letter,) = letters_to(school.name)
        assert children[0].name in letter.text
        assert children[1].name not in letter.text
        assert list(Child.objects.filter(pk__in=[one.pk for one in children])
                    .visible_to(school.user, MONDAY)) == [children[0]]  # fmt: skip
        client.force_login(school.user)
        page = client.get("/partner/").content.decode()
        assert children[0].name in page
        assert children[1].name not in page

    def test_the_list_never_widens_what_a_relative_hears(self, half_siblings):
        conference, children, father = half_siblings

        with pytest.raises(Refused, match=r"not recorded as related to Robin.*\(CF-14\)"):
            choose_invitees(
                conference,
                [Invitee(father, InvitedAs.PARENT, invited_for=children)],
                by=officer(),
            )

    def test_a_relationship_taken_back_ends_what_the_list_said(self, half_siblings):
        conference, children, father = half_siblings
        row = invited(conference, father.name)
        row.invited_for.set(children)
        Relationship.objects.filter(person=father).delete()

        scheduled(conference, at=datetime(2026, 12, 9, 10, 0, tzinfo=UTC))

        told = letters_to(father.name)[-1]
        assert not any(child.name in told.text for child in children)

    def test_the_page_offers_a_father_his_own_child_only(self, client, half_siblings):
        conference, children, father = half_siblings
        client.force_login(officer())

        page = client.get(f"/conferences/{conference.pk}/invitations/").content.decode()

        assert f'value="person-{father.pk}:{children[1].pk}"' in page
        assert f'value="person-{father.pk}:{children[0].pk}"' not in page

    def test_a_person_invited_for_no_child_is_said_so(self, client):
        children = family_of_two()
        conference = conference_at("agreed", children)
        mother = parent_of(children)
        client.force_login(officer())

        answer = client.post(
            f"/conferences/{conference.pk}/invitations/", {"invite": [f"person-{mother.pk}"]}
        )

        assert answer.status_code == 422
        assert "Say for which child Gale Demo is invited" in answer.content.decode()
        assert not conference.invitations.exists()

    def test_the_list_is_kept_for_each_child(self, client):
        children = family_of_two()
        conference = conference_at("agreed", children)
        mother = parent_of(children)
        client.force_login(officer())

        client.post(
            f"/conferences/{conference.pk}/invitations/",
            {
                "invite": [f"person-{mother.pk}"],
                "invited_for": [f"person-{mother.pk}:{children[0].pk}"],
            },
        )

        assert list(conference.invitations.get().invited_for.all()) == [children[0]]


class TestCalendars:
    def test_every_invitation_brings_an_entry_that_two_parsers_accept(self, half_siblings):
        conference, children, _ = half_siblings

        entries = CalendarEntry.objects.of_record(conference).filter(letters__isnull=False)
        assert entries.count() == 6
        for entry in entries:
            content = ics.invitation(entry)
            (event,) = checked(content)
            assert event["DTSTART"].dt == datetime(2026, 12, 8, 10, 0, tzinfo=UTC)
            assert event["DTEND"].dt == datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
            unfolded = content.replace(b"\r\n ", b"").decode()
            assert not any(child.given_name in unfolded for child in children)
            assert children[0].family_name not in unfolded.replace("Gale Demo", "")

    def test_moving_updates_each_calendar_and_tells_everyone_once(self, half_siblings):
        conference, *_ = half_siblings

        scheduled(conference, at=datetime(2026, 12, 9, 14, 0, tzinfo=UTC))

        entries = CalendarEntry.objects.of_record(conference).filter(letters__isnull=False)
        assert {row.sequence for row in entries} == {1}
        assert {row.starts_at for row in entries} == {datetime(2026, 12, 9, 14, 0, tzinfo=UTC)}
        assert Letter.objects.filter(kind="conference_changed").count() == 6

    def test_cancelling_takes_it_out_of_every_calendar(self, half_siblings):
        conference, *_ = half_siblings

        cancel_conference(conference, by=officer(), cancelled_on=MONDAY, reason="Not needed.")

        entries = CalendarEntry.objects.of_record(conference)
        assert all(row.is_cancelled for row in entries)
        assert {method_of(ics.invitation(row)) for row in entries} == {"CANCEL"}

    def test_a_conference_stood_down_leaves_the_calendars_until_it_has_another_day(
        self, half_siblings
    ):
        conference, *_ = half_siblings

        perform(
            conference, "stand_down", by=conference.chair, stood_down_on=MONDAY, reason="Chair ill."
        )

        assert all(row.is_cancelled for row in CalendarEntry.objects.of_record(conference))

    def test_chair_and_minute_taker_have_it_from_the_scheduling_on(self):
        taker = officer()
        conference = scheduled(conference_at("agreed"), minute_taker=taker)

        assert [row.place for row in entries_for(conference.chair, MONDAY)] == [conference.venue]
        assert entries_for(taker, MONDAY).count() == 1

    def test_a_chair_who_hands_it_over_has_it_no_more(self):
        conference = scheduled(conference_at("agreed"))
        former = conference.chair

        conference = scheduled(conference)

        assert not entries_for(former, MONDAY).exists()
        assert CalendarEntry.objects.get(user=former).is_cancelled
        assert entries_for(conference.chair, MONDAY).count() == 1

    def test_an_account_that_is_no_longer_the_partners_reads_it_no_more(self, half_siblings):
        conference, *_ = half_siblings
        user = conference.invitations.filter(practitioner__user__isnull=False).last().account
        assert entries_for(user, MONDAY).count() == 1

        practitioner = user.practitioner
        practitioner.user = None
        write(practitioner, by=None)

        assert not entries_for(user, MONDAY).exists()


class TestOwnTimes:
    def test_only_the_own_letter_and_calendar_name_the_own_times(self):
        children = family_of_two()
        conference = chosen(conference_at("scheduled", children))
        mother = invited(conference, "Gale Demo")
        attend_separately(
            mother, by=officer(), on=MONDAY, arrival_note="Ring at the side door.", **APART
        )

        convene(conference, by=officer(), on=MONDAY)

        (own,) = letters_to("Gale Demo")
        assert "12:30 to 13:30" in own.text
        assert "Ring at the side door." in own.text
        for letter in Letter.objects.exclude(pk=own.pk):
            assert "12:30" not in letter.text
            assert "side door" not in letter.text
        for entry in CalendarEntry.objects.exclude(letters=own):
            assert b"T123000" not in ics.invitation(entry)
        (event,) = checked(ics.invitation(own.calendar_entries.get()))
        assert event["DTSTART"].dt == APART["comes_at"]

    def test_invitations_do_not_go_out_while_two_kept_apart_would_meet(self, half_siblings):
        conference, _, father = half_siblings
        conference = Conference.objects.get(pk=conference.pk)
        mother, row = invited(conference, "Gale Demo"), invited(conference, father.name)
        same = {"comes_at": conference.scheduled_at, "goes_at": conference.ends_at}
        attend_separately(row, by=officer(), on=MONDAY, kept_apart_from=[mother], **same)

        with pytest.raises(Refused, match=r"would not be safe for Gale Demo and Lee.*\(CF-08\)"):
            scheduled(conference, at=datetime(2026, 12, 9, 10, 0, tzinfo=UTC))

    def test_a_change_is_told_to_the_one_person_and_to_nobody_else(self, half_siblings):
        conference, _, father = half_siblings

        attend_separately(invited(conference, father.name), by=officer(), on=MONDAY, **APART)

        (changed,) = Letter.objects.filter(kind="conference_changed")
        assert changed.recipient_name == father.name
        assert "12:30 to 13:30" in changed.text
        assert CalendarEntry.objects.get(name=father.name).sequence == 1

    def test_the_same_times_once_more_tell_nobody(self, half_siblings):
        conference, _, father = half_siblings
        for _ in range(2):
            attend_separately(invited(conference, father.name), by=officer(), on=MONDAY, **APART)

        assert Letter.objects.filter(kind="conference_changed").count() == 1

    def test_own_times_move_with_the_conference(self, half_siblings):
        conference, _, father = half_siblings
        attend_separately(invited(conference, father.name), by=officer(), on=MONDAY, **APART)

        scheduled(conference, at=datetime(2026, 12, 9, 14, 0, tzinfo=UTC))

        row = Invitation.objects.get(person=father)
        assert row.comes_at == datetime(2026, 12, 9, 16, 30, tzinfo=UTC)
        assert "16:30 to 17:30" in letters_to(father.name)[-1].text

    def test_own_times_can_be_taken_back(self, half_siblings):
        conference, _, father = half_siblings
        attend_separately(invited(conference, father.name), by=officer(), on=MONDAY, **APART)

        row = attend_with_the_others(invited(conference, father.name), by=officer(), on=MONDAY)

        assert (row.comes_at, row.kept_apart_from.count()) == (None, 0)
        assert "10:00. Please keep two hours free" in letters_to(father.name)[-1].text

    @pytest.mark.parametrize(
        ("times", "why"),
        [
            ({**APART, "goes_at": APART["comes_at"]}, "must come after"),
            (
                {
                    "comes_at": datetime(2026, 12, 9, 10, 0, tzinfo=UTC),
                    "goes_at": datetime(2026, 12, 9, 11, 0, tzinfo=UTC),
                },
                "on the day of the conference",
            ),
        ],
    )
    def test_times_that_cannot_be_are_refused(self, half_siblings, times, why):
        conference, _, father = half_siblings

        with pytest.raises(Refused, match=why):
            attend_separately(invited(conference, father.name), by=officer(), on=MONDAY, **times)

    def test_the_page_keeps_times_and_whom_not_to_meet(self, client, half_siblings):
        conference, _, father = half_siblings
        row, mother = invited(conference, father.name), invited(conference, "Gale Demo")
        client.force_login(officer())

        client.post(
            f"/invitations/{row.pk}/apart/",
            {"comes_at": "12:30", "goes_at": "1.30pm", "kept_apart_from": [mother.pk]},
        )

        row.refresh_from_db()
        assert (row.comes_at, row.goes_at) == (APART["comes_at"], APART["goes_at"])
        assert list(mother.kept_apart_from.all()) == [row]


class TestExclusion:
    def test_the_chair_excludes_with_reasons_and_the_person_has_a_letter(self, half_siblings):
        conference, children, father = half_siblings

        row = exclude(
            invited(conference, father.name), by=conference.chair, on=date(2026, 11, 24), **WHY
        )

        assert (row.excluded_on, row.excluded_by) == (date(2026, 11, 24), conference.chair)
        letter = letters_to(father.name)[-1]
        assert "You threatened the staff" in letter.text
        assert "The chair rings you the day before." in letter.text
        assert "you can complain" in letter.text
        assert children[0].name not in letter.text
        assert CalendarEntry.objects.get(name=father.name).is_cancelled

    def test_an_exclusion_without_reasons_is_refused(self, half_siblings):
        conference, _, father = half_siblings

        with pytest.raises(Refused, match="Say why, and how the person is heard instead"):
            exclude(
                invited(conference, father.name),
                by=conference.chair,
                on=MONDAY,
                reason="He shouts.",
                heard_instead=" ",
            )

        assert not Invitation.objects.filter(excluded_on__isnull=False).exists()

    def test_only_its_own_chair_excludes(self, half_siblings):
        conference, _, father = half_siblings

        for other in (officer(), UserFactory(role=Role.CONFERENCE_CHAIR)):
            with pytest.raises(PermissionDenied):
                exclude(invited(conference, father.name), by=other, on=MONDAY, **WHY)

    def test_nobody_is_excluded_twice(self, half_siblings):
        conference, _, father = half_siblings
        row = exclude(invited(conference, father.name), by=conference.chair, on=MONDAY, **WHY)

        with pytest.raises(Refused, match="excluded already"):
            exclude(row, by=conference.chair, on=MONDAY, **WHY)

    def test_who_is_excluded_is_neither_told_of_changes_nor_asked_for_an_answer(
        self, half_siblings
    ):
        conference, _, father = half_siblings
        row = exclude(invited(conference, father.name), by=conference.chair, on=MONDAY, **WHY)
        before = len(letters_to(father.name))

        scheduled(conference, chair=conference.chair, at=datetime(2026, 12, 9, 14, 0, tzinfo=UTC))

        assert len(letters_to(father.name)) == before
        with pytest.raises(Refused, match="is excluded"):
            record_response(row, by=officer(), on=MONDAY, response="coming")

    def test_who_is_let_in_again_is_invited_anew(self, half_siblings):
        conference, _, father = half_siblings
        row = exclude(invited(conference, father.name), by=conference.chair, on=MONDAY, **WHY)

        admit_again(row, by=conference.chair)
        send_late_invitations(conference, by=officer(), on=MONDAY)

        assert letters_to(father.name)[-1].kind == "conference_invitation"
        assert CalendarEntry.objects.get(name=father.name).is_cancelled is False

    def test_the_chair_does_it_on_a_page(self, client, half_siblings):
        conference, _, father = half_siblings
        row = invited(conference, father.name)
        client.force_login(conference.chair)
        assert "Exclude" in client.get(f"/conferences/{conference.pk}/").content.decode()

        client.post(f"/invitations/{row.pk}/exclude/", WHY)

        page = client.get(f"/conferences/{conference.pk}/").content.decode()
        assert "Excluded" in page
        assert "Let in again" in page


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2015, 12, 8), "An advocate helps you say"),  # eleven on the day
        (date(2015, 12, 9), "want to help you feel safe"),  # ten on the day
    ],
)
def test_a_child_is_invited_in_words_for_its_age_on_the_day(born, words):
    children = family_of_two()
    conference = conference_at("scheduled", children)
    child = children[0]
    child.date_of_birth = born
    child._history_user = None
    child.save()
    invitees = [*usual_invitees(children), Invitee(child, InvitedAs.CHILD)]

    convene(chosen(conference, invitees), by=officer(), on=MONDAY)

    assert words in letters_to(child.name)[0].text
