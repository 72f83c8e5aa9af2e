"""Two hundred reminders while the worker and the broker are killed: each told exactly once.

Two workers and two schedulers on purpose, from the Procfile's lines. `bin/bench faults` is
the long version, which kills PostgreSQL and pool children as well.
"""

import pytest

from tests.faults.servers import FileBroker, PrivateRedis
from tests.faults.trial import Trial

pytestmark = [pytest.mark.xdist_group("processes"), pytest.mark.timeout(240)]

KILLS = {"worker": 2, "broker": 2}


@pytest.fixture
def own_redis(tmp_path):
    """A broker that may be killed; the server of the tests is not touched."""
    if not PrivateRedis.is_there():
        pytest.skip("no redis-server on the path: its death cannot be tried here")
    server = PrivateRedis(tmp_path)
    yield server
    server.end()


@pytest.fixture
def on_redis(background_production, own_redis, tmp_path):
    def trial(**changes):
        return Trial(
            environment=background_production.environment,
            folder=tmp_path,
            broker=own_redis,
            **{"due": 200, "seconds": 10, "kills": KILLS} | changes,
        )

    return trial


def test_worker_and_broker_die_and_nobody_is_told_twice_or_never(on_redis):
    figures = on_redis().run()

    assert figures.killed == KILLS
    assert figures.hold, figures


def test_on_the_file_broker_as_well(demonstration, tmp_path):
    figures = Trial(
        environment=demonstration.environment,
        folder=tmp_path,
        broker=FileBroker(demonstration.folder / "data"),
        due=100,
        seconds=8,
        kills=KILLS,
    ).run()

    assert figures.killed == KILLS
    assert figures.hold, figures


@pytest.mark.slow
def test_without_the_claim_the_same_trial_fails(on_redis):
    figures = on_redis(claim=False).run()

    assert figures.doubled > 0, figures
    assert not figures.hold
