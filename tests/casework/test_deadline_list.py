"""The list of deadlines behind every number: its filters, its file, its constant cost."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.urls import reverse

from cpms.accounts.models import Look
from cpms.accounts.permissions import Role
from cpms.timescales.models import BreachReason, Deadline
from tests.casework.clocks import with_a_late_clock, with_minutes
from tests.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def manager(client):
    manager = UserFactory(role=Role.TEAM_MANAGER)
    client.force_login(manager)
    return manager


def asked(client, query=""):
    return client.get(f"{reverse('deadlines')}?{query}").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("standing=overdue", 1),
        ("standing=at_risk", 0),
        ("standing=late", 1),
        ("standing=met", 0),
        ("code=strategy-discussion-held", 1),
        ("code=first-core-group-held", 0),
        ("kind=Strategy, section 47", 1),
        ("due=2026-11-23", 1),
        ("due=2026-11-24", 0),
        ("since=2026-11", 1),
        ("since=2026-12", 0),
        ("pack=bolton", 1),
        ("pack=leicester", 0),
        ("worker=none", 1),
        ("worker=1", 0),
        ("breach=none", 1),
        ("breach=given", 0),
        ("due=nonsense&team=nonsense&kind=x&since=x&breach=x&standing=x&pack=x", 1),
    ],
)
def test_every_filter_lives_in_the_address(client, manager, query, found):
    with_a_late_clock()

    assert f"{found} deadline" in asked(client, query)


def test_clocks_that_are_over_are_shown_when_asked_for(client, manager):
    with_minutes("2026-11-02", "2026-11-17")
    with_minutes("2026-11-02", "2026-11-04")

    assert "1 deadline," in asked(client, "standing=met_late&code=core-group-minutes-circulated")
    assert "1 deadline," in asked(client, "standing=met&code=core-group-minutes-circulated")
    assert "1 deadline," in asked(client, "standing=late&code=core-group-minutes-circulated")


def test_what_was_broken_is_found_by_the_reason_it_has(client, manager):
    child = with_a_late_clock()
    reason = BreachReason.objects.create(
        deadline=Deadline.objects.get(),
        child=child,
        reason="Nobody came",
        given_by=manager,
        given_on=date(2026, 11, 24),
    )
    assert "1 deadline," in asked(client, "breach=given")
    assert "0 deadlines" in asked(client, "breach=confirmed")

    reason.confirmed_on = date(2026, 11, 25)
    reason.save()

    assert "0 deadlines" in asked(client, "breach=given")
    assert "1 deadline," in asked(client, "breach=confirmed")
    assert "Nobody came" in asked(client, "breach=confirmed")


def test_the_file_says_whose_by_when_and_why_and_no_cell_is_run(client, manager):
    worker = UserFactory(name="+44 Sam")
    child = with_a_late_clock(worker, given_name='=HYPERLINK("x")')

    text = asked(client, "as=csv").removeprefix("\ufeff")
    head, row = csv.reader(StringIO(text))

    assert head[:4] == ["Case number", "Child", "Team", "Lead professional"]
    assert row[0] == child.case_number
    assert row[1] == '\'=HYPERLINK("x") Demo'
    assert row[3] == "'+44 Sam"
    assert row[5:7] == ["2026-11-23", "Overdue"]


def test_each_child_in_the_file_and_on_the_page_is_written_down(client, manager):
    child = with_a_late_clock()
    with_a_late_clock(team=TeamFactory(name="West team"))

    asked(client)
    asked(client, "as=csv")

    assert list(Look.objects.order_by("pk").values_list("child_id", "page")) == [
        (child.pk, "Deadlines"),
        (child.pk, "Deadlines, saved as a file"),
    ]


def test_the_filters_are_kept_as_a_view(client, manager):
    with_a_late_clock()
    client.post(f"{reverse('deadlines')}?standing=overdue", {"name": "What is late"})

    assert "What is late</a>" in asked(client)


def test_who_sees_no_figures_gets_no_list(client):
    client.force_login(UserFactory())

    assert client.get(reverse("deadlines")).status_code == 403


@pytest.mark.parametrize("query", ["", "?as=csv", "?standing=late"])
def test_it_asks_as_often_for_many_rows_as_for_few(client, manager, constant_queries, query):
    def add(count):
        for _ in range(count):
            with_a_late_clock(manager)

    constant_queries(f"{reverse('deadlines')}{query}", add)
