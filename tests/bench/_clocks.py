"""Children and their clocks in any number, written by the database itself.

One child has twenty clocks on average, in ten teams and among a hundred workers. Of the clocks
a share is open: some overdue, the rest due in the half year to come. The others closed over
the last six years: nine of ten were met, most of these in time.
"""

from datetime import date

from django.db import connection

TEAMS, WORKERS, PER_CHILD = 10, 100, 20

PEOPLE = """
INSERT INTO accounts_team (name, telephone)
SELECT 'Team ' || n, '' FROM generate_series(1, %(teams)s) n;
INSERT INTO accounts_user (username, password, name, email, job_title, telephone, is_superuser,
    is_staff, is_active, date_joined, team_id)
SELECT 'person-' || n, '!', 'Person ' || n, '', '', '', false, false, true, now(),
    (SELECT min(id) FROM accounts_team) + n %% %(teams)s FROM generate_series(1, %(people)s) n;
INSERT INTO accounts_roleheld (user_id, role, held_from)
SELECT id, CASE WHEN n <= %(workers)s THEN 'social_worker' WHEN n <= %(workers)s + %(teams)s
    THEN 'team_manager' WHEN n = %(people)s THEN 'head_of_service' ELSE 'unit_officer' END,
    '2020-01-01'
FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM accounts_user) one;
"""

CHILDREN = """
INSERT INTO children_family (name)
SELECT 'Family ' || n FROM generate_series(%(from)s + 1, %(to)s) n;
INSERT INTO children_child (family_id, case_number, given_name, family_name, date_of_birth, sex,
    team_id, language, is_interpreter_needed, access_needs, school, state)
SELECT f.id, lpad(n::text, 8, '0'), 'Child', 'Number ' || n,
    %(today)s::date - (n * 37 %% 6200)::int, 'U',
    (SELECT min(id) FROM accounts_team) + (n %% %(teams)s), 'English', false, '', '', 'open'
FROM (SELECT id, %(from)s + row_number() OVER (ORDER BY id) n FROM children_family
      WHERE id NOT IN (SELECT family_id FROM children_child)) f;
INSERT INTO children_allocation (child_id, worker_id, from_on)
SELECT c.id, (SELECT min(id) FROM accounts_user) + c.id %% %(workers)s, '2020-01-01'
FROM children_child c WHERE c.id NOT IN (SELECT child_id FROM children_allocation);
INSERT INTO records_event (child_id, name, happened_on, entered_at, record_label, record_id,
    move, facts)
SELECT id, 'child.registered', '2020-01-01', now(), 'child', id, 'register', '{}'
FROM children_child c WHERE c.id NOT IN (SELECT child_id FROM records_event);
"""

CLOCKS = """
INSERT INTO timescales_deadline (id, child_id, code, title, pack, version, owner, is_immediate,
    started_by_id, record_label, record_id, counted_from, warn_on, due_on, met_by_id, met_on,
    ended_by_id, closed_on)
SELECT gen_random_uuid(), c.id, r.code, r.title, r.pack, r.version, r.owner, false, e.id,
    'child', c.id, due - 14, due - r.warn, due,
    CASE WHEN NOT is_open AND fate < 0.9 THEN e.id END, CASE WHEN NOT is_open AND fate < 0.9
        THEN due + CASE WHEN fate < 0.75 THEN 0 ELSE 4 END END,
    CASE WHEN NOT is_open AND fate >= 0.9 THEN e.id END, CASE WHEN NOT is_open
        THEN due + CASE WHEN fate < 0.75 OR fate >= 0.9 THEN 0 ELSE 4 END END
FROM (SELECT n, is_open, random() fate, %(today)s::date + CASE
          WHEN is_open AND random() < %(overdue)s THEN -(1 + floor(random() * %(late)s))::int
          WHEN is_open THEN floor(random() * 182)::int
          ELSE -(5 + floor(random() * 2185))::int END due
      FROM (SELECT n, random() < %(open)s is_open
            FROM generate_series(%(from)s + 1, %(to)s) n) one) d
JOIN rules r ON r.n = d.n %% (SELECT count(*) FROM rules)
JOIN children_child c ON c.id = (SELECT min(id) FROM children_child)
    + (d.n::bigint * 7919 %% (SELECT count(*) FROM children_child))
JOIN records_event e ON e.child_id = c.id;
"""


def people() -> None:
    """Make teams, workers, managers, one unit officer and one head of service."""
    _run(PEOPLE, teams=TEAMS, workers=WORKERS, people=WORKERS + TEAMS + 2)


def clocks(
    made: int, wanted: int, today: date, *, is_open=0.05, overdue=0.1, late=20, owners=()
) -> None:
    """Bring the table from so many clocks to so many more; the database gathers its statistics."""
    _rules(owners)
    numbers = {"today": today, "teams": TEAMS, "workers": WORKERS}
    children = {"from": made // PER_CHILD, "to": wanted // PER_CHILD}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.4)")
        cursor.execute("SET session_replication_role = replica")  # the keys are right by making
    _run(CHILDREN, **numbers, **children)
    spread = {"open": is_open, "overdue": overdue, "late": late}
    _run(CLOCKS, **numbers, **spread, **{"from": made, "to": wanted})
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _rules(owners) -> None:
    """Lay the rules of the pack in force beside the table, for as long as it is filled."""
    from cpms.timescales.policy import pack_in_force

    edition = pack_in_force().latest
    rows = [
        (n, rule.code, rule.title, edition.pack, edition.version, rule.owner)
        for n, rule in enumerate(
            rule for rule in edition.timescales if not owners or rule.owner in owners
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS rules")
        cursor.execute(
            "CREATE TEMP TABLE rules (n int, code text, title text, pack text, version text, "
            "owner text, warn int DEFAULT 7)"
        )
        for row in rows:
            cursor.execute("INSERT INTO rules VALUES (%s, %s, %s, %s, %s, %s)", row)


def _run(statements: str, **values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements, values)
