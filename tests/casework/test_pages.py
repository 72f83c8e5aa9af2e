"""My work, the child's page, the dashboard and the lists behind its numbers."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from conferences.models import Report
from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.casework.listing import safe
from cpms.children.services import allocate
from cpms.records.moves import perform
from tests.factories import ChildFactory, TeamFactory, UserFactory
from tests.factories.meetings import convened, held, speaker

pytestmark = pytest.mark.django_db

CAUSE = {"decided_on": date(2026, 11, 20), "today": date(2026, 11, 23)}


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


@pytest.fixture
def manager(client):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    client.force_login(manager)
    return manager


def with_a_late_clock(worker=None, **about):
    """A child with reasonable cause on Friday 20 November: discussion due Monday the 23rd."""
    child = ChildFactory(**about)
    if worker:
        allocate(child, worker, on=date(2026, 11, 2), by=None)
    perform(child, "decide_reasonable_cause", by=None, **CAUSE)
    return child


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


def test_a_child_of_another_team_is_not_there(client, worker):
    child = ChildFactory(team=TeamFactory(name="West team"))

    assert client.get(child.get_absolute_url()).status_code == 404
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


def test_the_dashboard_counts_what_is_late_in_the_managers_team_only(client, manager):
    with_a_late_clock()
    with_a_late_clock(team=TeamFactory(name="West team"))

    response = client.get(reverse("dashboard"))
    page = response.content.decode()

    assert "East team" in page
    assert "West team" not in page
    assert "all 1" in page


def test_the_dashboard_falls_silent_when_the_late_thing_is_done(client, manager):
    child = with_a_late_clock()
    assert "Nothing is late or at risk." not in client.get(reverse("dashboard")).content.decode()

    perform(child, "close", by=None, closed_on=date(2026, 11, 23))

    assert "Nothing is late or at risk." in client.get(reverse("dashboard")).content.decode()


def test_the_dashboard_is_for_managers(client, worker):
    assert client.get(reverse("dashboard")).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("standing=overdue", 1),
        ("standing=at_risk", 0),
        ("code=strategy-discussion-held", 1),
        ("code=first-core-group-held", 0),
        ("kind=Strategy, section 47", 1),
        ("due=2026-11-23", 1),
        ("due=2026-11-24", 0),
        ("due=nonsense&team=nonsense", 1),
    ],
)
def test_every_filter_of_the_list_lives_in_its_address(client, manager, query, found):
    with_a_late_clock()

    page = client.get(f"{reverse('deadlines')}?{query}").content.decode()

    assert f"{found} open deadline" in page


def test_the_list_is_handed_out_as_a_file_that_no_spreadsheet_runs(client, manager):
    with_a_late_clock(given_name='=HYPERLINK("x")')

    response = client.get(f"{reverse('deadlines')}?as=csv")

    assert response["Content-Type"].startswith("text/csv")
    assert "'=HYPERLINK" in response.content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\ufeff@", " =", "|", "%"])
def test_a_cell_that_begins_like_a_formula_is_text(start):
    assert safe(f"{start}SUM(1)").startswith("'")


def test_an_ordinary_cell_stays_as_it_is():
    assert safe("Robin Demo") == "Robin Demo"


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
