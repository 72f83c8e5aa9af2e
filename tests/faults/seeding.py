"""Reminders becoming due one after another: `python -m tests.faults.seeding NUMBER SECONDS`.

Prints the key of the child whose clocks they are, then writes clocks due today in portions.
"""

import sys
import time
from datetime import date
from uuid import uuid4

PORTIONS = 20


def main(number: int, seconds: float) -> None:
    """Write the child, then its clocks."""
    import django

    django.setup()
    from cpms.timescales.models import Deadline

    child_id, clock = _a_child_with_a_lead()
    sys.stdout.write(f"{child_id}\n")
    sys.stdout.flush()
    for portion in range(PORTIONS):
        records = range(number * portion // PORTIONS, number * (portion + 1) // PORTIONS)
        _persistently(
            lambda records=records: Deadline.objects.bulk_create(
                [Deadline(**clock, id=uuid4(), record_id=record) for record in records]
            )
        )
        time.sleep(seconds / PORTIONS)


def _a_child_with_a_lead() -> tuple[int, dict[str, object]]:
    from cpms.children.models import Allocation
    from cpms.records.models import Event
    from cpms.timescales import calendar, packs
    from tests.factories import ChildFactory, UserFactory

    today = calendar.today()
    mark = uuid4().hex[:8]
    lead = UserFactory(username=f"lead-{mark}")
    child = ChildFactory(team=lead.team, case_number=f"26-{mark}")
    Allocation.objects.create(child=child, worker=lead, from_on=date(2026, 1, 5))
    pack = packs.load("bolton")
    edition = pack.editions[-1]
    rule = next(r for r in edition.timescales if r.code == "core-group-minutes-circulated")
    return child.pk, {
        "child_id": child.pk,
        "code": rule.code,
        "title": rule.title,
        "pack": pack.name,
        "version": edition.version,
        "owner": rule.owner,
        "is_immediate": True,
        "started_by": Event.objects.filter(child=child).earliest("pk"),
        "record_label": "core_group_meeting",
        "counted_from": today,
        "due_on": today,
    }


def _persistently(write) -> None:
    """The database is killed as well: write again until it is written."""
    from django.db import Error, connection

    while True:
        try:
            return write()
        except Error:
            connection.close()
            time.sleep(0.3)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
