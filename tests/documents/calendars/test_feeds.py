"""A personal feed: its secret alone opens it, it is ended at once, and it names nobody."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import structlog

from cpms.accounts.permissions import Role
from cpms.children.models import Child
from cpms.documents.calendars import concerns
from cpms.documents.calendars.models import CalendarFeed
from cpms.documents.calendars.services import Appointment, Holder, open_feed, put, take_out
from tests.documents.calendars.parsers import checked, method_of
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db

MEETS = Appointment(
    datetime(2026, 12, 8, 10, 0, tzinfo=UTC),
    datetime(2026, 12, 8, 12, 0, tzinfo=UTC),
    "Canary Annexe",
)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23 10:00 +0000")


@pytest.fixture
def held(monkeypatch):
    """A partner with one meeting in the feed; `child` is what the meeting hangs on."""
    monkeypatch.setattr(concerns, "_concerns", {})
    concerns.register("child", lambda user, on: Child.objects.filter(state="open").values("pk"))
    user, child = UserFactory(role=Role.PARTNER), ChildFactory(given_name="Canary")
    put(child, Holder.colleague("one", user), MEETS, by=None)
    return SimpleNamespace(user=user, child=child, path=f"/calendar/feeds/{open_feed(user)}.ics")


def test_a_calendar_program_reads_the_feed_without_signing_in(client, held):
    response = client.get(held.path)

    (event,) = checked(response.content)
    assert method_of(response.content) == "PUBLISH"
    assert str(event["SUMMARY"]).startswith("Meeting M-")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_feed_holds_neutral_titles_and_times_and_nothing_else(client, held):
    content = client.get(held.path).content

    assert b"Canary" not in content
    (event,) = checked(content)
    assert set(event.keys()) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS")
    }


def test_a_cancelled_meeting_stands_as_cancelled(client, held):
    take_out(held.child, by=None)

    (event,) = checked(client.get(held.path).content)

    assert str(event["STATUS"]) == "CANCELLED"


def test_another_secret_opens_nothing(client, held):
    assert client.get("/calendar/feeds/guess.ics").status_code == 404


def test_an_ended_feed_opens_nothing_from_the_next_request_on(client, held):
    client.force_login(held.user)
    client.post("/calendar/", {"revoke": "yes"})
    client.logout()

    assert client.get(held.path).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


def test_a_new_address_ends_the_old_one(client, held):
    client.force_login(held.user)
    page = client.post("/calendar/", {"open": "yes"}).content.decode()
    client.logout()

    new = page.split('id="feed-address">')[1].split("<")[0]
    assert client.get(held.path).status_code == 404
    assert client.get(new.replace("http://localhost:8000", "")).status_code == 200
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_the_secret_is_shown_once_and_not_kept(client, held):
    secret = held.path.removeprefix("/calendar/feeds/").removesuffix(".ics")
    client.force_login(held.user)

    assert secret not in client.get("/calendar/").content.decode()
    assert secret not in str(CalendarFeed.objects.values())


def test_a_person_who_left_reads_nothing_at_the_next_request(client, held):
    held.user.is_active = False
    held.user.save()

    assert client.get(held.path).status_code == 404


def test_a_meeting_that_no_longer_concerns_the_person_is_gone_at_the_next_request(client, held):
    concerns.register("child", lambda user, on: Child.objects.none().values("pk"))

    assert checked(client.get(held.path).content) == []


def test_a_kind_of_meeting_that_nobody_registered_is_in_no_feed(client, held, monkeypatch):
    monkeypatch.setattr(concerns, "_concerns", {})

    assert checked(client.get(held.path).content) == []


def test_the_secret_never_enters_the_log(client, held):
    with structlog.testing.capture_logs() as lines:
        client.get(held.path)

    assert [line["path"] for line in lines] == ["/calendar/feeds/<str:token>.ics"]


def test_nobody_elses_meeting_is_in_the_feed(client, held):
    put(held.child, Holder.colleague("two", UserFactory()), MEETS, by=None)

    assert len(checked(client.get(held.path).content)) == 1


def test_a_feed_asks_the_database_as_often_for_twenty_meetings_as_for_two(
    client, held, constant_queries
):
    def add(number):
        for child in [ChildFactory() for _ in range(number)]:
            put(child, Holder.colleague("one", held.user), MEETS, by=None)

    constant_queries(held.path, add)
