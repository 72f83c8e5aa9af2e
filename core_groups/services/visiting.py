"""Recording visits, and what follows from them (CG-12 to CG-14).

Brothers and sisters seen on the same visit get a record each: a visit is about one child.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core_groups.models import CoreGroup, PlanOfAction, Visit
from cpms.accounts.models import User
from cpms.children.models import Child
from cpms.records.moves import locked, perform, write
from cpms.timescales.calendar import add_days, local_day

SHARED = ("visited_at", "is_planned", "visitor_name", "place", "place_detail", "present")


@transaction.atomic
def record_visit(
    child: Child,
    said: Mapping[str, Any],
    *,
    also_seen: Iterable[Child] = (),
    today: date,
    now: datetime,
    by: User,
) -> Visit:
    """Record a visit to a child, and that brothers and sisters were seen on it, all or none."""
    siblings = list(also_seen)
    rows = _locked([child, *siblings])
    visit = _record(Visit(child=rows[child.pk], entered_by=by, **said), today, now, by)
    shared = {field: said[field] for field in SHARED if field in said}
    for sibling in siblings:
        seen = Visit(child=rows[sibling.pk], entered_by=by, was_seen=True, **shared)
        _record(seen, today, now, by)
    return visit


def _locked(children: Iterable[Child]) -> dict[int, Child]:
    """Lock the children: of two visits entered at once, the later must see the other one."""
    rows = Child.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {row.pk: row for row in rows.filter(pk__in=[child.pk for child in children])}


def _record(visit: Visit, today: date, now: datetime, by: User) -> Visit:
    if visit.was_seen:
        visit.see_by = see_by(visit.child, local_day(visit.visited_at))
    return perform(visit, "see" if visit.was_seen else "miss", by=by, today=today, now=now)


def see_by(child: Child, seen_on: date) -> date | None:
    """Return by when the child is to be seen again, as often as the core group agreed."""
    group = CoreGroup.objects.formed().filter(plan__child=child).first()
    if group is None or group.visit_every_days is None:
        return None
    return add_days(seen_on, group.visit_every_days)


def tell_of_no_access(visit: Visit) -> None:
    """Escalate each visit without access that follows another one (CG-12).

    A visit entered late may make the one after it the second in a row.
    """
    for one in (visit, Visit.objects.after(visit)):
        if one is None or one.state != Visit.State.NOT_SEEN:
            continue
        previous = Visit.objects.before(one)
        if previous is not None and not previous.was_seen:
            perform(one, "escalate", by=None)


@transaction.atomic
def agree_plan_of_action(
    visit: Visit, *, agreed_on: date, today: date, by: User, **said: Any
) -> Visit:
    """Write the plan of action agreed with the police, and record it as agreed (CG-12)."""
    visit = locked(visit)
    if visit.state == Visit.State.ESCALATED:
        write(PlanOfAction(visit=visit, agreed_on=agreed_on, **said), by=by)
    return perform(visit, "agree_plan_of_action", by=by, agreed_on=agreed_on, today=today)


@transaction.atomic
def agree_visits(
    group: CoreGroup, *, every_days: int, agreed_on: date, by: User | None
) -> CoreGroup:
    """Keep how often the child is to be seen while the plan lasts (CG-14, CG-16)."""
    return perform(group, "agree_visits", by=by, every_days=every_days, agreed_on=agreed_on)
