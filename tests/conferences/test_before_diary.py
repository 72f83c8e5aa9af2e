"""The diary, the rooms, and the time of those who chair."""

from datetime import UTC, date, datetime

import pytest

from conferences.models import Capacity, DaysAway
from conferences.models.venue import Venue
from conferences.services.rooms import keep_room
from cpms.accounts.permissions import Role
from cpms.records.guards import Refused
from cpms.records.moves import write
from tests.children.pages import day
from tests.factories import ChildFactory, UserFactory
from tests.factories.conferences import conference_at, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 09:30 +0000", tick=False)


@pytest.fixture
def unit(client):
    user = UserFactory(role=Role.UNIT_OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def chair():
    return UserFactory(role=Role.CONFERENCE_CHAIR, name="Morgan Trial")


def at(on, hour=10):
    return datetime(2026, 12, on, hour, 0, tzinfo=UTC)


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_week_shows_each_chair_with_what_is_booked_and_away(client, unit, chair):
    conference = scheduled(
        conference_at("agreed", [ChildFactory(given_name="Canary")]), chair=chair, venue="Room 1"
    )
    write(DaysAway(person=chair, from_on=date(2026, 12, 10), until_on=date(2026, 12, 11)), by=None)

    page = shown(client, "/diary/?on=2026-12-09")

    assert "Mon 7 Dec 2026 to Fri 11 Dec 2026" in page
    assert f'<a href="/conferences/{conference.pk}/">10:00 Room 1</a>' in page
    assert "1 of 4 this week" in page
    assert page.count("Away") == 2
    assert "Canary" not in page


def test_the_week_by_room_shows_who_chairs_there(client, unit, chair):
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair, venue="Room 1")

    page = shown(client, "/diary/?on=2026-12-09&by=rooms")

    assert "10:00 Morgan Trial" in page
    assert "Room 1" in page


def test_the_month_shows_every_working_week(client, unit, chair):
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair)

    page = shown(client, "/diary/?view=month&on=2026-12-09")

    assert "Tue 1 Dec 2026 to Thu 31 Dec 2026" in page
    assert "10:00 Morgan Trial" in page
    assert "Christmas Day" in page


def test_an_address_without_a_day_shows_this_week(client, unit):
    assert "Mon 23 Nov 2026 to Fri 27 Nov 2026" in shown(client, "/diary/?on=soon")


def test_what_is_due_without_a_slot_stands_against_the_places_left(client, unit, chair, settings):
    settings.CONFERENCES_A_WEEK = 2
    for _ in range(3):
        conference_at("agreed", [ChildFactory()])  # each due on Thu 10 December
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair, at=at(8))

    page = shown(client, "/diary/")

    assert "3 due without a slot; chairs take 1 more" in page
    assert "Too few" in page


def test_a_partner_and_a_social_worker_have_no_diary(client):
    for role in (Role.PARTNER, Role.SOCIAL_WORKER):
        client.force_login(UserFactory(role=role))
        assert client.get("/diary/").status_code == 403


def test_the_diary_asks_as_often_for_twenty_conferences_as_for_two(client, unit, constant_queries):
    chairs = [UserFactory(role=Role.CONFERENCE_CHAIR) for _ in range(20)]

    def add(number):
        for _ in range(number):
            scheduled(
                conference_at("agreed", [ChildFactory()]), chair=chairs.pop(), venue="By video"
            )

    constant_queries("/diary/?on=2026-12-08", add)


def test_days_away_are_kept_and_what_is_booked_on_them_is_named(client, unit, chair):
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair)

    page = client.post(
        "/diary/chairs/",
        {"person": chair.pk, **day("from_on", "7 12 2026"), **day("until_on", "9 12 2026")},
        follow=True,
    ).content.decode()

    assert DaysAway.objects.get().person == chair
    assert "Booked on Tue 8 Dec 2026, 10:00: move it or choose somebody else." in page


def test_days_away_that_end_before_they_begin_are_refused(client, unit, chair):
    answer = client.post(
        "/diary/chairs/",
        {"person": chair.pk, **day("from_on", "9 12 2026"), **day("until_on", "7 12 2026")},
    )

    assert answer.status_code == 422
    assert "cannot lie before the first" in answer.content.decode()
    assert not DaysAway.objects.exists()


def test_days_away_can_be_taken_back(client, unit, chair):
    write(DaysAway(person=chair, from_on=date(2026, 12, 7), until_on=date(2026, 12, 9)), by=None)

    client.post(f"/diary/away/{DaysAway.objects.get().pk}/")

    assert not DaysAway.objects.exists()
    assert DaysAway.history.filter(history_type="-").count() == 1


def test_a_chairs_capacity_is_kept(client, unit, chair):
    client.post(f"/diary/chairs/{chair.pk}/", {"per_week": "2"})

    assert Capacity.objects.get().per_week == 2
    assert "2 conferences a week" in shown(client, "/diary/chairs/")


def test_a_room_is_kept_with_its_seats_and_access(client, unit):
    client.post(
        "/diary/rooms/",
        {"name": "Room 1", "seats": "14", "is_step_free": "on", "access_note": "Hearing loop"},
    )

    room = Venue.objects.get()
    assert (room.key, room.seats, room.is_step_free) == ("room 1", 14, True)
    assert "Hearing loop" in shown(client, "/diary/rooms/")
    client.post(f"/diary/rooms/{room.pk}/", {"name": "Room 1", "seats": "12", "is_retired": "on"})
    room.refresh_from_db()
    assert (room.seats, room.is_retired) == (12, True)


def test_a_room_written_otherwise_is_the_same_room(client, unit):
    keep_room(None, by=unit, name="Civic Annexe, room 2")

    answer = client.post("/diary/rooms/", {"name": "civic annexe  Room 2"})

    assert answer.status_code == 422
    assert "There is a room of this name already" in answer.content.decode()
    assert Venue.objects.count() == 1


def test_a_room_that_is_booked_keeps_its_name(unit, chair):
    scheduled(conference_at("agreed", [ChildFactory()]), chair=chair, venue="Room 1")

    with pytest.raises(Refused, match="booked under this name"):
        keep_room(Venue.objects.get(), by=unit, name="Room 9")
