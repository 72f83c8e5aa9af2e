"""One meeting in one person's calendar: made, moved, taken out, and read by two parsers."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from cpms.accounts.permissions import Role
from cpms.documents.calendars import ics
from cpms.documents.calendars.models import CalendarEntry
from cpms.documents.calendars.services import Appointment, Holder, put, take_out
from cpms.documents.recipients import Recipient
from tests.documents.calendars.parsers import checked, method_of
from tests.factories import ChildFactory, UserFactory
from tests.factories.documents import letter_to

pytestmark = pytest.mark.django_db

WINTER = Appointment(
    datetime(2026, 12, 8, 10, 0, tzinfo=UTC),
    datetime(2026, 12, 8, 12, 0, tzinfo=UTC),
    "Civic Annexe, room 2; ground floor",
)
SUMMER = Appointment(
    datetime(2027, 6, 8, 9, 0, tzinfo=UTC), datetime(2027, 6, 8, 11, 0, tzinfo=UTC), "By video"
)
GALE = Holder("person-1", "Gale Demo-With-A-Long-Name " * 4, "gale@example.org")


@pytest.fixture
def meeting():
    return ChildFactory(given_name="Canary", family_name="Childname")


def test_an_invitation_is_accepted_by_two_parsers(meeting):
    content = ics.invitation(put(meeting, GALE, WINTER, by=None))

    (event,) = checked(content)
    assert method_of(content) == "REQUEST"
    assert event["DTSTART"].dt.isoformat() == "2026-12-08T10:00:00+00:00"
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["DTEND"].dt.hour == 12
    assert int(event["SEQUENCE"]) == 0
    assert str(event["ORGANIZER"]).startswith("mailto:")
    assert str(event["ATTENDEE"]) == "mailto:gale@example.org"
    assert str(event["LOCATION"]) == WINTER.place


def test_a_summer_meeting_stands_at_the_hour_of_the_london_clock(meeting):
    (event,) = checked(ics.invitation(put(meeting, GALE, SUMMER, by=None)))

    assert event["DTSTART"].dt.isoformat() == "2027-06-08T10:00:00+01:00"


def test_no_child_and_no_kind_of_meeting_stands_in_the_file(meeting):
    content = ics.invitation(put(meeting, GALE, WINTER, by=None)).replace(b"\r\n ", b"").decode()

    for word in ("Canary", "Childname", "protection conference", meeting.case_number):
        assert word not in content
    assert "SUMMARY:Meeting M-" in content
    assert "CLASS:PRIVATE" in content


def test_each_person_has_an_entry_that_names_nobody_else(meeting):
    other = Holder("person-2", "Lee Mockup", "lee@example.org")
    put(meeting, other, SUMMER, by=None)

    content = ics.invitation(put(meeting, GALE, WINTER, by=None)).decode()

    assert content.count("ATTENDEE") == 1
    assert "lee@" not in content.lower()
    assert len({row.uid for row in CalendarEntry.objects.all()}) == 2


def test_who_has_no_e_mail_address_is_named_by_a_number(meeting):
    (event,) = checked(
        ics.invitation(put(meeting, Holder("person-3", "Ash Demo"), WINTER, by=None))
    )

    assert str(event["ATTENDEE"]).startswith("urn:uuid:")
    assert event["ATTENDEE"].params["CN"] == "Ash Demo"


def test_moving_keeps_the_uid_and_counts_the_sequence_on(meeting):
    first = put(meeting, GALE, WINTER, by=None)
    before = checked(ics.invitation(first))[0]

    after = checked(ics.invitation(put(meeting, GALE, SUMMER, by=None)))[0]

    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) == 1


def test_the_same_once_more_changes_nothing(meeting):
    put(meeting, GALE, WINTER, by=None)
    entry = put(meeting, GALE, WINTER, by=None)

    assert entry.sequence == 0
    assert CalendarEntry.objects.count() == 1
    assert entry.history.count() == 1


def test_cancelling_takes_it_out_of_every_calendar_once(meeting):
    put(meeting, GALE, WINTER, by=None)
    put(meeting, Holder("person-2", "Lee"), WINTER, by=None)

    take_out(meeting, by=None)
    entries = take_out(meeting, by=None)

    assert [entry.sequence for entry in entries] == [1, 1]
    content = ics.invitation(entries[0])
    (event,) = checked(content)
    assert method_of(content) == "CANCEL"
    assert str(event["STATUS"]) == "CANCELLED"


def test_one_person_can_be_taken_out_alone(meeting):
    put(meeting, GALE, WINTER, by=None)
    put(meeting, Holder("person-2", "Lee"), WINTER, by=None)

    take_out(meeting, "person-2", by=None)

    assert CalendarEntry.objects.get(whose="person-1").is_cancelled is False


def test_a_letter_offers_the_file_to_whoever_may_read_the_letter(client, meeting):
    partner = UserFactory(role=Role.PARTNER)
    letter = letter_to(Recipient.colleague(partner), children=[meeting])
    put(meeting, Holder.of("x", Recipient.colleague(partner)), WINTER, by=None, letter=letter)
    client.force_login(partner)
    address = f"/letters/{letter.pk}/calendar.ics"

    assert address in client.get(f"/letters/{letter.pk}/").content.decode()
    response = client.get(address)
    checked(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Canary" not in unquote(response["Content-Disposition"])
    client.force_login(UserFactory(role=Role.PARTNER))
    assert client.get(address).status_code == 404


def test_a_letter_without_a_meeting_has_no_file(client, meeting):
    partner = UserFactory(role=Role.PARTNER)
    letter = letter_to(Recipient.colleague(partner), children=[meeting])
    client.force_login(partner)

    assert "calendar.ics" not in client.get(f"/letters/{letter.pk}/").content.decode()
    assert client.get(f"/letters/{letter.pk}/calendar.ics").status_code == 404
