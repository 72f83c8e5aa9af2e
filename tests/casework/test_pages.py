"""My work and the child's page; pages that ask as often for many rows as for few."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from conferences.models import Report
from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.records.moves import perform
from tests.casework.clocks import CAUSE, with_a_late_clock
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.meetings import convened, held, speaker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday():
    """Wednesday 25 November 2026, nine o'clock: every test is of that morning."""
    with time_machine.travel("2026-11-25 09:00", tick=False):
        yield


@pytest.fixture
def worker(client):
    worker = UserFactory()
    client.force_login(worker)
    return worker


def test_my_work_shows_what_is_late_first_with_the_child_and_the_days(client, worker):
    child = with_a_late_clock(worker)

    page = client.get(reverse("my-work")).content.decode()

    assert f"Strategy discussion: {child.name}" in page
    assert "2 working days late" in page


def test_my_work_does_not_show_what_another_worker_answers_for(client, worker):
    with_a_late_clock(UserFactory())

    assert "Nothing is due" in client.get(reverse("my-work")).content.decode()


def test_the_childs_page_writes_down_who_looked(client, worker):
    child = ChildFactory()

    client.get(child.get_absolute_url())

    look = Look.objects.get()
    assert (look.user, look.child_id, look.page) == (worker, child.pk, "overview")


def test_a_child_of_another_team_is_opened_for_a_reason_alone(client, worker):
    child = ChildFactory(team=TeamFactory(name="West team"))

    answer = client.get(child.get_absolute_url())

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/children/{child.pk}/reason/")
    assert not Look.objects.exists()


def test_the_childs_page_explains_its_deadline(client, worker):
    child = with_a_late_clock(worker)

    page = client.get(child.get_absolute_url()).content.decode()

    assert "Why this date?" in page
    assert "ST-02" in page
    assert "Reasonable cause to suspect significant harm" in page


def test_the_childs_page_tells_what_was_entered_on_a_later_day(client, worker):
    with time_machine.travel("2026-11-23 10:00", tick=False):
        child = with_a_late_clock(worker)

    page = client.get(child.get_absolute_url()).content.decode()

    assert "Fri 20 Nov 2026" in page
    assert "Entered Mon 23 Nov 2026." in page


@pytest.mark.parametrize("address", ["my-work", "dashboard", "deadlines"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_rows(
    client, django_assert_max_num_queries, address
):
    person = UserFactory(role=[Role.TEAM_MANAGER, Role.SOCIAL_WORKER])
    client.force_login(person)
    counts = []
    for more in (2, 8):
        for _ in range(more):
            with_a_late_clock(person)
        with django_assert_max_num_queries(60) as queries:
            client.get(reverse(address))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_childs_page_asks_the_same_number_of_queries_for_a_long_story(
    client, worker, django_assert_max_num_queries
):
    child = with_a_late_clock(worker)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(60) as queries:
            client.get(child.get_absolute_url())
        counts.append(len(queries))
        for _ in range(6):
            perform(child, "decide_reasonable_cause", by=None, **CAUSE)

    assert counts[0] == counts[1]


def test_a_chairs_work_is_that_of_the_conferences_they_chair(client):
    chair = UserFactory(role=Role.CONFERENCE_CHAIR)
    held(chair=chair, views=("plan", "plan", "no_plan", "no_plan"))
    held(
        chair=UserFactory(role=Role.CONFERENCE_CHAIR), views=("plan", "plan", "no_plan", "no_plan")
    )
    client.force_login(chair)

    page = client.get(reverse("my-work")).content.decode()

    assert page.count('<article class="dl') == 1


def test_a_partners_work_is_the_report_asked_of_them(client):
    conference = convened(scheduled_at=datetime(2026, 12, 8, 10, 0, tzinfo=UTC))
    asked = speaker(conference, "Pear Tree Primary")
    asked.practitioner.user = UserFactory(role=Role.PARTNER, team=None)
    asked.practitioner.save()
    report = Report(conference=conference, invitation=asked)
    perform(report, "request", by=None, requested_on=date(2026, 11, 4))
    client.force_login(asked.practitioner.user)

    page = client.get(reverse("my-work")).content.decode()

    assert "Fri 4 Dec" in page
