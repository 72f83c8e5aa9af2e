"""Nobody and no room is booked twice, whoever asks in the same second (CF-02, CF-03)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from time import sleep

import pytest
from django.db import IntegrityError, connection, connections

from conferences import bookings, kept
from conferences.models import Conference, DaysAway
from conferences.models.venue import Venue
from conferences.services.scheduling import schedule_conference
from cpms.accounts.permissions import Role
from cpms.records.guards import Refused
from cpms.records.moves import write
from cpms.strategy_discussions.models import StrategyDiscussion
from tests.factories import ChildFactory, UserFactory
from tests.factories.conferences import MEETS_AT, NOW, conference_at, scheduled

OFFICERS = 20

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="row locks and exclusion are PostgreSQL's"
)


def chair():
    return UserFactory(role=Role.CONFERENCE_CHAIR)


def taker():
    return UserFactory(role=Role.UNIT_OFFICER)


def at(day, hour=10, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


@pytest.mark.django_db
class TestOneAtATime:
    def test_a_conference_keeps_chair_minute_taker_and_room_for_two_hours(self):
        minutes = taker()

        conference = scheduled(
            conference_at("agreed"), minute_taker=minutes, venue="Civic Annexe,  Room 2"
        )

        assert conference.minute_taker == minutes
        assert conference.ends_at == at(8, 12)
        assert conference.venue_key == "civic annexe room 2"

    def test_a_minute_taker_is_in_one_conference_at_a_time(self):
        same = taker()
        scheduled(conference_at("agreed"), minute_taker=same)

        with pytest.raises(Refused, match="minute taker is in another conference"):
            scheduled(conference_at("agreed"), minute_taker=same, at=at(8, 11))

    def test_who_chairs_cannot_minute_another_at_that_time(self):
        same = chair()
        scheduled(conference_at("agreed"), chair=same)

        with pytest.raises(Refused, match="minute taker is in another conference"):
            scheduled(conference_at("agreed"), minute_taker=same)

    def test_who_minutes_cannot_chair_another_at_that_time(self):
        same = chair()
        scheduled(conference_at("agreed"), minute_taker=same)

        with pytest.raises(Refused, match="chair has another conference"):
            scheduled(conference_at("agreed"), chair=same)

    def test_nobody_chairs_and_minutes_the_same_conference(self):
        same = chair()

        with pytest.raises(Refused, match="or is its chair"):
            scheduled(conference_at("agreed"), chair=same, minute_taker=same)

    @pytest.mark.parametrize("part", ["chair", "minute_taker"])
    @pytest.mark.parametrize("day", [8, 9])
    def test_who_is_away_is_refused_on_the_first_day_and_on_the_last(self, part, day):
        person = chair()
        away = DaysAway(person=person, from_on=date(2026, 12, 8), until_on=date(2026, 12, 9))
        write(away, by=None)

        with pytest.raises(Refused, match="is away on that day"):
            scheduled(conference_at("agreed"), **{part: person}, at=at(day))

    def test_the_day_after_the_last_day_away_is_a_day_again(self):
        person = chair()
        away = DaysAway(person=person, from_on=date(2026, 12, 1), until_on=date(2026, 12, 7))
        write(away, by=None)

        assert scheduled(conference_at("agreed"), chair=person).chair == person

    def test_the_manager_of_the_childs_team_cannot_chair(self):
        conference = conference_at("agreed")
        team = conference.concerned_children()[0].team
        manager = UserFactory(role=[Role.TEAM_MANAGER, Role.CONFERENCE_CHAIR], team=team)

        with pytest.raises(Refused, match=r"led or managed the case.*\(CF-02\)"):
            scheduled(conference, chair=manager)

    def test_who_chaired_the_strategy_discussion_cannot_chair(self):
        conference = conference_at("agreed")
        former = UserFactory(role=Role.CONFERENCE_CHAIR)
        discussion = StrategyDiscussion.objects.get()
        discussion.chair = former
        write(discussion, by=None)

        with pytest.raises(Refused, match="led or managed"):
            scheduled(conference, chair=former)


def officers_at_once(conferences, same, minutes):
    """Book the same chair, minute taker and room for each conference at once; say what came."""
    officer = UserFactory(role=Role.UNIT_OFFICER)
    start = Barrier(len(conferences))

    def book(conference):
        start.wait()
        try:
            schedule_conference(
                conference,
                by=officer,
                now=NOW,
                chair=same,
                minute_taker=minutes,
                scheduled_at=MEETS_AT,
                venue="Room 1",
            )
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(len(conferences)) as pool:
        return list(pool.map(book, conferences))


@pytest.fixture
def twenty():
    """Twenty conferences to schedule, one chair, one minute taker, one room."""
    Venue.objects.create(key="room 1", name="Room 1")
    conferences = [conference_at("agreed", [ChildFactory()]) for _ in range(OFFICERS)]
    return conferences, chair(), taker()


@pytest.fixture
def without_constraints():
    """The locks alone, as on a database without btree_gist."""
    kept.let_go()
    yield
    with connection.cursor() as cursor:  # what a test booked twice stands in the way
        cursor.execute("UPDATE conferences_conference SET ends_at = NULL")
    kept.keep_bookings_apart()


@pytest.fixture
def slowly(monkeypatch):
    """Every answer is acted on only a while later: room for somebody else to ask."""
    asks = bookings._booked

    def ask(*args):
        answer = list(asks(*args).values_list("pk", flat=True))
        sleep(0.1)
        return asks(*args).filter(pk__in=answer)

    monkeypatch.setattr(bookings, "_booked", ask)


@on_postgresql
@pytest.mark.django_db(transaction=True)
class TestTwentyAtOnce:
    def test_exactly_one_of_twenty_books(self, twenty):
        outcomes = officers_at_once(*twenty)

        assert outcomes.count("booked") == 1
        assert Conference.objects.filter(state="scheduled").count() == 1

    def test_the_locks_alone_are_enough(self, twenty, without_constraints, slowly):
        outcomes = officers_at_once(*twenty)

        assert outcomes.count("booked") == 1
        assert Conference.objects.filter(state="scheduled").count() == 1

    def test_without_locks_and_constraints_more_than_one_would_book(
        self, twenty, without_constraints, slowly, monkeypatch
    ):
        monkeypatch.setattr(bookings, "_lock", lambda people: None)
        monkeypatch.setattr(
            Venue.objects.get_queryset().__class__, "select_for_update", lambda rows, **_: rows
        )

        assert officers_at_once(*twenty).count("booked") > 1

    def test_the_constraints_alone_are_enough(self, twenty, slowly, monkeypatch):
        monkeypatch.setattr(bookings, "_lock", lambda people: None)
        monkeypatch.setattr(
            Venue.objects.get_queryset().__class__, "select_for_update", lambda rows, **_: rows
        )

        outcomes = officers_at_once(*twenty)

        assert outcomes.count("booked") == 1
        assert kept.DOUBLE in outcomes

    def test_chair_and_minute_taker_of_each_other_never_wait_for_each_other(
        self, without_constraints, slowly
    ):
        one, other = chair(), chair()
        pair = [conference_at("agreed", [ChildFactory()]) for _ in range(2)]
        officer, start = UserFactory(role=Role.UNIT_OFFICER), Barrier(2)

        def book(place):
            start.wait()
            parts = (one, other) if place else (other, one)
            try:
                schedule_conference(
                    pair[place],
                    by=officer,
                    now=NOW,
                    chair=parts[0],
                    minute_taker=parts[1],
                    scheduled_at=MEETS_AT,
                    venue="By video",
                )
            except Refused:
                return "refused"
            finally:
                connections.close_all()
            return "booked"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(book, range(2))) == ["booked", "refused"]


@on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("shared", ["chair", "minute_taker", "venue"])
def test_the_database_itself_refuses_what_overlaps(shared):
    first = scheduled(conference_at("agreed"), minute_taker=taker(), venue="Room 1")
    second = scheduled(conference_at("agreed"), minute_taker=taker(), venue="Room 2", at=at(9))
    second.scheduled_at, second.ends_at = at(8, 11), at(8, 13)
    column = "venue_key" if shared == "venue" else shared
    setattr(second, column, getattr(first, column))

    with pytest.raises(IntegrityError, match=f"booked_once_{column}"):
        write(second, by=None)
