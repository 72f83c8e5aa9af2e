"""What every test stands on."""

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext

from cpms.records.append_only import protect_all, tables, unprotect

_teardown = TransactionTestCase._fixture_teardown


def _empty_tables(case):
    """Tables that are never changed are emptied between tests, and only there."""
    for table in tables():
        unprotect(connection, table)
    _teardown(case)
    protect_all()


TransactionTestCase._fixture_teardown = _empty_tables

pytest_plugins = ["tests.watch"]


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    """Sign-in by a quick hasher, mail in memory, the cache in the process."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def constant_queries(client, django_assert_num_queries):
    """Hold that a page asks the database as often for twenty rows as for two."""

    def hold(url, add):
        add(2)
        client.get(url)  # what is read once only is read now
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        add(18)
        with django_assert_num_queries(len(few)):
            client.get(url)

    return hold
