"""Two addresses for machines: is the web process alive, and is the service fit to use."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerError

from cpms.celery import app
from cpms.timescales import calendar
from cpms.timescales.reminders import heartbeat


@login_not_required
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the web process can; touches nothing else."""
    return JsonResponse({"web": "alive"})


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether people can work: 503 without the database or with migrations missing.

    Broker and background are reported and never fail the answer: without them people go on
    working, and what is due stays in the database until the background is back. Taking the
    web away as well would help nobody; whoever watches the service reads the words.
    """
    database = _database()
    found = {"database": database, "broker": _broker(), "background": _background()}
    return JsonResponse(found, status=200 if database == "ready" else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "unreachable"
    return "migrations missing" if missing else "ready"


def _broker() -> str:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except (BrokerError, OSError):
        return "unreachable"
    return "reachable"


def _background() -> str:
    """Whether the background worked in the last three minutes: not whether a process runs."""
    now = calendar.now()
    try:
        last, silent = heartbeat.last_beat(), heartbeat.is_silent(now)
    except Error:
        return "unknown"
    if last is None:
        return "has not worked yet"
    return f"silent since {last.isoformat(timespec='seconds')}" if silent else "working"
