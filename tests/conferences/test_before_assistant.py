"""The scheduling assistant: what is left inside the timescale, and what it would break (CF-03)."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest

from conferences.assistant import offer_for
from conferences.models import Capacity, DaysAway, InvitedAs
from conferences.models.venue import Venue, key_of
from conferences.services.inviting import Invitee
from cpms.accounts.permissions import Role
from cpms.children.models import AgencyKind
from cpms.records.moves import write
from cpms.timescales.models import BankHoliday
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.conferences import (
    chosen,
    conference_at,
    family_of_two,
    parent_of,
    partner,
    scheduled,
    usual_invitees,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
WEDNESDAY_WEEK = date(2026, 12, 2)  # the 7th working day after that Monday
LAST_DAY = date(2026, 12, 10)  # the 15th working day after Thu 19 November


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 09:30 +0000", tick=False)


@pytest.fixture
def chair():
    return UserFactory(role=Role.CONFERENCE_CHAIR, name="Morgan Trial")


@pytest.fixture
def taker():
    return UserFactory(role=Role.UNIT_OFFICER, name="Ada Minutes")


@pytest.fixture
def room():
    return a_room("Room 1", seats=20, is_step_free=True)


def a_room(name, **known):
    return Venue.objects.create(key=key_of(name), name=name, **known)


@pytest.fixture
def conference():
    return conference_at("agreed", family_of_two())


def at(day, hour=9, minute=30, month=12):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def slot_at(offer, moment):
    return next((slot for slot in offer.slots if slot.starts_at == moment), None)


@pytest.fixture
def ready(conference, chair, taker, room):
    """A conference to schedule, one chair, one minute taker, one room; nothing else is booked."""
    return conference


def test_the_first_slot_breaks_nothing_and_names_chair_minutes_and_room(ready, chair, taker, room):
    offer = offer_for(ready, MONDAY)

    assert offer.last_day == LAST_DAY
    first = offer.slots[0]
    assert (first.starts_at, first.breaks) == (at(2), ())
    assert (first.chair, first.minute_taker, first.room) == (chair, taker, room)
    assert {slot.day for slot in offer.slots} <= {date(2026, 12, day) for day in range(1, 11)}


def test_no_slot_lies_on_a_weekend_or_a_bank_holiday(ready):
    BankHoliday.objects.create(day=date(2026, 12, 2), name="Funeral", known_on=MONDAY)

    days = {slot.day for slot in offer_for(ready, MONDAY).slots}

    assert date(2026, 12, 2) not in days
    assert not days & {date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 5), date(2026, 12, 6)}


def test_the_chair_who_is_booked_away_or_led_the_case_is_not_offered(ready, chair):
    former = UserFactory(role=[Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR], name="Aaron First")
    write(DaysAway(person=chair, from_on=date(2026, 12, 3), until_on=date(2026, 12, 4)), by=None)
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair, at=at(2))

    offer = offer_for(ready, MONDAY)

    assert former not in {slot.chair for slot in offer.slots}  # manages the children's team
    assert not {date(2026, 12, 3), date(2026, 12, 4)} & {slot.day for slot in offer.slots}
    assert slot_at(offer, at(2)) is None
    assert slot_at(offer, at(2, 13, 0)) is not None


def test_a_room_or_a_minute_taker_that_is_booked_is_not_offered(ready, taker, room):
    another = UserFactory(role=Role.CONFERENCE_CHAIR)
    scheduled(conference_at("agreed", [ChildFactory()]), chair=another, at=at(2), venue="Room 1")
    other = UserFactory(role=Role.CONFERENCE_CHAIR)
    a_room("Room 2", seats=30)
    busy = {"chair": other, "minute_taker": taker, "at": at(3), "venue": "By video"}
    scheduled(conference_at("agreed", [ChildFactory()]), **busy)

    offer = offer_for(ready, MONDAY)

    assert slot_at(offer, at(2)).room.name == "Room 2"
    assert slot_at(offer, at(3)).minute_taker != taker


def test_who_chaired_before_comes_first_and_then_whoever_has_most_room(ready, chair):
    fuller = UserFactory(role=Role.CONFERENCE_CHAIR, name="Aaron Fuller")
    scheduled(conference_at("agreed", [ChildFactory()]), chair=fuller, at=at(4))

    assert slot_at(offer_for(ready, MONDAY), at(2)).chair == chair

    ready.chair = fuller
    assert slot_at(offer_for(ready, MONDAY), at(2)).chair == fuller


def every_slot(conference, monkeypatch):
    """Return an offer that shows all slots, also those that break much."""
    monkeypatch.setattr("conferences.assistant.offers.SLOTS_SHOWN", 100)
    return offer_for(conference, MONDAY)


def test_a_slot_says_that_reports_would_lose_their_two_working_days(ready, monkeypatch):
    offer = every_slot(ready, monkeypatch)

    early = slot_at(offer, at(25, month=11))  # reports due on Monday the 23rd, which is today
    assert "Reports would be due on Mon 23 Nov 2026: no time is left" in " ".join(early.breaks)
    assert "Reports" not in " ".join(slot_at(offer, at(26, month=11)).breaks)


def test_a_slot_says_that_the_police_have_too_little_notice(ready, monkeypatch, settings):
    offer = every_slot(ready, monkeypatch)

    short = slot_at(offer, at(1))  # the sixth working day
    assert short.breaks == ("The police get 6 working days of notice and wish for 7.",)
    assert slot_at(offer, at(2)).breaks == ()
    settings.POLICE_NOTICE_DAYS = 3
    assert slot_at(every_slot(ready, monkeypatch), at(1)).breaks == ()


def test_an_interpreter_and_access_needs_are_respected(chair, taker, monkeypatch):
    children = family_of_two()
    conference = conference_at("agreed", children)
    mother = parent_of(
        children, language="Polish", is_interpreter_needed=True, access_needs="Wheelchair."
    )
    chosen(conference, [Invitee(mother, InvitedAs.PARENT)])
    steps = a_room("Attic", seats=20)

    offer = every_slot(conference, monkeypatch)

    said = " ".join(slot_at(offer, at(27, month=11)).breaks)  # the fourth working day
    assert "The interpreter (Polish) gets 4 working days of notice and wishes for 5" in said
    assert "Access needs are on record, and Attic is not known to be step-free" in said
    steps.is_retired = True
    steps.save()
    a_room("Ground floor", seats=20, is_step_free=True)
    assert "step-free" not in " ".join(slot_at(every_slot(conference, monkeypatch), at(2)).breaks)


def test_a_child_who_comes_is_not_taken_out_of_school_unsaid(chair, taker, room, monkeypatch):
    children = family_of_two()  # born in 2019: seven years old
    conference = conference_at("agreed", children)
    chosen(conference, [Invitee(children[0], InvitedAs.CHILD)])

    offer = every_slot(conference, monkeypatch)

    said = f"Takes {children[0].given_name} out of school, if it is term time (CF-09)."
    assert said in slot_at(offer, at(2)).breaks
    assert said not in slot_at(offer, at(2, 15, 45)).breaks


def test_the_hour_at_which_a_young_child_is_fetched_is_named(ready, monkeypatch, settings):
    settings.CONFERENCE_STARTS = ["14:00"]

    said = " ".join(slot_at(every_slot(ready, monkeypatch), at(2, 14, 0)).breaks)

    assert "is fetched from school" in said


def test_somebody_invited_elsewhere_at_that_hour_is_named(ready, monkeypatch):
    police = partner(AgencyKind.POLICE)
    other = conference_at("agreed", [ChildFactory()])
    elsewhere = UserFactory(role=Role.CONFERENCE_CHAIR)
    scheduled(other, chair=elsewhere, at=at(2))
    chosen(other, [*usual_invitees(list(other.concerned_children())),
                   Invitee(police, InvitedAs.PROFESSIONAL)])  # fmt: skip
    chosen(ready, [Invitee(police, InvitedAs.PROFESSIONAL)])

    offer = every_slot(ready, monkeypatch)

    assert slot_at(offer, at(2)).breaks == (
        f"{police.name} is invited to another conference at that time.",
    )
    assert slot_at(offer, at(2, 13, 0)).breaks == ()


def test_a_room_too_small_and_a_chair_with_a_full_week_are_named(
    conference, chair, taker, monkeypatch
):
    a_room("Box room", seats=2)
    write(Capacity(chair=chair, per_week=1), by=None)
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair, at=at(4), venue="By video")
    chosen(conference)

    said = " ".join(slot_at(every_slot(conference, monkeypatch), at(2)).breaks)

    assert "Box room holds 2; 7 are expected." in said
    assert "Morgan Trial has 1 conference in that week and takes 1." in said


def test_none_left_is_said_with_the_nearest_outside_and_whom_to_tell(
    client, ready, chair, monkeypatch
):
    write(DaysAway(person=chair, from_on=date(2026, 11, 20), until_on=LAST_DAY), by=None)
    team = ready.concerned_children()[0].team
    manager = UserFactory(role=Role.TEAM_MANAGER, team=team, name="Terry Manager")
    quality = UserFactory(role=Role.QUALITY_ASSURANCE_MANAGER, name="Quinn Quality")
    UserFactory(role=Role.TEAM_MANAGER, team=TeamFactory(name="West team"), name="Wes Other")
    write(DaysAway(person=quality, from_on=date(2026, 11, 20), until_on=LAST_DAY), by=None)

    offer = offer_for(ready, MONDAY)

    assert offer.slots == []
    assert offer.outside[0].starts_at == at(11)
    assert offer.to_tell == [quality, manager]
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))
    page = client.get(f"/conferences/{ready.pk}/slots/").content.decode()
    assert "No slot is left in time" in page
    assert "Tell Quinn Quality, Terry Manager today" in page
    assert "The nearest outside the timescale" in page


def test_a_slot_is_taken_with_one_more_press(client, ready, chair, taker):
    client.force_login(UserFactory(role=Role.UNIT_OFFICER, name="Zed Officer"))
    slot = offer_for(ready, MONDAY).slots[0]

    page = client.get(f"/conferences/{ready.pk}/schedule/?{slot.query}").content.decode()

    assert 'value="09:30"' in page
    assert f'<option value="{chair.pk}" selected' in page
    assert f'<option value="{taker.pk}" selected' in page
    given = parse_qs(slot.query)
    client.post(
        f"/conferences/{ready.pk}/schedule/?{slot.query}",
        {
            "chair": given["chair"][0],
            "minute_taker": given["minute_taker"][0],
            "venue": given["venue"][0],
            "scheduled_at_day": "2",
            "scheduled_at_month": "12",
            "scheduled_at_year": "2026",
            "scheduled_at_time": "09:30",
        },
    )
    ready.refresh_from_db()
    assert (ready.state, ready.scheduled_at, ready.minute_taker) == ("scheduled", at(2), taker)


def test_an_address_that_makes_no_sense_shows_the_empty_form(client, ready):
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))

    page = client.get(f"/conferences/{ready.pk}/schedule/?at=2026-13-77T99&chair=x")

    assert page.status_code == 200


def test_the_assistant_asks_as_often_for_many_bookings_as_for_few(client, ready, constant_queries):
    client.force_login(UserFactory(role=Role.UNIT_OFFICER))

    def add(number):
        for _ in range(number):
            scheduled(conference_at("agreed", [ChildFactory()]), at=at(2), venue="By video")

    constant_queries(f"/conferences/{ready.pk}/slots/", add)
