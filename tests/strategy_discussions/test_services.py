"""What is written under a discussion, and who is sent its minutes."""

from datetime import date

import pytest

from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind, Practitioner
from cpms.documents.models import Letter
from cpms.records.guards import AlreadyMoved, Refused
from cpms.strategy_discussions.models import Action, StrategyDiscussion
from cpms.strategy_discussions.services import (
    Analysis,
    Came,
    analyse,
    circulate_minutes,
    practitioner_of,
    record_attendance,
    strike_action,
    strike_attendee,
)
from tests.factories import ChildFactory, PractitionerFactory, TeamFactory, UserFactory
from tests.factories.strategy_discussions import (
    THURSDAY,
    attended,
    discussion_at,
    planned,
    prepared,
)

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)


def test_a_person_named_twice_attends_once():
    discussion, nurse = planned(), PractitionerFactory()

    record_attendance(discussion, [Came(nurse, False)], by=discussion.chair)
    record_attendance(discussion, [Came(nurse, True)], by=discussion.chair)

    assert discussion.attendees.get().is_senior_enough


def test_a_person_who_did_not_come_is_taken_out_only_until_it_was_held():
    discussion = attended(planned())
    strike_attendee(discussion, discussion.attendees.first(), by=discussion.chair)
    assert discussion.attendees.count() == 2

    after = discussion_at("held")
    with pytest.raises(Refused, match="cannot be taken out"):
        strike_attendee(after, after.attendees.first(), by=after.chair)
    assert after.attendees.count() == 3


def test_after_the_outcome_what_led_to_it_is_not_changed():
    discussion = discussion_at("section_47_initiated")
    child = discussion.children.get()

    for change in (
        lambda by: analyse(discussion, [Analysis(child, "Other")], by=by),
        lambda by: record_attendance(discussion, [Came(PractitionerFactory(), True)], by=by),
        lambda by: strike_action(discussion, discussion.actions.get(), by=by),
    ):
        with pytest.raises(Refused, match=r"section 47 enquiries.*ST-14"):
            change(discussion.chair)

    assert discussion.analyses.get().harm == "Likely to be hurt again."


def test_an_action_entered_wrongly_is_taken_out_and_its_history_stays():
    discussion = prepared(discussion_at("held"))

    strike_action(discussion, discussion.actions.get(), by=discussion.chair)

    assert not discussion.actions.exists()
    assert Action.history.first().history_user == discussion.chair


def test_a_colleague_enters_the_directory_once_as_social_care():
    worker = UserFactory(name="Sam Specimen")

    first, second = practitioner_of(worker), practitioner_of(worker)

    assert first == second
    assert first.agency.kind == AgencyKind.SOCIAL_CARE
    assert Practitioner.objects.get().name == "Sam Specimen"


def test_minutes_go_to_everyone_who_took_part_and_to_the_others_named_each_once():
    discussion = discussion_at("section_47_initiated")
    nurse = discussion.attendees.first().practitioner
    teacher = PractitionerFactory()

    circulate_minutes(
        discussion, circulated_on=FRIDAY, today=FRIDAY, by=discussion.chair, others=[nurse, teacher]
    )

    letters = Letter.objects.all()
    assert {letter.practitioner for letter in letters} == {
        *[row.practitioner for row in discussion.attendees.all()],
        teacher,
    }
    assert letters.count() == 4
    assert "Bruising that does not fit" in letters[0].text
    assert "See the child today." in letters[0].text


def test_minutes_sent_twice_make_letters_once():
    discussion = discussion_at("minutes_circulated")

    with pytest.raises((AlreadyMoved, Refused)):
        circulate_minutes(discussion, circulated_on=FRIDAY, today=FRIDAY, by=discussion.chair)

    assert Letter.objects.count() == 3


def test_a_discussion_is_seen_by_those_who_see_one_of_its_children():
    discussion = discussion_at("planned", children=None, on=THURSDAY)
    discussion_at("planned", children=[ChildFactory(team=TeamFactory(name="West team"))])

    seen = StrategyDiscussion.objects.visible_to

    assert list(seen(UserFactory())) == [discussion]
    assert seen(UserFactory(role=Role.UNIT_OFFICER)).count() == 2
    assert not seen(UserFactory(role=Role.PARTNER)).exists()
