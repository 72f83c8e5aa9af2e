"""The sweep among a million clocks that writes 100,000 notices, beside one INSERT ... SELECT."""

import sys
from datetime import date

from tests.bench._database import best_of, own_database, say

TODAY = date(2026, 11, 25)
CLOCKS, NOTICES, ROUNDS, MOST = 1_000_000, 100_000, 3, 3.0

# What a person would write who knows the answer: each clock of a lead professional that is
# warned of, due or overdue today, with the people of the roles told at its stage.
BARE = """
INSERT INTO timescales_notice (deadline_id, child_id, user_id, stage, due_on, title,
    is_immediate, made_on, made_at)
SELECT d.id, d.child_id, p.person, p.stage, d.due_on, d.title, d.is_immediate, %(on)s, now()
FROM timescales_deadline d CROSS JOIN LATERAL (
    SELECT a.worker_id person, CASE WHEN d.due_on > %(on)s THEN 'warning'
        WHEN d.due_on = %(on)s THEN 'due' ELSE 'overdue' END stage
    FROM children_allocation a WHERE a.child_id = d.child_id AND a.until_on IS NULL
    UNION
    SELECT r.user_id, 'overdue' FROM children_child c JOIN accounts_user u ON u.team_id = c.team_id
    JOIN accounts_roleheld r ON r.user_id = u.id AND r.role = 'team_manager'
    WHERE c.id = d.child_id AND d.due_on < %(on)s AND d.code <> 'core-group-report-submitted'
    UNION
    SELECT r.user_id, 'due' FROM children_child c JOIN accounts_user u ON u.team_id = c.team_id
    JOIN accounts_roleheld r ON r.user_id = u.id AND r.role = 'team_manager'
    WHERE c.id = d.child_id AND d.due_on = %(on)s AND d.code = 'no-access-escalated'
    UNION
    SELECT r.user_id, 'due' FROM accounts_roleheld r WHERE r.role = 'unit_officer'
    AND d.due_on = %(on)s AND d.code = 'plan-ends-at-eighteen'
    UNION
    SELECT r.user_id, 'overdue' FROM accounts_roleheld r WHERE r.role = 'unit_officer'
    AND d.due_on < %(on)s AND d.code = 'core-group-report-submitted'
    UNION
    SELECT r.user_id, 'escalated' FROM accounts_roleheld r WHERE r.role = 'head_of_service'
    AND d.due_on < %(escalated)s
) p
WHERE d.closed_on IS NULL AND (d.due_on <= %(on)s OR d.warn_on <= %(on)s)
ON CONFLICT DO NOTHING
"""


def main(arguments: list[str] | None = None) -> None:
    """Sweep, insert, compare what each wrote; fail if the sweep takes more than three times."""
    clocks = int((arguments or [""])[0] or CLOCKS)
    with own_database():
        sys.exit(not _measure(clocks))


def _measure(clocks: int) -> bool:
    from tests.bench import _clocks

    _clocks.people()
    # Lead professionals' clocks: a tenth is open, and about half of these is to be told today.
    _clocks.clocks(
        0, clocks, TODAY, is_open=0.066, overdue=0.75, late=6, owners=("lead_professional",)
    )
    bare = best_of(lambda: _empty() or _bare(), ROUNDS)
    written = _written()
    swept = best_of(lambda: _empty() or _sweep(), ROUNDS)
    say(f"{clocks:,} clocks, {len(written):,} notices")
    say(f"one INSERT ... SELECT   {bare:9.0f} ms")
    say(f"the sweep               {swept:9.0f} ms   {swept / bare:.2f} times")
    same = written == _written()
    again = _sweep()
    say(f"the same notices: {'yes' if same else 'NO'}; a second sweep writes {again}")
    holds = same and again == 0 and swept <= MOST * bare
    say(f"holds: at most {MOST:g} times" if holds else "DOES NOT HOLD")
    return holds


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE timescales_notice")


def _bare() -> None:
    from django.db import connection

    from cpms.timescales.policy import working_days

    escalated = working_days().add(TODAY, -4)
    with connection.cursor() as cursor:
        cursor.execute(BARE, {"on": TODAY, "escalated": escalated})


def _sweep() -> int:
    from cpms.timescales.reminders.sweep import sweep

    return sweep(TODAY)


def _written() -> set[tuple[object, ...]]:
    from cpms.timescales.models import Notice

    return set(Notice.objects.values_list("deadline_id", "user_id", "stage", "due_on"))


if __name__ == "__main__":
    main()
