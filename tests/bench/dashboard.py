"""The dashboard at 1,000, 100,000 and 1,000,000 clocks, beside the bare SQL for its figures."""

import sys
from datetime import date
from time import perf_counter

from tests.bench._database import own_database, say

TODAY = date(2026, 11, 25)
SIZES = (1_000, 100_000, 1_000_000)
ROUNDS, WARMING = 25, 5
MOST_TIMES, MOST_GROWTH = 3.0, 1.3

# What the page counts of running clocks and of the year, written by hand against the tables.
BARE = (
    """
WITH soon AS (
    SELECT d.code, d.due_on, d.warn_on, d.due_at, c.team_id team, a.worker_id worker
    FROM timescales_deadline d JOIN children_child c ON c.id = d.child_id
    LEFT JOIN children_allocation a ON a.child_id = d.child_id AND a.until_on IS NULL
    WHERE d.closed_on IS NULL AND (d.due_on <= %(until)s OR d.warn_on <= %(today)s)
), pressing AS (
    SELECT *, CASE WHEN due_on < %(today)s OR due_at < now() THEN 'overdue'
        WHEN due_on = %(today)s THEN 'due' WHEN warn_on <= %(today)s THEN 'risk' END standing
    FROM soon
)
SELECT 'kind', code, team::text, standing, count(*) FROM pressing
    WHERE standing IS NOT NULL GROUP BY code, team, standing
UNION ALL SELECT 'worker', '', worker::text, standing, count(*) FROM pressing
    WHERE standing IS NOT NULL GROUP BY worker, standing
UNION ALL SELECT 'day', code, due_on::text, '', count(*) FROM pressing
    WHERE due_on >= %(today)s GROUP BY code, due_on
UNION ALL SELECT 'month', code, date_trunc('month', due_on)::text, '', count(*) FROM pressing
    WHERE standing = 'overdue' GROUP BY code, date_trunc('month', due_on)
UNION ALL SELECT 'all', '', '', '', count(*) FROM timescales_deadline WHERE closed_on IS NULL
""",
    """
SELECT code, month, sum(met), sum(late), sum(missed) FROM timescales_monthtally
WHERE month >= %(year)s GROUP BY code, month
""",
)
# The same year without the tallies, to show what they are for.
WITHOUT_TALLIES = """
SELECT code, date_trunc('month', due_on), count(*) FILTER (WHERE met_on <= due_on),
    count(*) FILTER (WHERE met_on > due_on)
FROM timescales_deadline WHERE closed_on IS NOT NULL AND due_on >= %(year)s GROUP BY 1, 2
"""


def main(arguments: list[str] | None = None) -> None:
    """Measure each size in one database; fail if the page grows more than it may."""
    sizes = [int(word) for word in arguments or ()] or list(SIZES)
    with own_database():
        sys.exit(not _measure(sizes))


def _measure(sizes: list[int]) -> bool:
    from cpms.timescales.deadlines.tallying import recount
    from tests.bench import _clocks

    _clocks.people()
    made, found = 0, {}
    say("    clocks     open       page  queries   bare SQL  no tallies")
    for size in sizes:
        _clocks.clocks(made, size, TODAY)
        made = size
        recount()
        _settle()
        found[size] = page, queries, bare = *_page(), _sql(BARE)
        without = _sql((WITHOUT_TALLIES,))
        figures = f"{page:>7.1f} ms {queries:>8} {bare:>7.1f} ms {without:>8.1f} ms"
        say(f"{size:>10,} {_open():>8,} {figures}")
    return _holds(found)


def _holds(found: dict[int, tuple[float, int, float]]) -> bool:
    """Compare: the fixed cost is what the page takes beyond three times the SQL at the smallest."""
    (small, _, small_sql), (large, _, large_sql) = found[min(found)], found[max(found)]
    growth, fixed = large / small, max(0.0, small - MOST_TIMES * small_sql)
    allowed = MOST_TIMES * large_sql + fixed
    say(f"largest / smallest {growth:.2f} (aim {MOST_GROWTH:g})")
    say(f"largest {large:.1f} ms, 3 x SQL + fixed {fixed:.1f} ms = {allowed:.1f} ms")
    is_within = large <= allowed and len({queries for _, queries, _ in found.values()}) == 1
    holds = is_within and growth <= MOST_GROWTH
    say("holds" if holds else "DOES NOT HOLD")
    return holds


def _settle() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _page() -> tuple[float, int]:
    """Milliseconds (the median of many) and queries of the page for the head of service."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment
    from django.urls import reverse

    from cpms.accounts.models import User
    from cpms.timescales.models import Heartbeat

    if not hasattr(_page, "is_set_up"):
        setup_test_environment()
        _page.is_set_up = True
    import time_machine

    with time_machine.travel(f"{TODAY} 09:00", tick=True):
        from cpms.timescales.calendar import now

        Heartbeat.objects.update_or_create(work="delivery", defaults={"at": now()})
        client = Client()
        client.force_login(User.objects.get(roles_held__role="head_of_service"))

        def ask() -> None:
            response = client.get(reverse("dashboard"))
            assert response.status_code == 200, response.status_code

        for _ in range(WARMING):
            ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        return _median(ask), len(asked)


def _sql(statements: tuple[str, ...]) -> float:
    from django.db import connection

    from cpms.timescales.calendar import add_months, first_of_month
    from cpms.timescales.policy import working_days

    until = working_days().next_working_days(TODAY, 15)[-1]
    values = {"today": TODAY, "until": until, "year": add_months(first_of_month(TODAY), -11)}

    def ask() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values)
                cursor.fetchall()

    for _ in range(WARMING):
        ask()
    return _median(ask)


def _median(ask) -> float:
    found = []
    for _ in range(ROUNDS):
        began = perf_counter()
        ask()
        found.append(perf_counter() - began)
    return sorted(found)[ROUNDS // 2] * 1000


def _open() -> int:
    from cpms.timescales.models import Deadline

    return Deadline.objects.open().count()


if __name__ == "__main__":
    main()
