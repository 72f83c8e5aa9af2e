"""Tables to which rows are added and never changed: the database itself refuses.

A model says so with `is_append_only = True`; after every migration its table is protected
anew, because SQLite loses a table's triggers whenever a migration rebuilds it. The one way
round is for the tests, which empty tables between themselves.
"""

from typing import Any

from django.apps import apps
from django.db import connections

_POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION cpms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$;
"""


def protect(connection: Any, table: str) -> None:
    """Have the database refuse every change to, and removal from, the table."""
    unprotect(connection, table)
    _run(connection, _protection(connection.vendor, table))


def tables() -> list[str]:
    """Return the tables of the models that are only ever added to."""
    models = apps.get_models()
    return [model._meta.db_table for model in models if getattr(model, "is_append_only", False)]


def protect_all(using: str = "default", **kwargs: Any) -> None:
    """Protect every such table that is there; called after each migration."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    for table in sorted(there.intersection(tables())):
        protect(connection, table)


def unprotect(connection: Any, table: str) -> None:
    """Lift the protection: for a migration undone, and for tests."""
    _run(connection, _lifting(connection.vendor, table))


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _protection(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            _POSTGRES_REFUSAL,
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION cpms_refuse_change()",
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION cpms_refuse_change()",
        ]
    return [
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        for act in ("UPDATE", "DELETE")
    ]


def _lifting(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_{kind} ON {table}" for kind in ("rows", "truncate")
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_{act}" for act in ("update", "delete")]
