"""Fixing chair, place and time; nobody is booked twice (CF-02, CF-03)."""

from datetime import UTC, date, datetime
from threading import Barrier, Thread
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from conferences import bookings, timeliness
from conferences.models import Conference, Report
from conferences.models.venue import Venue
from conferences.services.scheduling import schedule_conference
from cpms.accounts.permissions import Role
from cpms.children.services import allocate
from cpms.documents.models import Letter
from cpms.records.chronology import sentence
from cpms.records.guards import AlreadyMoved, Refused
from cpms.records.models import Event
from cpms.timescales.models import BankHoliday
from tests.factories import ChildFactory, UserFactory
from tests.factories.conferences import MEETS_AT, NOW, conference_at, scheduled

pytestmark = pytest.mark.django_db


def chair():
    return UserFactory(role=Role.CONFERENCE_CHAIR)


def at(day, hour=10, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def test_the_unit_schedules_and_the_chronology_says_when():
    conference = scheduled(conference_at("agreed"), venue="Civic Annexe, room 2")

    assert (conference.state, conference.scheduled_at) == ("scheduled", MEETS_AT)
    event = Event.objects.filter(name="conference.scheduled").first()
    assert event.happened_on == date(2026, 11, 23)
    assert sentence(event) == "Initial conference scheduled for Tue 8 Dec 2026 at 10:00"


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (at(5), "never held on a weekend"),  # a Saturday
        (at(25), "never held on a weekend or a bank holiday"),  # Christmas Day
        (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), "still to come"),
    ],
)
def test_a_day_on_which_no_conference_can_meet_is_refused(when, why):
    with pytest.raises(Refused, match=why):
        scheduled(conference_at("agreed"), at=when)

    assert Conference.objects.get().state == "agreed"


def test_a_conference_needs_a_place():
    with pytest.raises(Refused, match="Say where"):
        scheduled(conference_at("agreed"), venue=" ")


def test_whoever_is_no_chair_cannot_chair():
    with pytest.raises(Refused, match="Independent Reviewing Officer"):
        scheduled(conference_at("agreed"), chair=UserFactory())


def test_a_chair_who_has_led_the_case_is_refused():
    conference, former = conference_at("agreed"), chair()
    child = conference.concerned_children()[0]
    lead = child.lead_professional
    allocate(child, former, on=date(2026, 11, 10), by=None)
    allocate(child, lead, on=date(2026, 11, 16), by=None)

    with pytest.raises(Refused, match="independent"):
        scheduled(conference, chair=former)


def test_a_social_worker_cannot_schedule():
    with pytest.raises(PermissionDenied):
        schedule_conference(
            conference_at("agreed"),
            by=UserFactory(),
            now=NOW,
            chair=chair(),
            scheduled_at=MEETS_AT,
            venue="Here",
        )


def test_a_conference_only_requested_cannot_be_scheduled():
    with pytest.raises(AlreadyMoved, match="requested"):
        scheduled(conference_at("requested"))


@pytest.mark.parametrize(("hour", "minute"), [(8, 30), (10, 0), (11, 59)])
def test_a_chair_has_one_conference_within_two_hours(hour, minute):
    same = chair()
    scheduled(conference_at("agreed"), chair=same)

    with pytest.raises(Refused, match="chair has another conference"):
        scheduled(conference_at("agreed"), chair=same, at=at(8, hour, minute))


@pytest.mark.parametrize("hour", [8, 12])
def test_a_chair_is_free_again_two_hours_apart(hour):
    same = chair()
    scheduled(conference_at("agreed"), chair=same)

    second = scheduled(conference_at("agreed"), chair=same, at=at(8, hour))

    assert second.state == "scheduled"


def test_a_place_is_booked_once_however_it_is_written():
    scheduled(conference_at("agreed"), venue="Civic Annexe, room 2")

    with pytest.raises(Refused, match="meets at this place"):
        scheduled(conference_at("agreed"), venue="civic annexe  Room 2")

    assert [venue.name for venue in Venue.objects.all()] == ["Civic Annexe, room 2"]


def test_any_number_of_conferences_meet_by_video():
    for _ in range(2):
        assert scheduled(conference_at("agreed"), venue="By video").state == "scheduled"


def test_a_conference_may_move_within_its_own_time():
    same = chair()
    conference = scheduled(conference_at("agreed"), chair=same)

    moved = scheduled(conference, chair=same, at=at(8, 11), venue=conference.venue)

    assert moved.scheduled_at == at(8, 11)


def test_moving_before_anybody_was_invited_tells_nobody():
    conference = scheduled(conference_at("scheduled"), at=at(9))

    assert conference.state == "scheduled"
    assert not Letter.objects.exists()


def test_moving_after_the_invitations_tells_everyone_once_again():
    conference = conference_at("convened")
    Letter.objects.all().delete()

    moved = scheduled(conference, at=at(9, 14))

    assert moved.state == "convened"
    letters = Letter.objects.all()
    assert [letter.kind for letter in letters] == ["conference_changed"] * 5
    assert all("Tuesday 8 December 2026" in letter.text for letter in letters)
    assert all("Wednesday 9 December 2026" in letter.text for letter in letters)


def test_moving_asks_again_for_the_reports_that_are_not_in():
    conference = conference_at("convened")
    child = conference.concerned_children()[0]

    scheduled(conference, at=at(9, 14))

    report = Report.objects.first()
    asked = Event.objects.of_record(report).filter(child=child, name="report.requested")
    assert [event.facts["conference_on"] for event in asked] == ["2026-12-08", "2026-12-09"]


def _then_pause(asks):
    """Answer, and leave time for somebody else to ask before the answer is acted on."""

    def ask(*args):
        answer = asks(*args)
        sleep(0.4)
        return answer

    return ask


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shared", ["chair", "venue"])
def test_of_two_officers_at_once_one_books_and_the_other_is_told(shared, monkeypatch):
    for asked in ("chair_is_free", "venue_is_free"):
        monkeypatch.setattr(bookings, asked, _then_pause(getattr(bookings, asked)))
    Venue.objects.create(key="room 1", name="Room 1")
    conferences = [conference_at("agreed", [ChildFactory()]) for _ in range(2)]
    same, officer = chair(), UserFactory(role=Role.UNIT_OFFICER)
    chairs = [same, same if shared == "chair" else chair()]
    venues = ["Room 1", "Room 2" if shared == "chair" else "Room 1"]
    start, outcomes = Barrier(2), []

    def book(place):
        start.wait()
        try:
            schedule_conference(
                conferences[place],
                by=officer,
                now=NOW,
                chair=chairs[place],
                scheduled_at=MEETS_AT,
                venue=venues[place],
            )
            outcomes.append("booked")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [Thread(target=book, args=[place]) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes)[1] == "booked"
    assert "within two hours" in sorted(outcomes)[0]
    assert Conference.objects.filter(state="scheduled").count() == 1


def test_the_last_day_in_time_is_the_15th_working_day_after_the_discussion():
    conference = conference_at("agreed")  # discussed on Thu 19 November

    assert timeliness.last_day(conference) == date(2026, 12, 10)


def test_a_day_beyond_the_timescale_is_refused_with_the_last_day_in_time():
    with pytest.raises(Refused, match=r"Thursday 10 December 2026.*give the reason"):
        scheduled(conference_at("agreed"), at=at(11))

    assert Conference.objects.get().state == "agreed"


def test_the_last_day_itself_is_in_time():
    assert scheduled(conference_at("agreed"), at=at(10)).lateness_reason == ""


def test_a_later_day_is_kept_with_its_reason():
    conference = scheduled(conference_at("agreed"), at=at(11), lateness_reason="Medical awaited.")

    assert (conference.state, conference.lateness_reason) == ("scheduled", "Medical awaited.")


def test_a_bank_holiday_told_late_is_no_day_for_a_conference():
    BankHoliday.objects.create(
        day=date(2026, 12, 8), name="State funeral", known_on=date(2026, 11, 22)
    )

    with pytest.raises(Refused, match="bank holiday"):
        scheduled(conference_at("agreed"))


def test_a_report_is_due_two_working_days_before_and_moves_with_the_conference():
    conference = conference_at("convened")  # Tue 8 December
    report = Report.objects.first()

    assert timeliness.report_clocks([report])[report.pk].due_on == date(2026, 12, 4)
    moved = scheduled(conference, at=at(9, 14))

    assert timeliness.report_clocks([report])[report.pk].due_on == date(2026, 12, 7)
    assert timeliness.reports_due_on(moved) == date(2026, 12, 7)
