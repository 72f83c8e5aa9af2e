"""Beat sends, a worker hears, the heartbeat advances; and without a broker people go on."""

import time
from datetime import date

import pytest
from django.conf import settings

from cpms.accounts.permissions import Role
from cpms.celery import app
from cpms.children.models import Allocation
from cpms.records.models import Event
from cpms.timescales.models import Deadline, Notice
from tests.children.pages import day
from tests.factories import ChildFactory, UserFactory
from tests.faults.background import Background
from tests.faults.counting import Rows

pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture(params=["background_production", "demonstration"])
def installation(request):
    """PostgreSQL and Redis, then SQLite and the file broker."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def background(installation, tmp_path):
    """One worker and one timetable, whose minutes are seconds."""
    running = [
        Background(name, 1, installation.environment, tmp_path).start()
        for name in ("worker", "beat")
    ]
    yield running
    for process in running:
        process.kill()


@pytest.mark.timeout(180)
def test_beat_and_worker_make_the_heartbeat_advance(installation, background):
    rows = Rows(installation.environment["DATABASE_URL"])
    asked = "SELECT at FROM timescales_heartbeat WHERE work = 'delivery'"
    beats = set(rows.ask(asked))  # what an earlier test left is no beat of this background
    before = len(beats)
    until = time.monotonic() + 90

    while len(beats) < before + 2 and time.monotonic() < until:
        beats |= set(rows.ask(asked))
        time.sleep(0.2)

    assert len(beats) >= before + 2, [process.log.read_text() for process in background]


@pytest.fixture
def dead_broker(monkeypatch):
    """A Redis address where nothing listens, as when Redis is stopped."""
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setitem(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(app.conf, "broker_transport_options", settings.REDIS_OPTIONS)
    yield
    app._pool = app.amqp._producer_pool = None


@pytest.mark.django_db(transaction=True)
def test_with_redis_stopped_pages_answer_and_moves_succeed(
    client, dead_broker, time_machine, caplog
):
    time_machine.move_to("2026-11-20 10:00 +0000")
    lead = UserFactory(role=Role.SOCIAL_WORKER)
    child = ChildFactory(team=lead.team)
    Allocation.objects.create(child=child, worker=lead, from_on=date(2026, 1, 5))
    client.force_login(lead)
    sent = {"children": [child.pk], **day("decided_on", "20 11 2026")}

    client.get(f"/children/{child.pk}/")  # what only the first request of a process reads
    began = time.perf_counter()
    answer = client.post(f"/children/{child.pk}/cause/", sent)
    took = time.perf_counter() - began

    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/").status_code == 200
    assert Event.objects.filter(name="child.reasonable_cause_decided", child=child).exists()
    assert Deadline.objects.open().filter(child=child).exists()
    assert Notice.objects.get(child=child).dispatch is None  # goes when the broker is back
    assert caplog.text.count("no worker could be woken") == 1
    assert took < 4
