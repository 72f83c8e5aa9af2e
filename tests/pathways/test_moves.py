"""Moves within the area, in and out: from the event to the last letter (MV-01, MV-02)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from conferences.models import Conference
from conferences.models.invitation import Attendance
from cpms.accounts.permissions import Role
from cpms.children.models import Address, AddressChange
from cpms.documents.models import Letter
from cpms.pathways.services.moves import attended_for_work, tell_of_address
from cpms.pathways.tags import tags
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.moves import perform
from cpms.timescales.models import Deadline, Dispatch
from tests.factories import ChildFactory, PractitionerFactory, UserFactory
from tests.factories.meetings import held
from tests.factories.pathways import WEDNESDAY, father_who_came, moved, moving_in
from tests.factories.plans import plan_detailed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to("2026-11-25 10:00 +0000")


def unit():
    return UserFactory(role=Role.UNIT_OFFICER)


def notified(change):
    return perform(change, "notify", by=UserFactory(), notified_on=WEDNESDAY, today=WEDNESDAY)


def tell(change, people, cleared=(), by=None):
    return tell_of_address(
        change, practitioners=people, cleared=cleared, circulated_on=WEDNESDAY, by=by or unit()
    )


def test_a_move_keeps_both_addresses_with_their_days():
    change = moved(ChildFactory())

    old, new = change.child.addresses.order_by("from_on")
    assert (old.until_on, new.from_on, new.until_on) == (WEDNESDAY, WEDNESDAY, None)
    assert change.address == new


def test_a_first_address_is_no_move():
    from cpms.children import moving

    changes = moving.record_address(
        [ChildFactory()],
        [],
        lines="4 Sample Row",
        from_on=WEDNESDAY,
        learned_on=WEDNESDAY,
        told_by="Mum",
        today=WEDNESDAY,
        by=UserFactory(),
    )

    assert changes == []
    assert Address.objects.count() == 1
    assert not AddressChange.objects.exists()


def test_the_unit_is_told_by_the_lead_professional_and_tells_the_professionals_who_came():
    officer = unit()
    plan = plan_detailed()
    change = notified(moved(plan.child))

    assert Dispatch.objects.filter(to=officer.email, subject__contains="has moved").exists()
    people = attended_for_work(plan.child)
    change = tell(change, people)

    letters = Letter.objects.filter(title="Change of address")
    assert {row.practitioner for row in letters} == set(people)
    assert all("9 Canary Court" in row.text for row in letters)
    assert change.state == "circulated"
    with pytest.raises(AlreadyMoved):
        tell(change, people)


def test_a_father_who_attended_learns_nothing_of_the_move():
    plan = plan_detailed()
    father = father_who_came(plan)
    change = notified(moved(plan.child, is_confidential=True))

    people = attended_for_work(plan.child)
    tell(change, people, cleared=people)

    assert father.name not in {one.name for one in people}
    assert not Letter.objects.filter(person=father).exists()
    assert not Letter.objects.filter(email=father.email).exists()
    assert not Dispatch.objects.filter(to=father.email).exists()


def test_who_did_not_attend_or_was_never_invited_is_not_told_even_if_named():
    plan = plan_detailed()
    absent = plan.decision.conference.invitations.first()
    absent.attendance = Attendance.ABSENT
    absent.save()
    stranger = PractitionerFactory()
    change = notified(moved(plan.child))

    tell(change, [absent.practitioner, stranger, *attended_for_work(plan.child)])

    told = {row.practitioner_id for row in change.tellings.all()}
    assert not {absent.practitioner_id, stranger.pk} & told
    assert len(told) == 2


def test_a_supporter_who_attended_for_the_family_is_not_told():
    plan = plan_detailed()
    row = plan.decision.conference.invitations.first()
    row.invited_as = "advocate"
    row.save()

    assert row.practitioner not in attended_for_work(plan.child)


def test_a_confidential_address_stands_in_no_letter_and_clearance_is_on_record():
    plan = plan_detailed()
    change = notified(moved(plan.child, is_confidential=True))
    first, *others = attended_for_work(plan.child)

    tell(change, [first, *others], cleared=[first])

    letters = {row.practitioner: row.text for row in Letter.objects.filter(practitioner__gt=0)}
    assert all("Canary" not in text and "BL9" not in text for text in letters.values())
    assert "You are cleared to have it" in letters[first]
    assert all("You are cleared" not in letters[one] for one in others)
    assert [row.practitioner for row in change.tellings.filter(is_cleared=True)] == [first]


def test_the_chronology_says_nothing_of_where():
    change = moved(ChildFactory(), is_confidential=True)

    assert "Canary" not in str(list(change.child.events.values()))


def test_nobody_told_is_refused():
    change = notified(moved(plan_detailed().child))

    with pytest.raises(Refused, match="Choose whom to tell"):
        tell(change, [])


def test_others_are_not_told_before_the_unit_is():
    plan = plan_detailed()
    change = moved(plan.child)

    with pytest.raises(AlreadyMoved):
        tell(change, attended_for_work(plan.child))


def test_a_social_worker_does_not_send_the_units_letters():
    plan = plan_detailed()
    change = notified(moved(plan.child))

    with pytest.raises(PermissionDenied):
        tell(change, attended_for_work(plan.child), by=UserFactory())


def test_the_unit_is_not_told_before_the_move_is_known():
    change = moved(ChildFactory())

    with pytest.raises(Refused, match="before the move was learned of"):
        perform(
            change,
            "notify",
            by=UserFactory(),
            notified_on=date(2026, 11, 24),
            today=WEDNESDAY,
        )


def test_moving_in_tells_the_qa_manager_at_once_and_asks_for_the_conference():
    manager = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)
    child = ChildFactory()
    sibling = ChildFactory(family=child.family)

    moving_in(child)
    moving_in(sibling)

    assert Dispatch.objects.filter(to=manager.email, subject__contains="moves in").count() == 2
    conference = Conference.objects.get(kind="transfer_in")
    assert conference.state == "agreed"
    assert set(conference.concerned_children()) == {child, sibling}
    assert [tag["words"] for tag in tags(child, WEDNESDAY)] == ["Transfer in"]


def test_the_transfer_in_conference_closes_the_transfer_and_meets_the_clock(time_machine):
    time_machine.move_to("2026-11-02 10:00 +0000")
    child = ChildFactory(given_name="Ash")
    transfer = moving_in(child, on=date(2026, 11, 2))
    time_machine.move_to("2026-11-25 10:00 +0000")

    held(child, kind="transfer_in")

    transfer.refresh_from_db()
    assert (transfer.state, transfer.held_on) == ("conference_held", date(2026, 11, 24))
    row = Deadline.objects.get(child=child, code="transfer-in-conference-held")
    assert (row.due_on, row.met_on) == (date(2026, 11, 23), date(2026, 11, 24))
    assert tags(child, WEDNESDAY) == []


def test_a_child_moves_in_once_at_a_time():
    child = ChildFactory()
    moving_in(child)

    with pytest.raises(Refused, match="moving in already"):
        moving_in(child)
