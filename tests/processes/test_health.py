"""The two addresses for machines, without the processes round them."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from cpms import health
from cpms.timescales.reminders import heartbeat


@pytest.fixture
def client_of_nobody(client):
    return client


@pytest.mark.django_db
def test_a_migration_that_is_missing_makes_the_service_not_ready(client_of_nobody, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["one to come"])

    answer = client_of_nobody.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["database"] == "migrations missing"


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_unreachable(client_of_nobody, monkeypatch):
    def lost(*_arguments):
        raise OperationalError

    monkeypatch.setattr(health, "MigrationExecutor", lost)

    answer = client_of_nobody.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


def test_being_alive_asks_nothing_of_the_database(client_of_nobody):
    assert client_of_nobody.get("/health/live").json() == {"web": "alive"}


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_asked_and_never_told(client_of_nobody, path):
    assert client_of_nobody.post(path).status_code == 405


NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 24, 12, 3, tzinfo=UTC), "working"),
        (datetime(2026, 11, 24, 12, 3, 1, tzinfo=UTC), "silent since 2026-11-24T12:00:00+00:00"),
    ],
)
def test_a_background_silent_for_three_minutes_is_said(client_of_nobody, time_machine, now, said):
    heartbeat.beat(heartbeat.DELIVERY, NOON)
    time_machine.move_to(now, tick=False)

    answer = client_of_nobody.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["background"] == said


@pytest.mark.django_db
def test_a_background_that_never_worked_is_said_and_people_work_on(client_of_nobody):
    answer = client_of_nobody.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["background"] == "has not worked yet"
