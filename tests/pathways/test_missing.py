"""The chain of a missing child, from the report to the last letter (MV-04, MV-05)."""

from datetime import date

import pytest

from conferences.models import Conference
from cpms.accounts.permissions import Role
from cpms.children import authorities
from cpms.children.models import Address, LocalAuthority, Person, Relationship
from cpms.children.services import allocate
from cpms.documents.models import Letter
from cpms.pathways.models import AuthorityLetter
from cpms.pathways.services.missing import note_answer, write_to_authorities
from cpms.pathways.tags import tags
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.records.moves import perform
from cpms.timescales.models import Dispatch
from tests.factories import ChildFactory, UserFactory
from tests.factories.pathways import WEDNESDAY, authority, missing, out_of_touch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday(time_machine):
    time_machine.move_to("2026-11-25 10:00 +0000")


def quality_manager():
    return UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER)


def found(episode, on=WEDNESDAY):
    how = "At Nana's; seen by the police."
    return perform(episode, "find", by=UserFactory(), found_on=on, how=how, today=WEDNESDAY)


def test_lead_professional_line_manager_and_qa_manager_are_told_at_once_without_a_name():
    child = ChildFactory(given_name="Canary")
    lead, manager = UserFactory(), UserFactory(role=Role.TEAM_MANAGER)
    allocate(child, lead, on=date(2026, 11, 2), by=None)
    overseer = quality_manager()

    missing(child)

    messages = Dispatch.objects.filter(subject__contains="reported missing")
    assert {row.to for row in messages} == {lead.email, manager.email, overseer.email}
    assert all("Canary" not in row.subject + row.body for row in messages)


def test_the_conference_is_asked_for_and_waits_for_its_day_only():
    child = ChildFactory()
    sibling = ChildFactory(family=child.family)

    missing(child)
    missing(sibling)

    conference = Conference.objects.get(kind="missing_child")
    assert conference.state == "agreed"
    assert set(conference.concerned_children()) == {child, sibling}


def test_every_step_of_the_chain_is_recorded_once():
    episode = missing(ChildFactory())
    worker, manager = UserFactory(), quality_manager()
    steps = [
        ("tell_managers", worker, {"told_on": WEDNESDAY, "who": "Kim Stand-In; Lou Quality"}),
        ("contact_agencies", manager, {"contacted_on": WEDNESDAY, "agencies": "Police, school"}),
        ("begin_health_tracing", manager, {"begun_on": WEDNESDAY, "tracer": "Ana Mockford"}),
    ]
    for move, by, facts in steps:
        episode = perform(episode, move, by=by, **facts, today=WEDNESDAY)
        with pytest.raises(Refused, match="already"):
            perform(episode, move, by=by, **facts, today=WEDNESDAY)

    names = Event.objects.of_record(episode).order_by("pk").values_list("name", flat=True)
    assert list(names) == [
        "missing_episode.reported",
        "missing_episode.managers_told",
        "missing_episode.agencies_contacted",
        "missing_episode.health_tracing_begun",
    ]


def test_the_shipped_list_has_every_english_authority_that_answers_for_children():
    rows = list(authorities.shipped())
    kinds = [row["kind"] for row in rows]

    assert len(rows) == len({row["code"] for row in rows}) == 153
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "county": 21,
        "metropolitan": 36,
        "london": 33,
        "unitary": 63,
    }
    names = {row["name"] for row in rows}
    assert {"Bolton", "Westmorland and Furness", "North Northamptonshire"} <= names
    assert not {"Cumbria", "Northamptonshire", "Allerdale"} & names  # these are no more


def test_every_other_authority_is_written_to_in_a_letter_of_its_own_and_none_twice():
    authorities.add_missing()
    assert authorities.add_missing() == 0
    own = LocalAuthority.objects.get(code="bolton")
    authorities.change(own, by=UserFactory(role=Role.ADMINISTRATOR), is_own=True)
    gone = LocalAuthority.objects.get(code="rutland")
    authorities.change(gone, by=UserFactory(role=Role.ADMINISTRATOR), dissolved_on=WEDNESDAY)
    manager = quality_manager()

    episode = write_to_authorities(missing(ChildFactory()), told_on=WEDNESDAY, by=manager)

    letters = AuthorityLetter.objects.filter(episode=episode, about="missing")
    assert letters.count() == 151
    assert not letters.filter(authority__code__in=["bolton", "rutland"]).exists()
    with pytest.raises(Refused, match="already"):
        write_to_authorities(episode, told_on=WEDNESDAY, by=manager)
    assert Letter.objects.count() == 151


def test_one_authority_alone_is_this_one():
    admin = UserFactory(role=Role.ADMINISTRATOR)
    authorities.change(authority(), by=admin, is_own=True)

    with pytest.raises(Refused, match="Anywhere is marked as this authority"):
        authorities.change(authority("Elsewhere"), by=admin, is_own=True)


def test_the_letter_names_child_and_carers_and_no_address():
    child = ChildFactory(given_name="Robin")
    gale = Person.objects.create(family=child.family, name="Gale Demo")
    Relationship.objects.create(child=child, person=gale, kind="mother")
    Address.objects.create(child=child, lines="9 Canary Court", from_on=date(2026, 1, 5))
    authority(email="duty@anywhere.example")

    write_to_authorities(missing(child), told_on=WEDNESDAY, by=quality_manager())

    (letter,) = Letter.objects.all()
    assert "Robin Demo</b>, born Friday 3 May 2019" in letter.text
    assert "Gale Demo" in letter.text
    assert "Canary" not in letter.text
    assert letter.recipient_name == "Director of Children’s Services, Anywhere"
    assert Dispatch.objects.filter(to="duty@anywhere.example").count() == 1


def test_nobody_is_written_to_while_the_list_is_empty():
    with pytest.raises(Refused, match="Ask an administrator"):
        write_to_authorities(missing(ChildFactory()), told_on=WEDNESDAY, by=quality_manager())


def test_a_social_worker_does_not_write_to_the_country():
    from django.core.exceptions import PermissionDenied

    authority()
    with pytest.raises(PermissionDenied):
        write_to_authorities(missing(ChildFactory()), told_on=WEDNESDAY, by=UserFactory())
    assert not Letter.objects.exists()


def test_found_again_closes_the_chain_and_tells_those_who_were_written_to():
    authority()
    child = ChildFactory()
    episode = write_to_authorities(missing(child), told_on=WEDNESDAY, by=quality_manager())
    authority("Elsewhere")  # came into being after the first letter

    found(episode)

    letters = AuthorityLetter.objects.filter(about="found")
    assert [row.authority.name for row in letters] == ["Anywhere"]
    assert "was found on Wednesday 25 November 2026" in letters.get().letter.text
    assert tags(child, WEDNESDAY) == []
    with pytest.raises(AlreadyMoved):
        found(episode)


def test_an_answer_of_an_authority_is_noted_once():
    authority()
    write_to_authorities(missing(ChildFactory()), told_on=WEDNESDAY, by=quality_manager())
    row = AuthorityLetter.objects.get()

    note_answer(row, answered_on=WEDNESDAY, answer="Not known here.", by=UserFactory())
    with pytest.raises(Refused, match="recorded already"):
        note_answer(row, answered_on=WEDNESDAY, answer="Known!", by=UserFactory())

    row.refresh_from_db()
    assert row.answer == "Not known here."


def test_a_child_is_missing_once_at_a_time():
    child = ChildFactory()
    episode = missing(child)
    with pytest.raises(Refused, match="missing already"):
        missing(child)

    found(episode)
    assert missing(child).state == "reported"


def test_a_child_is_not_found_before_being_missed():
    with pytest.raises(Refused, match="before being reported"):
        found(missing(ChildFactory()), on=date(2026, 11, 24))


def test_out_of_touch_is_told_apart_with_its_reason_and_has_no_clock():
    from cpms.timescales.models import Deadline

    child = ChildFactory()
    absence = out_of_touch(child)

    assert [tag["words"] for tag in tags(child, WEDNESDAY)] == ["Out of touch"]
    assert not Deadline.objects.exists()
    assert not Conference.objects.exists()
    perform(absence, "come_back", by=UserFactory(), back_on=WEDNESDAY, today=WEDNESDAY)
    assert tags(child, WEDNESDAY) == []


def test_out_of_touch_without_a_reason_is_refused():
    from cpms.children.models import Absence

    with pytest.raises(Refused, match="MV-05"):
        perform(
            Absence(child=ChildFactory()),
            "note",
            by=UserFactory(),
            since_on=WEDNESDAY,
            reason=" ",
            today=WEDNESDAY,
        )


def test_out_of_touch_turns_into_missing_when_that_is_reported():
    child = ChildFactory()
    absence = out_of_touch(child)

    missing(child)

    absence.refresh_from_db()
    assert absence.state == "turned_missing"
    with pytest.raises(Refused, match="recorded as missing"):
        out_of_touch(child)
