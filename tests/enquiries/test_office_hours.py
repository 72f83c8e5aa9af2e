"""Who answers when: the unit in office hours of working days, else the night desk (EN-01)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from cpms.accounts.permissions import Role
from enquiries.office_hours import is_office_open, last_closing
from tests.factories import UserFactory
from tests.factories.enquiries import received

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def at(day, month, hour, minute):
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(24, 11, 8, 44), False),
        (at(24, 11, 8, 45), True),
        (at(24, 11, 17, 14), True),
        (at(24, 11, 17, 15), False),
        (at(28, 11, 11, 0), False),  # a Saturday
        (at(25, 12, 11, 0), False),  # Christmas Day, a Friday
    ],
)
def test_the_unit_is_open_in_office_hours_of_working_days(moment, is_open):
    assert is_office_open(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "closed"),
    [
        (at(24, 11, 9, 0), at(23, 11, 17, 15)),
        (at(24, 11, 17, 15), at(24, 11, 17, 15)),
        (at(23, 11, 9, 0), at(20, 11, 17, 15)),  # Monday morning: since Friday
        (at(29, 12, 9, 0), at(24, 12, 17, 15)),  # after Christmas and its substitute day
    ],
)
def test_the_night_runs_from_the_last_closing(moment, closed):
    assert last_closing(moment) == closed


def test_the_day_team_finds_what_the_night_desk_took():
    night = UserFactory(role=Role.NIGHT_DESK)
    client, day = Client(), UserFactory(role=Role.UNIT_OFFICER)

    with time_machine.travel(at(25, 11, 9, 0), tick=False):
        client.force_login(day)
        by_day, by_night = received(), received(night)  # rang on Tuesday 24 at 14:06
        page = client.get("/enquiries/?show=night").content.decode()
        assert by_night.reference not in page

    with time_machine.travel(at(24, 11, 16, 0), tick=False):
        client.force_login(day)
        page = client.get("/enquiries/?show=night").content.decode()

    assert by_night.reference in page
    assert by_day.reference not in page
