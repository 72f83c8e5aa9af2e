"""A PostgreSQL database of the measurement's own: made, migrated, filled, and dropped."""

import contextlib
import os
import sys
from collections.abc import Iterator
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from workshop.servers import postgres


@contextlib.contextmanager
def own_database() -> Iterator[None]:
    """Make a database, let Django stand on it, and drop it whatever happens."""
    with postgres() as (server, words):
        name = f"cpms_bench_{os.getpid()}"
        say(f"in {words}, database {name}")
        _outside(server, f"CREATE DATABASE {name}")
        try:
            _stand_on(urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
            yield
        finally:
            _let_go()
            _outside(server, f"DROP DATABASE {name} WITH (FORCE)")


def _outside(server: str, statement: str) -> None:
    connection = psycopg2.connect(server, dbname="postgres")
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def _stand_on(address: str) -> None:
    os.environ["DATABASE_URL"] = address
    os.environ["CACHE_URL"] = "locmemcache://"
    os.environ["CPMS_LOG_LEVEL"] = "ERROR"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _let_go() -> None:
    with contextlib.suppress(Exception):
        from django.db import connections

        connections.close_all()


def say(words: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def best_of(work, times: int) -> float:
    """Milliseconds of the quickest of several runs: the machine has other guests."""
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return min(found) * 1000
