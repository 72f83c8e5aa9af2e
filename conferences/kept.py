"""The database's own promise that nothing is booked twice, where it can give one.

PostgreSQL with the extension btree_gist refuses two booked conferences of one chair, minute
taker or room whose times overlap. Elsewhere the row locks of `bookings` hold alone. The
constraints are put there after every migration, like the protection of append-only tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, IntegrityError, connections, transaction

from conferences.models import Conference
from cpms.records.guards import Refused

TABLE = Conference._meta.db_table
NAME = "booked_once_"
WHAT = {
    "chair_id": "chair_id IS NOT NULL",
    "minute_taker_id": "minute_taker_id IS NOT NULL",
    "venue_key": "venue_key <> ''",
}
DOUBLE = (
    "Somebody has booked the same chair, minute taker or place for that time just now. Choose "
    "another time."
)


def keep_bookings_apart(using: str = "default", **kwargs: Any) -> None:
    """Put the constraints there, if the database can hold them; called after each migration."""
    connection = connections[using]
    if connection.vendor != "postgresql" or not _has_columns(connection):
        return
    try:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    except Error:
        return  # not installed, or not this user's to install: the locks hold alone
    let_go(using)
    with connection.cursor() as cursor:
        for column, is_booked in WHAT.items():
            cursor.execute(_constraint(column, is_booked))


def let_go(using: str = "default") -> None:
    """Take the constraints away: for a migration undone, and to test the locks alone."""
    with connections[using].cursor() as cursor:
        for column in WHAT:
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}{column}")


@contextmanager
def doubles_refused() -> Iterator[None]:
    """Say in words what the database refuses, as a guard would have said it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if NAME not in str(error):
            raise
        raise Refused(DOUBLE) from error


def _constraint(column: str, is_booked: str) -> str:
    states = ", ".join(f"'{state}'" for state in Conference.BOOKED)
    return (
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME}{column} EXCLUDE USING gist "
        f"({column} WITH =, tstzrange(scheduled_at, ends_at) WITH &&) "
        f"WHERE (ends_at IS NOT NULL AND {is_booked} AND state IN ({states}))"
    )


def _has_columns(connection: Any) -> bool:
    """Say whether the table stands as it stands now, and not at an earlier migration."""
    if TABLE not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, TABLE)
    return {"ends_at", *WHAT} <= {column.name for column in found}
